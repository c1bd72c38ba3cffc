/// The meaning of each column of a table, and the task to learn from them.
///
/// A schema is inferred from all rows of a table. It reports its inferences: the role of each column, the task and its
/// reason, and other observations (``notices``). A ``ColumnSelection`` overrides any of them.
///
/// It contains no numbers that a network is trained with: those are fitted on training rows alone, by ``Preprocessor``.
/// Only the list of class labels comes from all rows, so that the outputs of a network have the same meaning in every
/// fold.
public struct Schema: Codable, Hashable, Sendable {
    /// The name of the file or text that the table was read from.
    public let source: String
    /// The number of rows.
    public let rowCount: Int
    /// Whether the columns have names of their own, rather than numbers.
    public let hasHeader: Bool
    /// The columns, in the order of the file.
    public let columns: [ColumnSummary]
    /// The indices of the targets in ``columns``, in the order of the outputs.
    public let targets: [Int]
    /// The task to learn.
    public let task: LearningTask
    /// The reason for the task, in a sentence.
    public internal(set) var taskReason: String
    /// The class labels in the order of the outputs; empty for other tasks.
    ///
    /// They are in numeric order if all of them are numbers, and otherwise in the order of their Unicode scalars.
    public internal(set) var classLabels: [String]
    /// The values of each of several yes/no targets, in the order of the outputs, or `nil` for other tasks.
    public internal(set) var binaryTargets: [BinaryTarget]?
    /// Whether the last column is the target because the selection names none.
    public let isDefaultTarget: Bool
    /// The observations that deserve attention, each with its remedy.
    public let findings: [SchemaFinding]
    /// The roles of the columns that were read, if there are others of features of earlier rows.
    var readSelection: ColumnSelection?

    private enum CodingKeys: String, CodingKey {
        case source, rowCount, hasHeader, columns, targets, task, taskReason, classLabels, binaryTargets
        case isDefaultTarget
        case findings = "notices"
    }
}

extension Schema {
    /// The findings as full sentences.
    public var notices: [String] { findings.map(\.description) }

    /// The indices of the columns that are features.
    public var features: [Int] { columns.indices.filter { columns[$0].role.isFeature } }

    /// The index of the column with the row weights, or `nil` if there is none.
    public var weight: Int? { columns.firstIndex { $0.role == .weight } }

    /// The index of the column whose equal values keep rows together, or `nil` if there is none.
    public var group: Int? { columns.firstIndex { $0.role == .group } }

    /// Returns the class of each row of the table that the schema was inferred from: an index in ``classLabels``, or
    /// `nil` if the target is missing.
    ///
    /// Splits are stratified by these classes. All are `nil` for other tasks.
    public func classIndices(in table: Table) -> [Int?] {
        guard task == .classification, let target = targets.first else {
            return Array(repeating: nil, count: table.rowCount)
        }
        let vocabulary = LabelVocabulary(labels: classLabels)
        return reading(table).columns[target].texts().map { $0.flatMap(vocabulary.index(of:)) }
    }

    /// Returns the group of each row, numbered from 0 in the order of first occurrence, or `nil` if there is no group
    /// column.
    ///
    /// Each row without a value is a group of its own.
    public func groupIndices(in table: Table) -> [Int]? {
        guard let group else { return nil }
        var numbers: [String: Int] = [:]
        var next = 0
        return reading(table).columns[group].texts().map { text in
            if let text, let number = numbers[text] { return number }
            if let text { numbers[text] = next }
            next += 1
            return next - 1
        }
    }
}
