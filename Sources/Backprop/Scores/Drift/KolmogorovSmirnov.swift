/// The test of Kolmogorov and Smirnov, of whether two samples of numbers come from one distribution.
///
/// The statistic is the largest difference between the shares of numbers up to a value: max |F(x) − G(x)|. Of a summary
/// that does not keep all numbers, only the kept ones are compared. The largest difference is then at most 0.01 higher,
/// or 0.05 in tables of more than 100 columns.
///
/// Source: Stephens, “Use of the Kolmogorov–Smirnov, Cramér–von Mises and related statistics without extensive tables”,
/// Journal of the Royal Statistical Society B 32 (1970), for the probability.
public struct KolmogorovSmirnov: Equatable, Sendable {
    /// The largest difference of the two cumulative shares, from 0 to 1.
    public let statistic: Double

    /// The probability that samples of one distribution differ at least as much; approximate.
    public let probability: Double

    /// Compares a summary with numbers; `nil` if there are none.
    init?(before: NumberDistribution, after numbers: [Double]) {
        guard !numbers.isEmpty else { return nil }
        let sorted = numbers.sorted()
        let (n, m) = (Double(before.count), Double(sorted.count))
        var (largest, below, upTo) = (0.0, 0, 0)
        for (index, value) in before.values.enumerated() {
            while below < sorted.count, sorted[below] < value { below += 1 }
            upTo = max(upTo, below)
            while upTo < sorted.count, sorted[upTo] <= value { upTo += 1 }
            largest = max(largest, abs(Double(before.counts[index]) / n - Double(upTo) / m))
            // Between two kept numbers there are no others.
            if before.isComplete || index == 0 {
                let previous = index == 0 ? 0 : before.counts[index - 1]
                largest = max(largest, abs(Double(previous) / n - Double(below) / m))
            }
        }
        statistic = largest
        let root = (n * m / (n + m)).squareRoot()
        probability = Self.probability(beyond: (root + 0.12 + 0.11 / root) * largest)
    }

    /// Returns the probability of Kolmogorov's distribution beyond λ: 2 Σ (−1)ᵏ⁻¹ e^(−2k²λ²).
    private static func probability(beyond lambda: Double) -> Double {
        // The sum of few terms is 1 to all digits.
        guard lambda > 0.2 else { return 1 }
        var sum = 0.0
        for k in 1...100 {
            let term = PortableExponential.value(of: -2 * Double(k * k) * lambda * lambda)
            sum += k % 2 == 1 ? term : -term
            if term < 1e-17 { break }
        }
        return min(1, max(0, 2 * sum))
    }
}
