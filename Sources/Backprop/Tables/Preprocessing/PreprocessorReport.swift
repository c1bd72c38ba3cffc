/// A report of values in raw rows that do not occur in training, and of their treatment.
public struct EncodingReport: Codable, Hashable, Sendable {
    /// The counts of one column.
    public struct ColumnCounts: Codable, Hashable, Sendable {
        /// The column's name.
        public let name: String
        /// The number of missing values that were filled in.
        public var filled = 0
        /// The number of categories that do not occur in training, or of texts without a word that does.
        public var unseen = 0
        /// The number of numbers below the minimum or above the maximum of training.
        public var outOfRange = 0
        /// The first few unseen categories, each once.
        public var unseenExamples: [String] = []

        var isEmpty: Bool { filled == 0 && unseen == 0 && outOfRange == 0 }

        /// Counts a value that does not occur in training.
        mutating func addUnseen(_ text: String) {
            unseen += 1
            if unseenExamples.count < 3, !unseenExamples.contains(text) { unseenExamples.append(text) }
        }

        /// Adds the counts of further rows.
        mutating func add(_ other: ColumnCounts) {
            filled += other.filled
            unseen += other.unseen
            outOfRange += other.outOfRange
            for example in other.unseenExamples
            where unseenExamples.count < 3 && !unseenExamples.contains(example) {
                unseenExamples.append(example)
            }
        }
    }

    /// The number of rows.
    public internal(set) var rowCount: Int
    /// The columns that have something to report, in the order of training.
    public internal(set) var columns: [ColumnCounts]
    /// The names of columns that the training table did not have, and that were not used.
    public let ignoredColumns: [String]
    /// Whether columns were matched by name, rather than by position.
    public let isMatchedByName: Bool
    /// The training columns that were matched by position alone, because only one of the two tables has names for them.
    /// It is `nil` if both tables have names, or neither.
    public internal(set) var columnsByPosition: [String]?
    /// The lines of rows with a number far outside of the training range: farther from it than the range is wide.
    public internal(set) var farLines: [Int]?
    /// The unusual values of each row; empty unless they were requested.
    package internal(set) var unusualValues: [[UnusualValue]] = []

    private enum CodingKeys: CodingKey {
        case rowCount, columns, ignoredColumns, isMatchedByName, columnsByPosition, farLines
    }

    /// The number of missing values that were filled in.
    public var filledCount: Int { columns.reduce(0) { $0 + $1.filled } }
    /// The number of categories that do not occur in training.
    public var unseenCount: Int { columns.reduce(0) { $0 + $1.unseen } }
    /// The number of numbers below the minimum or above the maximum of training.
    public var outOfRangeCount: Int { columns.reduce(0) { $0 + $1.outOfRange } }

    /// The report in full sentences; empty if there is nothing to report.
    public var notices: [String] {
        var notices: [String] = []
        if !ignoredColumns.isEmpty {
            notices.append(
                "\(ignoredColumns.count == 1 ? "Column" : "Columns") \(list(ignoredColumns.map(quoted), limit: 10)) "
                    + "\(ignoredColumns.count == 1 ? "was" : "were") not in the training data and \(ignoredColumns.count == 1 ? "is" : "are") not used."
            )
        }
        if let columnsByPosition {
            notices.append(
                "Only one of this file and the training data has a header, so columns are taken by their position: "
                    + "\(list(columnsByPosition.map(quoted), limit: 10)).")
        }
        if filledCount > 0 {
            notices.append("\(count(filledCount, "missing value")) filled in\(columns(\.filled)).")
        }
        for column in columns where column.unseen > 0 {
            notices.append(
                "\(count(column.unseen, "value")) of column \(quoted(column.name)) not seen in training, such as "
                    + "\(list(column.unseenExamples.map(quoted))).")
        }
        if outOfRangeCount > 0 {
            notices.append(
                "\(count(outOfRangeCount, "number")) outside of the range seen in training\(columns(\.outOfRange))."
            )
        }
        if let farLines {
            notices.append(
                "\(count(farLines.count, "row")) far outside of the range seen in training (\(farLines.count == 1 ? "line" : "lines") "
                    + "\(list(farLines.map(String.init), limit: 5))): predictions there are not reliable."
            )
        }
        return notices
    }

    private func columns(_ share: (ColumnCounts) -> Int) -> String {
        let names = columns.filter { share($0) > 0 }.map { quoted($0.name) }
        return " (\(names.count == 1 ? "column" : "columns") \(list(names, limit: 5)))"
    }
}

/// The inputs of a network, encoded from raw rows.
public struct EncodedFeatures<S: Scalar>: Sendable {
    /// The number of rows.
    public let rowCount: Int
    /// The number of inputs, which is the number of values per row.
    public let inputCount: Int
    /// The inputs, `rowCount × inputCount`, row-major. All finite.
    public let values: [S]
    /// The report of values that do not occur in training.
    public let report: EncodingReport

    /// The rows as a dataset without targets.
    public var dataset: Dataset<S> {
        Dataset(inputShape: [inputCount], targetCount: 0, features: values, targets: [])
    }
}

/// The rows of a table as a dataset, with their indices.
public struct EncodedDataset<S: Scalar>: Sendable {
    /// The features, targets and weights.
    public let dataset: Dataset<S>
    /// The index in the table of each row of the dataset.
    public let rows: [Int]
    /// The number of rows left out because they have no target.
    public let rowsWithoutTarget: Int
    /// The number of rows left out because a feature is missing.
    public let rowsWithMissingValues: Int
    /// The report of values that do not occur in training.
    public let report: EncodingReport
}

extension EncodingReport {
    /// Adds the report of further rows of the same table.
    ///
    /// - Parameter order: The names of the columns, in the order of training.
    package mutating func add(_ other: EncodingReport, order: [String]) {
        rowCount += other.rowCount
        let positions = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        for column in other.columns {
            if let index = columns.firstIndex(where: { $0.name == column.name }) {
                columns[index].add(column)
            } else {
                columns.append(column)
            }
        }
        columns.sort { (positions[$0.name] ?? 0) < (positions[$1.name] ?? 0) }
        if let lines = other.farLines { farLines = (farLines ?? []) + lines }
    }

    /// Creates an empty report for images, which have no missing or unknown values.
    init(images: Int) {
        self.init(rowCount: images, columns: [], ignoredColumns: [], isMatchedByName: false)
    }
}
