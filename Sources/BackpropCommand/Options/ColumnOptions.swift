import ArgumentParser
import Backprop

/// What the columns mean.
struct ColumnOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help:
            "The column to predict: a name, or a number from 1; negative counts from the right. Several for regression (default: the last)."
    )
    var target: [String] = []

    @Option(help: "classification or regression (default: by the target).")
    var task: LearningTask?

    @Option(parsing: .upToNextOption, help: "Columns to take as numbers.")
    var numeric: [String] = []

    @Option(parsing: .upToNextOption, help: "Columns to take as categories.")
    var categorical: [String] = []

    @Option(parsing: .upToNextOption, help: "Columns not to use.")
    var ignore: [String] = []

    @Option(parsing: .upToNextOption, help: "Columns that name the row, and are not used.")
    var id: [String] = []

    @Option(help: "A column that says how much each row counts.")
    var weight: String?

    @Option(help: "A column whose equal values keep rows together when rows are split.")
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
