/// Numbers with weights, and statistics computed from them in `Double`, in the order of the rows.
///
/// A weight of 2 is equivalent to the number twice, exactly, for mean, variance and quantiles alike.
struct WeightedSample {
    let values: [Double]
    /// One weight per value, all of them above zero, or `nil` if all are 1.
    let weights: [Double]?

    init(_ values: [Double], weights: [Double]? = nil) {
        self.values = values
        self.weights = weights
    }

    var totalWeight: Double { weights.map { $0.reduce(0, +) } ?? Double(values.count) }

    /// The mean, or `nil` if there are no values. Sums that overflow are recomputed with scaled numbers.
    var mean: Double? {
        guard !values.isEmpty else { return nil }
        let total = totalWeight
        var sum = 0.0
        for index in values.indices { sum += weight(index) * values[index] }
        if sum.isFinite { return sum / total }
        sum = 0
        for index in values.indices { sum += weight(index) / total * values[index] }
        return sum
    }

    /// Returns the root of the mean squared distance from a center.
    ///
    /// Distances too large or too small to be squared are first divided by the largest of them.
    ///
    /// - Parameter lost: The degrees of freedom that the center takes: 0 divides by the number of values, 1 by one less.
    func standardDeviation(around center: Double, lost: Double = 0) -> Double {
        let count = totalWeight - lost
        let plain = squaredDistances(from: center) / count
        if plain.isNormal { return plain.squareRoot() }
        let unit = values.reduce(0) { max($0, abs($1 - center)) }
        return unit == 0 ? 0 : unit * (squaredDistances(from: center, unit: unit) / count).squareRoot()
    }

    /// Returns the sum of the squared distances from a center, measured in a unit.
    func squaredDistances(from center: Double, unit: Double = 1) -> Double {
        var sum = 0.0
        for index in values.indices {
            let distance = (values[index] - center) / unit
            sum += weight(index) * (distance * distance)
        }
        return sum
    }

    /// Returns the value below which a fraction of the sample lies. Between two values it is interpolated linearly.
    ///
    /// Weights that are whole numbers repeat their values; others are first scaled so that their sum is the number of
    /// values.
    ///
    /// Source: NumPy's default, definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996.
    func quantile(_ fraction: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        return SortedSample(self).quantile(fraction)
    }

    /// The most frequent value; the smallest of those that are equally frequent.
    var mostFrequent: Double? {
        var best: (value: Double, total: Double)?
        var current: (value: Double, total: Double)?
        for index in values.indices.sorted(by: { (values[$0], $0) < (values[$1], $1) }) {
            let total = current?.value == values[index] ? current!.total : 0
            current = (values[index], total + weight(index))
            if current!.total > best?.total ?? 0 { best = current }
        }
        return best?.value
    }

    private func weight(_ index: Int) -> Double { weights?[index] ?? 1 }
}
