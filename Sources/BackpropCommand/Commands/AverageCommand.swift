import ArgumentParser
import Backprop

/// The command that combines several models into one, whose predictions are the means of theirs.
struct AverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "average",
        abstract: "Make one model of several, whose predictions are averaged.",
        discussion: """
            Models that predict the same and were trained apart, by other recipes or from other seeds, err apart: the
            mean of their probabilities, or of their numbers, is mostly better than what one of them says.

            Example:
              backprop train iris.csv --seed 1 -o one.safetensors
              backprop train iris.csv --seed 2 -o two.safetensors
              backprop average one.safetensors two.safetensors -o both.safetensors
            """)

    @Argument(help: "Model files that train, tune or average wrote, two or more.") var models: [String]

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Where the model goes.", valueName: "file"))
    var model: String

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if models.count < 2 { throw ValidationError("an average is of two models or more") }
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
                The mean of what \(networks.count) networks say:
                \(networks.map { "  " + $0 }.joined(separator: "\n"))

                Model saved to \(model)

                """)
    }
}
