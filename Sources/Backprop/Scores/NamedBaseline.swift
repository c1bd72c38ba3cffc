/// What a predictor reaches that looks at no feature, under the name that reports give it.
public struct NamedBaseline: Codable, Equatable, Sendable {
    /// What it predicts: `most frequent class`, `chance`, `mean` or `median`.
    public let name: String

    /// Its scores.
    public let evaluation: Evaluation
}
