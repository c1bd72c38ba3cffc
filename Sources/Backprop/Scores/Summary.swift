/// The mean and the spread of the scores of several folds.
public struct Summary: Codable, Equatable, Sendable {
    /// An interval for the mean.
    public struct Interval: Codable, Equatable, Sendable {
        /// The lower bound.
        public let lower: Double
        /// The upper bound.
        public let upper: Double
    }

    /// The number of scores.
    public let count: Int

    /// The mean of the scores.
    public let mean: Double

    /// The sample standard deviation, √(Σ (x − x̄)² / (n − 1)), or `nil` for a single score.
    public let standardDeviation: Double?

    /// The standard error of the mean, s / √n, or `nil` for a single score.
    public let standardError: Double?

    /// The 95 % confidence interval of the mean, or `nil` for a single score.
    ///
    /// It is x̄ ± t·s / √n with the 97.5 % quantile t of Student's distribution of n − 1 degrees of freedom.
    ///
    /// The folds of one split share training rows, so that their scores are not independent. The interval is therefore
    /// somewhat too narrow (Nadeau and Bengio, Machine Learning 52, 2003, p. 239).
    public let confidenceInterval: Interval?

    /// Summarizes scores; `nil` if there are none, or if one of them is not a finite number.
    public init?(_ scores: [Double]) {
        guard let mean = Self.mean(of: scores) else { return nil }
        count = scores.count
        self.mean = mean
        guard scores.count > 1 else {
            (standardDeviation, standardError, confidenceInterval) = (nil, nil, nil)
            return
        }
        let deviation = WeightedSample(scores).standardDeviation(around: mean, lost: 1)
        let error = deviation / Double(scores.count).squareRoot()
        let margin = error * StudentDistribution(degreesOfFreedom: scores.count - 1).quantile(0.975)
        standardDeviation = deviation
        standardError = error
        confidenceInterval = Interval(lower: mean - margin, upper: mean + margin)
    }

    /// Returns the mean, or `nil` if there are no scores, or if one of them is not a finite number.
    ///
    /// If all scores are equal, the mean is exactly their value.
    static func mean(of scores: [Double]) -> Double? {
        guard !scores.isEmpty, scores.allSatisfy({ $0.magnitude <= RowWeights.limit }) else { return nil }
        let first = scores[0]
        return first + scores.reduce(0) { $0 + ($1 - first) } / Double(scores.count)
    }
}
