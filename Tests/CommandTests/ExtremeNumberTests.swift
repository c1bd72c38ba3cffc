import ArgumentParser
import Backprop
import Testing

@testable import BackpropCommand

/// Every numeric option with extreme values: each is either accepted, or refused by a sentence that names the option.
@Suite struct ExtremeNumberTests {
    static let values = [
        "0", "1", "-1", "1e3", "1e400", "-1e400", "1e-400", "nan", "inf", "0x10", "20%", "", "many",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "2305843009213693952",
        "4611686018427387904", "18446744073709551616",
    ]

    /// Returns two of the values for an option. All options together get every value; a parse of a whole command
    /// takes about a second without optimization.
    static func values(_ option: Int) -> [String] {
        [values[option * 5 % values.count], "4611686018427387904"]
    }

    /// A command with the arguments that it needs, and its numeric options that are not those of a recipe.
    static let commands: [(command: any ParsableCommand.Type, arguments: [String], options: [String])] = [
        (TrainCommand.self, ["d.csv", "--checkpoint", "c"], ["threads", "keep", "maximum-row-length"]),
        (CrossValidateCommand.self, ["d.csv"], ["threads", "folds", "repeats", "test-share"]),
        (CrossValidateCommand.self, ["d.csv", "--importance"], ["importance-repeats"]),
        (
            EvaluateCommand.self, ["m", "d.csv", "--importance"],
            ["importance-repeats", "worst", "seed", "threads"]
        ),
        (PredictCommand.self, ["m", "d.csv"], ["threads", "maximum-row-length"]),
        (TuneCommand.self, ["d.csv"], ["trials", "folds", "threads"]),
        (FindLearningRateCommand.self, ["d.csv"], ["lowest", "highest", "steps", "threads"]),
        (
            GradcheckCommand.self, ["d.csv"],
            ["rows", "parameters", "difference", "tolerance", "absolute-tolerance"]
        ),
        (TraceCommand.self, ["d.csv"], ["row"]), (DescribeCommand.self, ["d.csv"], ["maximum-row-length"]),
    ]

    /// The numeric options of a recipe, the same in all commands that make one.
    static let recipeOptions = [
        "learning-rate", "momentum", "weight-decay", "epochs", "batch-size", "seed", "l1", "l2", "max-norm",
        "clip-value", "clip-norm", "label-smoothing", "input-noise", "validation-split", "patience",
        "minimum-improvement", "stop-by-cross-validation",
    ]

    @Test(arguments: commands.indices) func areCheckedAsTheyAreParsed(index: Int) {
        let (command, arguments, options) = Self.commands[index]
        let cases = options.enumerated().flatMap { position, option in
            Self.values(index + position).map { (option, $0) }
        }
        for (option, value) in cases {
            let name = command.configuration.commandName ?? ""
            do {
                _ = try command.parse(arguments + ["--\(option)", value])
            } catch {
                let text = ParserMessage(BackpropCommand.message(for: error), arguments: [name]).text
                #expect(text.hasPrefix("--\(option) must be "), "\(name): \(text)")
                #expect(BackpropCommand.exitCode(for: error) == .validationFailure)
            }
        }
    }

    @Test(arguments: recipeOptions) func ofARecipeAreCheckedAsTheyAreApplied(option: String) throws {
        let table = try Table(reading: Array(Samples.words(20).utf8), source: "d.csv")
        let schema = try Schema(inferring: table)
        for value in Self.values(Self.recipeOptions.firstIndex(of: option) ?? 0) {
            var arguments = ["--\(option)", value]
            if ["patience", "minimum-improvement"].contains(option) {
                arguments += ["--validation-split", "0.2"]
            }
            if option == "momentum" { arguments += ["--optimizer", "sgd"] }
            do {
                var options = RecipeOptions()
                try RecipeArguments.parse(arguments).apply(to: &options)
                try options.recipe(for: schema, rows: 20).recipe.validate()
            } catch let error as SettingError {
                #expect("\(error)".hasPrefix("--\(option) must be "), "\(error)")
            } catch {
                let text = ParserMessage(BackpropCommand.message(for: error), arguments: ["train"]).text
                #expect(text.hasPrefix("--\(option) must be "), "\(text)")
            }
        }
    }

    @Test func everySettingHasAnOption() throws {
        let help = RecipeArguments.helpMessage(columns: 400)
        for setting in RecipeSettings.all {
            #expect(help.contains("--\(setting.option)"), "\(setting.option)")
        }
    }

    @Test func manyThreadsAreNoFault() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20), to: "d.csv")
        let result = try folder.run("train", "d.csv", "--epochs", "1", "--threads", "4096")
        #expect(result.status == 0, "\(result.errors)")
    }
}
