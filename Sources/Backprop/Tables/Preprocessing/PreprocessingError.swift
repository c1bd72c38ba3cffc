/// An error about a table that cannot be turned into numbers.
public enum PreprocessingError: BackpropError {
    /// The location in a table of a value that causes an error.
    public struct Location: Hashable, Sendable {
        /// The name of the file or text that the table was read from.
        public let source: String
        /// The line, counted from 1; in a spreadsheet the row, in an array the element.
        public let line: RowNumber
        /// The column's name.
        public let column: String
        /// The text of the cell, or `nil` if it is missing.
        public let text: String?
    }

    /// A setting is invalid; the sentence names the setting and its valid values.
    case invalidSetting(String)
    /// A class weight is set for a label that does not occur in any row.
    case unknownClassWeight(label: String, known: [String])
    /// The encoding of targets does not fit the task.
    case targetEncodingMismatch(TargetEncoding, LearningTask)
    /// A binary target does not have two classes.
    case notTwoClasses(count: Int)
    /// Classes were given weights, but several yes/no targets are predicted.
    case weightedTargets
    /// There is one class alone, so that there is nothing to learn.
    case singleClass(source: String, column: String, label: String?)
    /// There are no rows to fit on.
    case noRows(source: String, withoutTarget: Int, withMissingValues: Int)
    /// No column carries any information.
    case noFeatures(source: String, rows: Int)
    /// All row weights are zero.
    case allWeightsZero(source: String, column: String)
    /// A row weight is missing or negative.
    case invalidWeight(Location)
    /// A column of the training table is missing.
    case missingColumn(source: String, name: String, available: [String])
    /// Columns cannot be matched by position, because their number differs.
    case columnCount(source: String, found: Int, expected: [Int], features: Int, targets: Int)
    /// There is no target column.
    case noTarget(source: String, names: [String])
    /// A row to be evaluated has no target.
    case missingTarget(Location)
    /// A label does not occur in any training row.
    case unknownLabel(Location, known: [String])
    /// A category does not occur in any training row, and the settings reject such categories.
    case unseenCategory(Location, known: [String])
    /// A row has no value in any of the columns to predict from.
    case emptyRow(source: String, line: RowNumber)
    /// A class weight is too large to compute with.
    case classWeightOverflow(label: String, weight: Double)
    /// A number is too large to compute with, as it is or once it is scaled.
    case overflow(Location)
    /// A target is negative, and the settings scale it by its logarithm.
    case logarithmOfNegative(Location)
    /// A number of a feature that is too large to compute with, in rows that a fitted preprocessor encodes.
    case overflowOfFeature(Location)
    /// The table cannot be read as numbers.
    case table(TableError)
    /// Rows cannot be ordered by time.
    case time(TimeOrderError)
}

extension PreprocessingError {
    /// Returns the encodings of a task's targets, as the end of a sentence.
    private static func encodings(of task: LearningTask) -> String {
        switch task {
        case .classification: "one-hot, or binary for two classes."
        case .regression: "numeric."
        case .multiLabel: "multi-label."
        }
    }
}

