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
            TuneCommand.self,
            InspectCommand.self, DescribeCommand.self, FindLearningRateCommand.self,
            GradcheckCommand.self, TraceCommand.self,
            TutorialCommand.self,
        ])

    /// Runs the subcommand; an error of the library's ends the process with its message and its exit status.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            guard let status = ExitStatus(for: error) else { exit(withError: error) }
            Console.error("\(error)")
            status.exit()
        }
    }
}
