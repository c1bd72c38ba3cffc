import ArgumentParser
import Backprop

/// What the columns mean.
///
/// Options take one column each and may be repeated, so that none swallows the file's name.
struct ColumnOptions: ParsableArguments {
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The column to predict: a name, or a number from 1; negative counts from the right. Repeat it to predict several numbers (default: the last).",
            valueName: "column"))
    var target: [String] = []

    @Option(help: "What to learn (default: by the target).")
    var task: LearningTask?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A column to take as numbers; may be repeated.", valueName: "column"))
    var numeric: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A column to take as categories; may be repeated.", valueName: "column"))
    var categorical: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A column not to use; may be repeated.", valueName: "column"))
    var ignore: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A column that names the row, and is not used; may be repeated.", valueName: "column"))
    var id: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A column that says how much each row counts.", valueName: "column"))
    var weight: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "A column whose equal values keep rows together when rows are split.", valueName: "column"))
    var group: String?

    /// The selection as the library takes it.
    var selection: ColumnSelection {
        func references(_ texts: [String]) -> [ColumnReference]? {
            texts.isEmpty ? nil : texts.map { ColumnReference($0) }
        }
        return ColumnSelection(
            targets: references(target), task: task, numeric: references(numeric),
            categorical: references(categorical), ignored: references(ignore), identifiers: references(id),
            weight: weight.map { ColumnReference($0) }, group: group.map { ColumnReference($0) })
    }
}

extension LearningTask: ExpressibleByArgument {}
