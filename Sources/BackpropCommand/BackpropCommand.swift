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

    /// Runs the subcommand; an error of the library's ends the process with its message and its exit status.
    static func main() {
        do {
            var command = try parsed(Array(CommandLine.arguments.dropFirst()))
            try command.run()
        } catch {
            if let status = ExitStatus(for: error) {
                Console.error("\(error)")
                status.exit()
            }
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            let arguments = Array(CommandLine.arguments.dropFirst())
            Console.error(ParserMessage(message(for: error), arguments: arguments).text)
            ExitStatus.usage.exit()
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
