/// What a network learns from a table: which class a row belongs to, or a number.
///
/// It is not called `Task`, so that code which imports the library keeps Swift's own `Task`.
public enum LearningTask: String, Codable, Hashable, Sendable, CaseIterable {
    /// Which one of several classes a row belongs to.
    case classification
    /// One number, or several.
    case regression
}

/// What a column of a table is used as.
public enum ColumnRole: String, Codable, Hashable, Sendable, CaseIterable {
    /// A feature that is a number.
    case numeric
    /// A feature that is one of several names.
    case categorical
    /// What is to be predicted.
    case target
    /// Not used, because its user said so.
    case ignored
    /// Names the row; not used, since it says nothing about rows to come.
    case identifier
    /// How much the row counts: 2 is the row twice, 0 is not at all.
    case weight
    /// Rows of one group are kept together when rows are split.
    case group

    /// Whether the column is one of the network's inputs.
    public var isFeature: Bool { self == .numeric || self == .categorical }
}
