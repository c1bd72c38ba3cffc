/// What each column of a table means, and what is to be learned from them.
///
/// A schema is inferred from all rows of a table, and what was inferred is said: the role of each column, the task
/// and the reason for it, and whatever its user should know (``notices``). A ``ColumnSelection`` overrides any of it.
///
/// It holds no number that a network is trained with: those are fitted on training rows alone, by ``Preprocessor``.
/// Only the list of class labels comes from all rows, so that the outputs of a network mean the same in every fold.
public struct Schema: Codable, Hashable, Sendable {
    /// The name of what the table was read from.
    public let source: String
    /// The number of rows.
    public let rowCount: Int
    /// Whether the columns have names of their own, rather than numbers.
    public let hasHeader: Bool
    /// The columns, in the order of the file.
    public let columns: [ColumnSummary]
    /// The positions of the targets in ``columns``, in the order of the outputs.
    public let targets: [Int]
    /// What is learned.
    public let task: LearningTask
    /// Why, in a sentence.
    public let taskReason: String
    /// The class labels in the order of the outputs; empty for regression.
    ///
    /// They are in numeric order where all of them are numbers, else in the order of their Unicode scalars.
    public let classLabels: [String]
    /// Whether the last column is the target because none was named.
    public let isDefaultTarget: Bool
    /// Whatever deserves attention, each with its remedy.
    public let findings: [SchemaFinding]

    private enum CodingKeys: String, CodingKey {
        case source, rowCount, hasHeader, columns, targets, task, taskReason, classLabels, isDefaultTarget
        case findings = "notices"
    }
}

extension Schema {
    /// The findings as full sentences.
    public var notices: [String] { findings.map(\.description) }

    /// The positions of the columns that are features.
    public var features: [Int] { columns.indices.filter { columns[$0].role.isFeature } }

    /// The position of the column that says how much each row counts.
    public var weight: Int? { columns.firstIndex { $0.role == .weight } }

    /// The position of the column whose equal values keep rows together.
    public var group: Int? { columns.firstIndex { $0.role == .group } }

    /// The class of each row of the table that the schema was inferred from: a position in ``classLabels``, or nil
    /// where the target is missing.
    ///
    /// Splits are stratified by it. All are nil for regression.
    public func classIndices(in table: Table) -> [Int?] {
        guard task == .classification, let target = targets.first else {
            return Array(repeating: nil, count: table.rowCount)
        }
        let vocabulary = LabelVocabulary(labels: classLabels)
        return keepingWords(in: table).columns[target].texts().map { $0.flatMap(vocabulary.index(of:)) }
    }

    /// The group of each row, numbered from 0 in the order in which groups first occur; nil without a group column.
    ///
    /// Rows without a value each are a group of their own.
    public func groupIndices(in table: Table) -> [Int]? {
        guard let group else { return nil }
        var numbers: [String: Int] = [:]
        var next = 0
        return keepingWords(in: table).columns[group].texts().map { text in
            if let text, let number = numbers[text] { return number }
            if let text { numbers[text] = next }
            next += 1
            return next - 1
        }
    }
}
