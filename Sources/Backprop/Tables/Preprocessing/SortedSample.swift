/// A sample in ascending order, for several quantiles.
struct SortedSample {
    private let values: [Double]
    /// For each value the total weight up to and including it, or `nil` if all weights are 1.
    private let totals: [Double]?
    /// The number of values that the weights amount to.
    let total: Double

    /// Sorts a sample that has values.
    init(_ sample: WeightedSample) {
        guard let weights = sample.weights else {
            (values, totals, total) = (sample.values.sorted(), nil, Double(sample.values.count))
            return
        }
        let order = sample.values.indices.sorted { sample.values[$0] < sample.values[$1] }
        let isWhole = weights.allSatisfy { $0 == $0.rounded() }
        let unit = isWhole ? 1 : sample.totalWeight / Double(sample.values.count)
        var sum = 0.0
        values = order.map { sample.values[$0] }
        totals = order.map {
            sum += weights[$0] / unit
            return sum
        }
        total = sample.totalWeight / unit
    }

    /// Returns the value below which a fraction of the sample lies; see ``WeightedSample/quantile(_:)``.
    func quantile(_ fraction: Double) -> Double {
        let position = max(0, fraction * (total - 1))
        let (lower, upper) = (value(at: position.rounded(.down)), value(at: position.rounded(.up)))
        let share = position - position.rounded(.down)
        if share == 0.5, (lower + upper).isFinite { return (lower + upper) / 2 }
        return lower * (1 - share) + upper * share
    }

    /// Returns the value at rank ⌊fraction × (n − 1)⌋, which is not interpolated.
    func lowerQuantile(_ fraction: Double) -> Double {
        value(at: max(0, fraction * (total - 1)).rounded(.down))
    }

    /// Returns the distinct values in ascending order, or `nil` if there are more than a number of them.
    func distinctValues(maximum: Int) -> [Double]? {
        var distinct: [Double] = []
        for value in values where distinct.last != value {
            if distinct.count == maximum { return nil }
            distinct.append(value)
        }
        return distinct
    }

    /// Returns the value at a rank, counted from 0, if each value is repeated by its weight.
    private func value(at rank: Double) -> Double {
        guard let totals else { return values[min(Int(rank), values.count - 1)] }
        var (low, high) = (0, totals.count)
        while low < high {
            let middle = (low + high) / 2
            if totals[middle] > rank { high = middle } else { low = middle + 1 }
        }
        return values[min(low, values.count - 1)]
    }
}
