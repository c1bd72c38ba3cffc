import ArgumentParser
import Backprop

/// The program, with one subcommand per job.
struct BackpropCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backprop",
        abstract: "Train, check, explain and ship neural networks for tables and images.",
        discussion: """
            Example:
              backprop train iris.csv --target species
              backprop predict iris.safetensors new-flowers.csv
            """,
        version: LibraryVersion.text,
        subcommands: [
            TrainCommand.self, EvaluateCommand.self, PredictCommand.self, ExplainCommand.self,
            CheckCommand.self, CrossValidateCommand.self, TuneCommand.self, AverageCommand.self,
            CompareCommand.self, ExportCommand.self,
            ImportCommand.self,
            InspectCommand.self, DescribeCommand.self, FindLearningRateCommand.self,
            GradcheckCommand.self, TraceCommand.self, ServeCommand.self, PlaygroundCommand.self,
            TutorialCommand.self,
        ])

    /// Runs the subcommand; an error ends the process with its message and its exit status.
    ///
    /// Of several ranks, all run a command that shares its work among them. Any other is left to the first one.
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try RawArguments.check()
            try checkHelp(arguments)
            var command = try parsed(arguments)
            if Ranks.isFirst || command is any SharedCommand { try command.run() }
        } catch {
            guard let failure = Failure(error, arguments: arguments) else { endWithHelp(error) }
            failure.exit(asJSON: arguments.contains("--json"))
        }
    }

    /// Prints help, or only ends the process with the status that an error has instead of a message.
    private static func endWithHelp(_ error: any Error) -> Never {
        if Ranks.current is SingleProcess { exit(withError: error) }
        let text = fullMessage(for: error)
        if exitCode(for: error).isSuccess { Console.result(text + "\n") } else { Console.message(text) }
        ExitStatus.endProcess(exitCode(for: error).rawValue)
    }

    /// Throws if help on a command is requested that does not exist.
    private static func checkHelp(_ arguments: [String]) throws {
        guard arguments.first == "help", arguments.count > 1, !arguments[1].hasPrefix("-") else { return }
        let known = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard !known.contains(arguments[1]), arguments[1] != "help" else { return }
        throw SettingError(unknown: "command", arguments[1], known: known)
    }

    /// Returns the subcommand with its arguments.
    ///
    /// A command that is named first parses its own arguments. From the root, its many options would be described
    /// twice, which takes much of the time of a small job. Errors are left to the root, whose messages name the
    /// subcommand.
    private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        let named = configuration.subcommands.first { $0.configuration.commandName == arguments.first }
        if let command = try? named?.parse(Array(arguments.dropFirst())) { return command }
        return try parseAsRoot(arguments)
    }
}
