/// What happened to raw rows on their way to numbers that training had not seen.
public struct EncodingReport: Codable, Hashable, Sendable {
    /// One column's share.
    public struct ColumnCounts: Codable, Hashable, Sendable {
        /// The column's name.
        public let name: String
        /// How many missing values were filled in.
        public var filled = 0
        /// How many categories were not there in training.
        public var unseen = 0
        /// How many numbers were smaller or larger than all in training.
        public var outOfRange = 0
        /// The first few unseen categories, each once.
        public var unseenExamples: [String] = []

        var isEmpty: Bool { filled == 0 && unseen == 0 && outOfRange == 0 }
    }

    /// The number of rows.
    public let rowCount: Int
    /// The columns that have something to report, in the order of training.
    public internal(set) var columns: [ColumnCounts]
    /// The names of columns that training did not have, and that were not used.
    public let ignoredColumns: [String]
    /// Whether columns were matched by name, rather than by position.
    public let isMatchedByName: Bool
    /// The columns of training that columns were taken for by their position alone, since only one of the two tables has
    /// names for them; `nil` if both have, or neither.
    public internal(set) var columnsByPosition: [String]?
    /// The lines of rows with a number far outside of the range seen in training: farther than that range is wide.
    public internal(set) var farLines: [Int]?

    /// How many missing values were filled in.
    public var filledCount: Int { columns.reduce(0) { $0 + $1.filled } }
    /// How many categories were not there in training.
    public var unseenCount: Int { columns.reduce(0) { $0 + $1.unseen } }
    /// How many numbers were smaller or larger than all in training.
    public var outOfRangeCount: Int { columns.reduce(0) { $0 + $1.outOfRange } }

    /// The same in full sentences; empty where there is nothing to say.
    public var notices: [String] {
        var notices: [String] = []
        if !ignoredColumns.isEmpty {
            notices.append(
                "\(ignoredColumns.count == 1 ? "Column" : "Columns") \(list(ignoredColumns.map(quoted), limit: 10)) "
                    + "\(ignoredColumns.count == 1 ? "was" : "were") not there in training and \(ignoredColumns.count == 1 ? "is" : "are") not used."
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
                    + "\(list(farLines.map(String.init), limit: 5))): nothing supports what is predicted there."
            )
        }
        return notices
    }

    private func columns(_ share: (ColumnCounts) -> Int) -> String {
        let names = columns.filter { share($0) > 0 }.map { quoted($0.name) }
        return " (\(names.count == 1 ? "column" : "columns") \(list(names, limit: 5)))"
    }
}

/// Raw rows as inputs of a network.
public struct EncodedFeatures<S: Scalar>: Sendable {
    /// The number of rows.
    public let rowCount: Int
    /// The number of inputs, the values of one row.
    public let inputCount: Int
    /// The inputs, `rowCount × inputCount`, row-major. All finite.
    public let values: [S]
    /// What happened that training had not seen.
    public let report: EncodingReport

    /// The rows as a dataset without targets.
    public var dataset: Dataset<S> {
        Dataset(inputShape: [inputCount], targetCount: 0, features: values, targets: [])
    }
}

/// Rows of a table as a dataset, and which rows they were.
public struct EncodedDataset<S: Scalar>: Sendable {
    /// The features, targets and weights.
    public let dataset: Dataset<S>
    /// For each row of the dataset the row of the table that it was.
    public let rows: [Int]
    /// How many rows were left out because they have no target.
    public let rowsWithoutTarget: Int
    /// How many rows were left out because a feature is missing.
    public let rowsWithMissingValues: Int
    /// What happened that training had not seen.
    public let report: EncodingReport
}

extension EncodingReport {
    /// Images have no values that could be missing or unknown.
    init(images: Int) {
        self.init(rowCount: images, columns: [], ignoredColumns: [], isMatchedByName: false)
    }
}
