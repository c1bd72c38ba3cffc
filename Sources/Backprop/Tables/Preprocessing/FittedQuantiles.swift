/// The quantiles of a column, through which its numbers become normally distributed: Φ⁻¹(F(number)).
///
/// F is linear between the quantiles, which lie at equally spaced probabilities from 0 to 1. A number that equals several
/// quantiles has the mean of their probabilities. Numbers outside of the range of the quantiles count as its ends, and
/// no result lies beyond ±5.2, which is Φ⁻¹(1 − 10⁻⁷).
///
/// There are as many quantiles as a thirtieth of the rows, at least 10 and at most 1,000, but never more than rows.
///
/// Source: the method is scikit-learn's `QuantileTransformer`. The number of quantiles is that of Y. Gorishniy,
/// I. Rubachev and A. Babenko, "On Embeddings for Numerical Features in Tabular Deep Learning", NeurIPS 2022.
public struct FittedQuantiles: Codable, Hashable, Sendable {
    /// The number of quantiles.
    public let count: Int
    /// The different quantiles in ascending order.
    public let values: [Double]
    /// The index among all quantiles of the first that equals each of ``values``, or `nil` if all quantiles differ.
    public let firsts: [Int]?

    /// Fits the quantiles of a sample that has values.
    init(of sample: WeightedSample) {
        let sorted = SortedSample(sample)
        let rows = Int(max(1, min(sorted.total, Double(Self.maximum * Self.rowsOfEach)).rounded()))
        let count = min(rows, max(Self.minimum, min(Self.maximum, rows / Self.rowsOfEach)))
        let quantiles = (0..<count).map { index in
            sorted.quantile(count == 1 ? 0.5 : Double(index) / Double(count - 1))
        }
        // Rounding in an interpolation must not put two quantiles out of order.
        var (values, firsts): ([Double], [Int]) = ([], [])
        for (index, quantile) in quantiles.enumerated() where values.last.map({ quantile > $0 }) ?? true {
            values.append(quantile)
            firsts.append(index)
        }
        self.count = count
        self.values = values
        self.firsts = values.count == count ? nil : firsts
    }

    private static let (minimum, maximum, rowsOfEach) = (10, 1000, 30)

    /// The smallest probability that is told from 0.
    private static let smallestProbability = 1e-7

    /// Returns the normal deviate of a number.
    func apply(_ number: Double) -> Double {
        guard values.count > 1 else { return 0 }
        let probability = probability(of: number)
        let lowest = Self.smallestProbability
        return NormalQuantile.value(at: min(max(probability, lowest), 1 - lowest))
    }

    /// Returns F(number), from 0 to 1.
    private func probability(of number: Double) -> Double {
        if number <= values[0] { return 0 }
        if number >= values[values.count - 1] { return 1 }
        let index = index(of: number)
        let (lower, upper) = (values[index], values[index + 1])
        let last = first(index + 1) - 1
        guard number > lower else { return Double(first(index) + last) / 2 / Double(count - 1) }
        // Halves, since the distance of two finite numbers may not be finite.
        let share = (number / 2 - lower / 2) / (upper / 2 - lower / 2)
        return (Double(last) + share) / Double(count - 1)
    }

    private func first(_ index: Int) -> Int { firsts?[index] ?? index }

    /// Returns the index of the largest of ``values`` that is at most a number, which is not below the first.
    private func index(of number: Double) -> Int {
        var (low, high) = (0, values.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if values[middle] <= number { low = middle } else { high = middle }
        }
        return low
    }

    /// Whether the parts fit together.
    var isValid: Bool {
        func ascends<Value: Comparable>(_ values: [Value]) -> Bool {
            zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
        }
        let firsts = firsts ?? Array(values.indices)
        return !values.isEmpty && values.allSatisfy(\.isFinite) && ascends(values) && firsts.first == 0
            && firsts.count == values.count && ascends(firsts) && firsts[firsts.count - 1] < count
            && (self.firsts != nil || values.count == count)
    }
}
