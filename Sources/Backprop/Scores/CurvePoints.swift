/// A point of a receiver operating characteristic: the rates if every row with at least the threshold's score is
/// predicted as positive.
public struct ROCPoint: Codable, Equatable, Sendable {
    /// The lowest score that is predicted as positive, or `nil` at the start of the curve, at which no row is.
    public let threshold: Double?

    /// The share of the rows of other classes that are predicted as positive.
    public let falsePositiveRate: Double

    /// The share of the rows of the class that are predicted as positive: the recall.
    public let truePositiveRate: Double
}

/// A point of a precision-recall curve: the scores if every row with at least the threshold's score is predicted as
/// positive.
public struct PrecisionRecallPoint: Codable, Equatable, Sendable {
    /// The lowest score that is predicted as positive, or `nil` at the start of the curve, at which no row is.
    public let threshold: Double?

    /// The share of the rows predicted as positive that are of the class, or 1 if no row is predicted as positive.
    public let precision: Double

    /// The share of the rows of the class that are predicted as positive.
    public let recall: Double
}
