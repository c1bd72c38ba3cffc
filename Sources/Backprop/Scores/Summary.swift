/// What the scores of several folds say together.
public struct Summary: Codable, Equatable, Sendable {
    /// A range that the mean lies in.
    public struct Interval: Codable, Equatable, Sendable {
        /// Where it begins.
        public let lower: Double
        /// Where it ends.
        public let upper: Double
    }

    /// How many scores there are.
    public let count: Int

    /// Their mean.
    public let mean: Double

    /// Their sample standard deviation, √(Σ (x − x̄)² / (n − 1)); nil for a single score.
    public let standardDeviation: Double?

    /// The standard error of the mean, s / √n; nil for a single score.
    public let standardError: Double?

    /// The 95 % confidence interval of the mean, x̄ ± t·s / √n with the 97.5 % quantile t of Student's
    /// distribution of n − 1 degrees of freedom; nil for a single score.
    ///
    /// The folds of one split share training rows, so that their scores are not independent and the interval is
    /// somewhat too narrow (Nadeau and Bengio, Machine Learning 52, 2003, p. 239).
    public let confidenceInterval: Interval?

    /// Summarises scores; nil where there are none, or one of them is not a finite number.
    public init?(_ scores: [Double]) {
        guard let mean = Self.mean(of: scores) else { return nil }
        count = scores.count
        self.mean = mean
        guard scores.count > 1 else {
            (standardDeviation, standardError, confidenceInterval) = (nil, nil, nil)
            return
        }
        let squares = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / Double(scores.count - 1)).squareRoot()
        let error = deviation / Double(scores.count).squareRoot()
        let reach = error * StudentDistribution(degreesOfFreedom: scores.count - 1).quantile(0.975)
        standardDeviation = deviation
        standardError = error
        confidenceInterval = Interval(lower: mean - reach, upper: mean + reach)
    }

    /// The mean, exactly the common value where all scores are equal; nil where there are none, or one of them is not
    /// a finite number.
    static func mean(of scores: [Double]) -> Double? {
        guard !scores.isEmpty, scores.allSatisfy({ $0.magnitude <= RowWeights.limit }) else { return nil }
        let first = scores[0]
        return first + scores.reduce(0) { $0 + ($1 - first) } / Double(scores.count)
    }
}
