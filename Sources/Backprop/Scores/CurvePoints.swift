/// A point of a receiver operating characteristic: what calling every row of at least the threshold's score
/// positive would give.
public struct ROCPoint: Codable, Equatable, Sendable {
    /// The lowest score that is called positive; nil at the curve's start, where no row is.
    public let threshold: Double?

    /// Of the rows of other classes, the share called positive.
    public let falsePositiveRate: Double

    /// Of the rows of the class, the share called positive: the recall.
    public let truePositiveRate: Double
}

/// A point of a precision-recall curve: what calling every row of at least the threshold's score positive
/// would give.
public struct PrecisionRecallPoint: Codable, Equatable, Sendable {
    /// The lowest score that is called positive; nil at the curve's start, where no row is.
    public let threshold: Double?

    /// Of the rows called positive, the share that are of the class; 1 where no row is called positive.
    public let precision: Double

    /// Of the rows of the class, the share called positive.
    public let recall: Double
}
