import ArgumentParser
import Backprop

/// The options for the roles of columns.
///
/// Options take one column each and may be repeated, so that none takes the file's name for a column.
struct ColumnOptions: ParsableArguments {
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The column to predict: a name, or a number from 1; negative counts from the right. Repeat the option to predict several numbers or several yes/no values (default: the last).",
            valueName: "column"))
    var target: [String] = []

    @Option(
        help:
            "The kind of prediction: a class, a number, or multi-label for several yes/no values (default: by the target)."
    )
    var task: LearningTask?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Of two classes, the one that precision, recall, average precision and calibration are about (default: the one with fewer rows).",
            valueName: "class"))
    var positive: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A column to read as numbers; may be repeated.", valueName: "column"))
    var numeric: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A column to read as categories; may be repeated.", valueName: "column"))
    var categorical: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A column to take as dates, and if need be its format: \"COLUMN format unix\", or unix-milliseconds, spreadsheet, year-month-day, day-month-year, month-day-year or time; may be repeated (default: found in the cells).",
            valueName: "column"))
    var date: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A column of texts whose words become inputs; may be repeated (default: found in the cells).",
            valueName: "column"))
    var text: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A column to leave out; may be repeated.", valueName: "column"))
    var ignore: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A column that names the row, and is left out of training; may be repeated.", valueName: "column")
    )
    var id: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "A column with the weight of each row in training and scores.", valueName: "column"))
    var weight: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "A column whose equal values keep rows together when rows are split.", valueName: "column"))
    var group: String?

    /// Overrides the settings of a recipe: a column that is named here loses its role in the recipe.
    func apply(to selection: inout ColumnSelection) throws {
        let named =
            (target + numeric + categorical + text + ignore + id + [weight, group].compactMap(\.self))
            .map { ColumnReference($0) }
        let dates = try date.map(Self.date)
        selection.removeRoles(of: named + dates.map(\.column))
        if !dates.isEmpty { selection.dates = (selection.dates ?? []) + dates }
        func add(_ texts: [String], to references: inout [ColumnReference]?) {
            if !texts.isEmpty { references = (references ?? []) + texts.map { ColumnReference($0) } }
        }
        if !target.isEmpty { selection.targets = target.map { ColumnReference($0) } }
        if let positive { selection.positive = positive } else if !target.isEmpty { selection.positive = nil }
        if let task { selection.task = task } else if !target.isEmpty { selection.task = nil }
        add(numeric, to: &selection.numeric)
        add(categorical, to: &selection.categorical)
        add(text, to: &selection.text)
        add(ignore, to: &selection.ignored)
        add(id, to: &selection.identifiers)
        if let weight { selection.weight = ColumnReference(weight) }
        if let group { selection.group = ColumnReference(group) }
    }

    private static func date(_ text: String) throws -> DateColumn {
        guard let column = DateColumn(parsing: text) else {
            let formats = DateFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError(
                "--date takes a column, and behind \"format\" one of \(formats), not \"\(text)\"")
        }
        return column
    }
}

extension ColumnSelection {
    /// Removes the roles of columns.
    fileprivate mutating func removeRoles(of columns: [ColumnReference]) {
        for list in [\.targets, \.numeric, \.categorical, \.text, \.ignored, \.identifiers]
            as [WritableKeyPath<ColumnSelection, [ColumnReference]?>]
        {
            self[keyPath: list]?.removeAll { columns.contains($0) }
            if self[keyPath: list]?.isEmpty == true { self[keyPath: list] = nil }
        }
        dates?.removeAll { columns.contains($0.column) }
        if dates?.isEmpty == true { dates = nil }
        if weight.map(columns.contains) == true { weight = nil }
        if group.map(columns.contains) == true { group = nil }
    }
}

extension LearningTask: ExpressibleByArgument {}
