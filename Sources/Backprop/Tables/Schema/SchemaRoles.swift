/// The task that a network learns from a table: to predict the class of a row, numbers, or several yes/no values.
///
/// It is not called `Task`, so that code which imports the library keeps Swift's own `Task`.
public enum LearningTask: String, Codable, Hashable, Sendable, CaseIterable {
    /// To predict which of several classes a row belongs to.
    case classification
    /// To predict one number, or several.
    case regression
    /// To predict several targets that have two values each, such as yes and no.
    case multiLabel = "multi-label"
}

/// The role of a column of a table.
public enum ColumnRole: String, Codable, Hashable, Sendable, CaseIterable {
    /// A feature that is a number.
    case numeric
    /// A feature that is one of several names.
    case categorical
    /// A feature that is a date or a time.
    case date
    /// A feature that is a text of several words.
    case text
    /// A value to predict.
    case target
    /// Not used, by explicit choice.
    case ignored
    /// A name of the row; not used, since it carries no information about new rows.
    case identifier
    /// The weight of the row: 2 counts the row twice, 0 not at all.
    case weight
    /// The group of the row; rows of one group are kept together when rows are split.
    case group

    /// Whether the column is used as numbers.
    func usesNumbers(in task: LearningTask) -> Bool {
        self == .numeric || self == .date || self == .weight || self == .target && task == .regression
    }

    /// Whether the column is one of the network's inputs.
    public var isFeature: Bool {
        self == .numeric || self == .categorical || self == .date || self == .text
    }
}
