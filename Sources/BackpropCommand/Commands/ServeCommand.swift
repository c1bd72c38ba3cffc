import ArgumentParser
import Backprop
import BackpropServer

/// The command that serves predictions over HTTP.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the predictions of models over HTTP.",
        discussion: """
            Answers POST /predict with rows in JSON or CSV as “predict” would. Several models are named in the path: \
            /models/NAME/predict. A model file that is replaced is read again without a restart. Requests are logged \
            as JSON on standard error. The server ends on SIGTERM, once all requests are answered.

            Examples:
              backprop serve iris.safetensors
              curl localhost:8080/predict --json '[{"petal_length": 4.7, …}]'
            """)

    @Argument(help: "The model files that train wrote, or folders of them.") var models: [String]

    @OptionGroup(title: "Connections") var connections: ConnectionOptions

    func run() throws {
        #if Server
            try connections.serve(models)
        #else
            throw UsageError(
                "this program was built without its server; build it with: swift build -c release --traits default,Server"
            )
        #endif
    }
}
