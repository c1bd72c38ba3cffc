import ArgumentParser
import Backprop

/// The command that combines several models into one, whose predictions are the means of theirs.
struct AverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "average",
        abstract: "Combine several models into one that averages their predictions.",
        discussion: """
            Models of the same target that were trained with other recipes or seeds make different errors. The mean of
            their probabilities, or of their numbers, is mostly better than the predictions of one of them.

            Example:
              backprop train iris.csv --seed 1 -o one.safetensors
              backprop train iris.csv --seed 2 -o two.safetensors
              backprop average one.safetensors two.safetensors -o both.safetensors
            """)

    @Argument(help: "Two or more model files that train, tune or average wrote.") var models: [String]

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The file to save the model in.", valueName: "file"))
    var model: String

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if models.count < 2 { throw ValidationError("an average needs two models or more") }
    }

    func run() throws {
        try OutputGuard.prepare(output: model, against: models)
        let average = try Model(averaging: try models.map { try Model(contentsOf: $0) })
        try ModelOutput.write(average, to: model)
        let networks = average.members.map(\.network.text)
        try output.show(
            json: [
                "model": JSONValue(model), "networks": JSONValue(networks.map { JSONValue($0) }),
            ],
            text: """
                The mean of the predictions of \(networks.count) networks:
                \(networks.map { "  " + $0 }.joined(separator: "\n"))

                Model saved to \(model)

                """)
    }
}
