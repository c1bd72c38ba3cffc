import ArgumentParser

/// The program: one subcommand a job.
@main
struct BackpropCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backprop",
        abstract: "Train, check, explain and ship neural networks from a CSV file.",
        discussion: """
            Example:
              backprop train iris.csv --target species
              backprop predict iris.safetensors new-flowers.csv
            """,
        version: "0.1.0",
        subcommands: [
            TrainCommand.self, EvaluateCommand.self, PredictCommand.self, CrossValidateCommand.self,
            TuneCommand.self, AverageCommand.self,
            InspectCommand.self, DescribeCommand.self, FindLearningRateCommand.self,
            GradcheckCommand.self, TraceCommand.self,
            TutorialCommand.self,
        ])

    /// Runs the subcommand; an error ends the process with its message and its exit status.
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try RawArguments.check()
            var command = try parsed(arguments)
            try command.run()
        } catch {
            guard let failure = Failure(error, arguments: arguments) else { exit(withError: error) }
            failure.exit(asJSON: arguments.contains("--json"))
        }
    }

    /// The subcommand with its arguments.
    ///
    /// One that is named first parses them itself: from the root down its many options would be described twice over,
    /// which takes a good part of the time of a small job. What is wrong is left to the root, whose messages know
    /// where in the program one is.
    private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        let named = configuration.subcommands.first { $0.configuration.commandName == arguments.first }
        if let command = try? named?.parse(Array(arguments.dropFirst())) { return command }
        return try parseAsRoot(arguments)
    }
}
