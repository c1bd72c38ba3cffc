import ArgumentParser
import Backprop
import BackpropServer

#if Server
    import NIOCore
    import NIOPosix
#endif

/// The options of a server.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "The address to listen on; only this machine reaches the default one.")
    var host = "127.0.0.1"

    @Option("port", 0...65_535, "The port to listen on, or 0 for a free one") var port: Int = 8080

    @Option(
        name: .customLong("token-file"),
        help: ArgumentHelp(
            "A file with a token that requests must have: “Authorization: Bearer TOKEN”.", valueName: "file"))
    var tokenFile: String?

    @Option(
        help: ArgumentHelp("A file with a certificate in PEM, for TLS; goes with --key.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("A file with the certificate's private key in PEM.", valueName: "file"))
    var key: String?

    @Flag(name: .customLong("log-requests"), help: "Log every request, without its data.")
    var logRequests = false

    #if Server
        /// Serves models until the process is told to end.
        func serve(_ models: [String]) throws {
            var settings = ServerSettings(models: models)
            (settings.host, settings.port) = (host, port)
            (settings.tokenFile, settings.certificate, settings.key) = (tokenFile, certificate, key)
            settings.logsRequests = logRequests
            let server = try PredictionServer(settings)
            let end = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
            end.completeWithTask {
                try await server.run { address in Console.message("Listening on \(address)") }
            }
            try end.futureResult.wait()
        }
    #endif
}
