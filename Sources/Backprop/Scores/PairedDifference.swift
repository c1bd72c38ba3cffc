/// The difference of two predictors in one measure, on the same rows or folds.
public struct PairedDifference: Equatable, Sendable {
    /// The name of the measure.
    public let name: String

    /// Whether higher values are better.
    public let isHigherBetter: Bool

    /// The mean of the first and of the second.
    public let first: Double, second: Double

    /// The mean of the first less that of the second.
    public let difference: Double

    /// The 95 % interval of the difference, or `nil` for a single row or fold.
    public let interval: Summary.Interval?

    /// The predictor that is better by more than chance: its interval does not contain 0.
    public enum Verdict: String, Sendable {
        /// The first is better.
        case first
        /// The second is better.
        case second
        /// The difference may be chance.
        case unclear
    }

    /// The predictor that is better by more than chance.
    public var verdict: Verdict {
        guard let interval, interval.lower > 0 || interval.upper < 0 else { return .unclear }
        return (interval.lower > 0) == isHigherBetter ? .first : .second
    }
}

extension PairedDifference {
    /// Compares the values of the same rows.
    ///
    /// Formula: d̄ ± t·√(n / (n − 1)·Σ w²(d − d̄)²) / Σ w, over the n rows whose weight w is not 0. The number t is the
    /// 97.5 % quantile of Student's distribution of n − 1 degrees of freedom. Equal weights give the paired t-test.
    ///
    /// - Returns: The comparison, or `nil` if there are no rows, or if a value is not finite.
    public init?(
        _ name: String, isHigherBetter: Bool, rows first: [Double], _ second: [Double],
        weights: [Double]? = nil
    ) {
        precondition(first.count == second.count, "the rows are the same")
        let counted = first.indices.filter { row in weights.map { $0[row] > 0 } ?? true }
        let total = counted.reduce(0) { $0 + (weights?[$1] ?? 1) }
        func mean(_ value: (Int) -> Double) -> Double {
            counted.reduce(0) { $0 + (weights?[$1] ?? 1) * value($1) } / total
        }
        let difference = mean { first[$0] - second[$0] }
        guard !counted.isEmpty, difference.isFinite else { return nil }
        let differences = zip(first, second).map { $0 - $1 }
        self.init(
            name: name, isHigherBetter: isHigherBetter, first: mean { first[$0] },
            second: mean { second[$0] }, difference: difference,
            interval: Self.interval(around: difference, ofRows: differences, weights: weights))
    }

    /// Returns the 95 % interval of a mean difference around its value, or `nil` for fewer than two rows that count.
    static func interval(
        around center: Double, ofRows differences: [Double], weights: [Double]?
    ) -> Summary.Interval? {
        let counted = differences.indices.filter { row in weights.map { $0[row] > 0 } ?? true }
        guard counted.count > 1 else { return nil }
        let total = counted.reduce(0) { $0 + (weights?[$1] ?? 1) }
        let mean = counted.reduce(0) { $0 + (weights?[$1] ?? 1) * differences[$1] } / total
        let squares = counted.reduce(0) { sum, row in
            let distance = (weights?[row] ?? 1) * (differences[row] - mean)
            return sum + distance * distance
        }
        let count = Double(counted.count)
        return interval(center, (squares * count / (count - 1)).squareRoot() / total, count: counted.count)
    }

    /// Compares the scores of the same folds by the corrected resampled t-test.
    ///
    /// The training rows of folds overlap, so that their scores are not independent. Formula:
    /// d̄ ± t·√((1 / k + ratio)·s²), with the variance s² of the k differences and t of k − 1 degrees of freedom. Source:
    /// Nadeau and Bengio, “Inference for the generalization error”, Machine Learning 52 (2003), section 5.
    ///
    /// - Parameters:
    ///   - name: The name of the score.
    ///   - isHigherBetter: Whether higher scores are better.
    ///   - first: The first model's score in each fold.
    ///   - second: The second model's score in the same folds, in the same order.
    ///   - ratio: The number of rows that a fold is scored on, divided by the number it is trained on.
    /// - Returns: The comparison, or `nil` if there are no folds, or if a score is not finite.
    public init?(
        _ name: String, isHigherBetter: Bool, folds first: [Double], _ second: [Double], ratio: Double
    ) {
        precondition(first.count == second.count && ratio >= 0, "the folds are the same")
        guard let own = Summary(first), let other = Summary(second),
            let differences = Summary(zip(first, second).map { $0 - $1 })
        else { return nil }
        let factor = (1 / Double(first.count) + ratio).squareRoot()
        self.init(
            name: name, isHigherBetter: isHigherBetter, first: own.mean, second: other.mean,
            difference: differences.mean,
            interval: Self.interval(
                differences.mean, differences.standardDeviation.map { $0 * factor }, count: first.count))
    }

    private static func interval(_ mean: Double, _ error: Double?, count: Int) -> Summary.Interval? {
        guard let error, error.isFinite else { return nil }
        // A sum over so many degrees of freedom would take long, and its quantile differs by less than a thousandth.
        let freedom = min(count - 1, 2000)
        let margin = error * StudentDistribution(degreesOfFreedom: freedom).quantile(0.975)
        return Summary.Interval(lower: mean - margin, upper: mean + margin)
    }
}
