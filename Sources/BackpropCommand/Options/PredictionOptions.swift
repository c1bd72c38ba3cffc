import ArgumentParser
import Backprop

/// The options for the columns and rows of predictions.
struct PredictionOptions: ParsableArguments {
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A column of the input to write before its prediction: a name or a number, or all, or none; may be repeated (default: those that name the row).",
            valueName: "column"))
    var keep: [String] = []

    @Flag(help: "Write a column probability_LABEL for each class, not only that of the predicted one.")
    var probabilities = false

    @Flag(
        inversion: .prefixedNo,
        help: "Name the columns of a row that are missing, or outside of what training saw.")
    var outsideTraining = true

    @Flag(help: "Write numbers in delimited text with all their digits, not six.")
    var exact = false

    @Flag(
        help:
            "Put an apostrophe before texts that a spreadsheet would run as formulas; see the documentation.")
    var spreadsheetSafe = false

    @Flag(exclusivity: .exclusive) var order: RowOrder?

    /// Returns the columns of the input that are written, in the order of the file unless they are named.
    func copiedColumns(of rows: any RawRows, _ model: Model) throws -> [Column] {
        guard let table = rows as? Table else {
            if keep.isEmpty { return [] }
            throw UsageError("--keep goes with tables, not with images")
        }
        guard let first = keep.first else {
            return try model.preprocessor?.identifierColumns(in: table).map { table.columns[$0] } ?? []
        }
        if let word = keep.first(where: ["all", "none"].contains), keep.count > 1 {
            throw UsageError("--keep \(word) goes without other columns")
        }
        if first == "none" { return [] }
        if first == "all" { return table.columns }
        var positions: [Int] = []
        for name in keep {
            let position = try ColumnReference(name).position(in: table)
            if !positions.contains(position) { positions.append(position) }
        }
        return positions.map { table.columns[$0] }
    }
}

/// The order of the rows of predictions, if it is not that of the input.
enum RowOrder: EnumerableFlag {
    case descending, ascending

    static func name(for order: RowOrder) -> NameSpecification {
        order == .descending ? .customLong("sort") : .customLong("sort-ascending")
    }

    static func help(for order: RowOrder) -> ArgumentHelp? {
        order == .descending
            ? """
            Order the rows by the predicted number, or by the probability of the positive class of two, or else of the \
            predicted class, the largest first; equal ones in the order of the input.
            """ : "The same, the smallest first."
    }

    /// Returns the indices of the numbers in this order; of equal numbers, the first comes first.
    func sorted(_ numbers: [Double]) -> [Int] {
        numbers.indices.sorted { first, second in
            let (one, other) = (numbers[first], numbers[second])
            if one == other { return first < second }
            return self == .descending ? one > other : one < other
        }
    }
}