extension PreprocessingError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .invalidSetting, .unknownClassWeight, .classWeightOverflow, .targetEncodingMismatch,
            .notTwoClasses, .weightedTargets:
            .setting
        default: .data
        }
    }

    /// The location, what was found and expected, and the remedy.
    public var description: String {
        switch self {
        case .invalidSetting(let sentence): sentence
        case .unknownClassWeight(let label, let known):
            "There is no class \(quoted(label)) to give a weight to. The classes are \(names(known))."
        case .targetEncodingMismatch(let encoding, let task):
            "Targets cannot be encoded as \(encoding.rawValue) for \(task.rawValue). Choose "
                + Self.encodings(of: task)
        case .notTwoClasses(let count):
            "One output tells two classes apart, and there are \(count). Choose one output per class."
        case .weightedTargets:
            "Classes of several yes/no targets have no weights, since every row belongs to a class of each target. "
                + "Leave class weights out, or train a model for one target."
        case .singleClass(let source, let column, let label):
            "\(source), column \(quoted(column)): "
                + (label.map { "Every row has the label \(quoted($0)): there" } ?? "There is no label: there")
                + " is nothing to tell apart. Choose another target, or add rows of another class."
        case .noRows(let source, let withoutTarget, let withMissingValues):
            "\(source): No row is left to learn from" + left(withoutTarget, withMissingValues)
        case .noFeatures(let source, 1):
            "\(source): 1 sample is too few to learn from: in a single row nothing varies. Add rows."
        case .noFeatures(let source, _):
            "\(source): Every column is empty, or the same in every row: there is nothing to learn from."
        case .allWeightsZero(let source, let column):
            "\(source), column \(quoted(column)): Every row weighs 0. Give at least one row a positive weight."
        default:
            descriptionOfTable
        }
    }

    private var descriptionOfTable: String {
        switch self {
        case .invalidWeight(let location):
            "\(location): Expected a weight of 0 or more and found \(location.found). Correct it."
        case .missingColumn(let source, let name, let available):
            "\(source): Column \(quoted(name)) is missing. The columns there are \(names(available)). "
                + (ColumnName.alike(name, among: available).map { "Rename \(quoted($0)) to \(quoted(name))." }
                    ?? "Add it, or rename the column that holds it.")
        case .columnCount(let source, let found, let expected, let features, let targets):
            "\(source): Expected \(counts(expected)) columns (\(count(features, "feature")), with or without "
                + "\(count(targets, "target"))) and found \(found). Columns are matched by position, since not both "
                + "the training data and this file have a header."
        case .noTarget(let source, let targets):
            "\(source): There is no column \(names(targets)) to compare predictions with. Add the target, or predict "
                + "without evaluating."
        case .missingTarget(let location):
            "\(location): The target is missing, so that there is nothing to compare a prediction with. Fill it in, or "
                + "remove the row."
        case .unknownLabel(let location, let known):
            "\(location): The label \(location.found) did not occur in training. The labels are \(names(known))."
        case .unseenCategory(let location, let known):
            "\(location): The category \(location.found) did not occur in training. The categories are \(names(known))."
        case .emptyRow(let source, let line):
            "\(source), \(line): Expected values to predict from and found none: every column that the model uses is "
                + "empty. Fill some in, or remove the row."
        case .classWeightOverflow(let label, let weight):
            "The weight of class \(quoted(label)) is \(weight), too large to compute with. Give a smaller one."
        case .overflowOfFeature(let location):
            "\(location): \(location.found) is too large to compute with. Correct it, or leave its cell empty if it is missing."
        case .logarithmOfNegative(let location):
            "\(location): Expected a target of at least 0, which has a logarithm, and found \(location.found). Correct it, or "
                + "scale targets by the signed logarithm."
        case .overflow(let location):
            "\(location): \(location.found) is too large to compute with. Correct it, or use double precision."
        case .table(let error): error.description
        case .time(let error): error.description
        default: ""
        }
    }

    private func names(_ names: [String]) -> String { list(names.map(quoted), limit: 20) }

    private func counts(_ numbers: [Int]) -> String {
        numbers.dropLast().map(String.init).joined(separator: ", ") + (numbers.count > 1 ? " or " : "")
            + (numbers.last.map(String.init) ?? "")
    }

    private func left(_ withoutTarget: Int, _ withMissingValues: Int) -> String {
        let reasons = [
            withoutTarget > 0 ? "\(count(withoutTarget, "row")) without a target" : nil,
            withMissingValues > 0 ? "\(count(withMissingValues, "row")) with missing values" : nil,
        ].compactMap { $0 }
        return reasons.isEmpty ? "." : ": \(list(reasons)) left out."
    }
}

extension PreprocessingError.Location: CustomStringConvertible {
    /// File, line and column.
    public var description: String { "\(source), \(line), column \(quoted(column))" }

    var found: String { text.map(quoted) ?? "nothing" }

    init(_ table: Table, row: Int, column: Column) {
        source = table.source
        line = table.location(ofRow: row)
        self.column = column.name
        text = column.text(at: row)
    }
}
