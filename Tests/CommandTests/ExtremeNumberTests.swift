import ArgumentParser
import Backprop
import Testing

@testable import BackpropCommand

/// Every numeric option with extreme values: each is either accepted, or refused by a sentence that names the option.
///
/// The groups of options parse by themselves, since a parse of a whole command takes a second without optimization.
@Suite struct ExtremeNumberTests {
    /// Values that no option accepts.
    static let refused = ["1e400", "-1e400", "nan", "inf", "-inf", "", "many", "20%%", "1 000"]
    static let values =
        refused + [
            "0", "1", "-1", "1e3", "1e-400", "0x10", "9223372036854775807", "9223372036854775808",
            "-9223372036854775808", "2305843009213693952", "4611686018427387904", "18446744073709551616",
        ]

    /// The values at which ranges differ; how texts are parsed depends on the type of the option alone.
    static let limits = ["many", "nan", "-1", "0", "1e400", "9223372036854775807"]

    /// Options that these need in addition.
    static let requiredOptions = [
        "keep": ["--checkpoint", "c"], "importance-repeats": ["--importance"],
    ]

    /// The numeric options of all commands, found in what the commands declare.
    static let options: [NumericOption] = {
        var found: [String: NumericOption] = [:]
        for command in BackpropCommand.configuration.subcommands {
            for option in NumericOption.all(in: command) { found["\(option.group) \(option.name)"] = option }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }()

    @Test func everyNumericOptionIsFound() {
        let names = Set(Self.options.map(\.name))
        #expect(
            names == [
                "absolute-tolerance", "bins", "difference", "fail-above", "folds", "gap", "highest",
                "hold-out",
                "horizon",
                "importance-repeats", "keep",
                "learning-rate", "lowest", "max-pixels", "maximum-columns", "maximum-row-length",
                "minimum-improvement", "momentum", "parameters", "patience", "port", "repeats", "row", "rows",
                "samples", "season", "seed",
                "skip-footer", "skip-lines", "steps", "stop-by-cross-validation", "test-share", "threads",
                "threshold", "tolerance", "trials", "validation-split", "weight-decay", "worst",
            ])
        // Whole commands are slow to parse.
        #expect(Self.options.allSatisfy { !($0.group is any ParsableCommand.Type) })
    }

    @Test(arguments: options) func areCheckedAsTheyAreParsed(option: NumericOption) {
        let isFirst = Self.options.first { $0.content == option.content }?.name == option.name
        for value in isFirst ? Self.values : Self.limits {
            do {
                _ = try option.group.parse(
                    (Self.requiredOptions[option.name] ?? []) + ["--\(option.name)", value])
                #expect(!Self.refused.contains(value), "--\(option.name) \(value)")
            } catch {
                let text = ParserMessage(BackpropCommand.message(for: error), arguments: ["train"]).text
                #expect(text.hasPrefix("--\(option.name) must be "), "--\(option.name) \(value): \(text)")
                #expect(BackpropCommand.exitCode(for: error) == .validationFailure)
            }
        }
    }

    /// The numeric settings of a recipe, whose options keep the text until it is applied.
    static let settings = [
        "epochs", "batch-size", "shards", "members", "seed", "l1", "l2", "max-norm", "clip-value",
        "clip-norm",
        "label-smoothing",
        "input-noise",
    ]

    @Test(arguments: settings) func ofARecipeAreCheckedAsTheyAreApplied(name: String) throws {
        let table = try Table(reading: Array(Samples.words(20).utf8), source: "d.csv")
        let schema = try Schema(inferring: table)
        let setting = try #require(RecipeSettings.all.first { $0.option == name })
        for value in Self.values {
            do {
                var options = RecipeOptions()
                try RecipeOption(value, of: setting).apply(to: &options)
                try options.recipe(for: schema, rows: 20).recipe.validate()
                #expect(!Self.refused.contains(value), "--\(name) \(value)")
            } catch let error as SettingError {
                #expect("\(error)".hasPrefix("--\(name) must be "), "\(error)")
            }
        }
    }

    @Test func everySettingHasAnOption() throws {
        let help = TrainCommand.helpMessage(columns: 400)
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

/// A numeric option, and the group of options that declares it.
struct NumericOption: CustomTestStringConvertible, Sendable {
    let group: any ParsableArguments.Type
    let name: String

    /// The type of its value.
    let content: Any.Type

    var testDescription: String { "\(group) \(name)" }

    /// Returns the numeric options of a command or a group, and of the groups in it.
    static func all(in group: any ParsableArguments.Type) -> [NumericOption] {
        Mirror(reflecting: group.init()).children.flatMap { child -> [NumericOption] in
            let type = type(of: child.value)
            if let inner = type as? any IncludedGroup.Type { return all(in: inner.content) }
            guard let option = type as? any DeclaredOption.Type, let label = child.label,
                [Int.self, Int?.self, UInt64?.self, Double?.self].contains(where: { $0 == option.content })
            else { return [] }
            return [
                NumericOption(group: group, name: kebab(label.drop { $0 == "_" }), content: option.content)
            ]
        }
    }

    /// Returns `maximumColumns` as `maximum-columns`.
    private static func kebab(_ label: Substring) -> String {
        label.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
    }
}

private protocol IncludedGroup {
    static var content: any ParsableArguments.Type { get }
}

extension OptionGroup: IncludedGroup {
    fileprivate static var content: any ParsableArguments.Type { Value.self }
}

private protocol DeclaredOption {
    static var content: Any.Type { get }
}

extension Option: DeclaredOption {
    fileprivate static var content: Any.Type { Value.self }
}
