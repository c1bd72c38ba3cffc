/// The scores of a predictor that ignores all features, with its name in reports.
public struct NamedBaseline: Codable, Equatable, Sendable {
    /// The predicted value: `most frequent class`, `chance`, `mean` or `median`.
    public let name: String

    /// Its scores.
    public let evaluation: Evaluation
}
