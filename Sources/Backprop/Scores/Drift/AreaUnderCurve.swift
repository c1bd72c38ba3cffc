/// The area under the receiver operating characteristic with its interval: the probability that a row of one class has a
/// higher score than a row of the other.
///
/// The variance is that of the shares that each row contributes: S₁ / m + S₂ / n. A positive row contributes the share
/// of the n negative rows with a lower score. A negative one contributes the share of the m positive rows with a higher
/// score. Equal scores count half. The 95 % interval is the area ± 1.96 standard errors, within 0 and 1. Source: DeLong, DeLong and
/// Clarke-Pearson, “Comparing the areas under two or more correlated receiver operating characteristic curves”,
/// Biometrics 44 (1988).
public struct AreaUnderCurve: Equatable, Sendable {
    /// The area, from 0 to 1; 0.5 is that of scores at random.
    public let value: Double

    /// The 95 % interval.
    public let interval: Summary.Interval

    /// Computes the area; `nil` unless both classes have two rows.
    init?(scores: [Double], isPositive: [Bool]) {
        let (positives, negatives) = (
            zip(scores, isPositive).filter { $1 }.map(\.0).sorted(),
            zip(scores, isPositive).filter { !$1 }.map(\.0).sorted()
        )
        guard positives.count > 1, negatives.count > 1, scores.allSatisfy(\.isFinite) else { return nil }
        let above = Self.sharesBelow(positives, in: negatives)
        let below = Self.sharesBelow(negatives, in: positives).map { 1 - $0 }
        let (mean, error) = (WeightedSample(above).mean!, Self.variance(above) + Self.variance(below))
        let margin = StudentDistribution.normalQuantile975 * error.squareRoot()
        value = mean
        interval = Summary.Interval(lower: max(0, mean - margin), upper: min(1, mean + margin))
    }

    /// Returns for each score the share of the others below it, equal ones counting half. Both are ascending.
    private static func sharesBelow(_ scores: [Double], in others: [Double]) -> [Double] {
        var (below, upTo) = (0, 0)
        return scores.map { score in
            while below < others.count, others[below] < score { below += 1 }
            while upTo < others.count, others[upTo] <= score { upTo += 1 }
            return Double(below + upTo) / Double(2 * others.count)
        }
    }

    /// Returns the variance of the mean.
    private static func variance(_ shares: [Double]) -> Double {
        let sample = WeightedSample(shares)
        let deviation = sample.standardDeviation(around: sample.mean!, lost: 1)
        return deviation * deviation / Double(shares.count)
    }
}

extension StudentDistribution {
    /// The 97.5 % quantile of the normal distribution.
    static let normalQuantile975 = 1.959963984540054
}
