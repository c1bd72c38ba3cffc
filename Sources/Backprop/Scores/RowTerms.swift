/// The numbers of single rows whose weighted mean is a metric, or its square.
struct RowTerms: Sendable {
    /// The numbers of each target, one for each row; the metric is the mean over the targets.
    let targets: [[Double]]

    /// The weight of each row, or `nil` if all count equally.
    let weights: [Double]?

    /// Whether the metric is the root of the mean.
    let isSquared: Bool

    /// The metric.
    var score: Double { sums.score }

    /// The weighted sums of all rows.
    var sums: RowSums {
        RowSums(
            targets: targets.map { sum($0, rows: $0.indices) },
            weight: weights?.reduce(0, +) ?? Double(rowCount),
            isSquared: isSquared)
    }

    /// The number of rows.
    var rowCount: Int { targets.first?.count ?? 0 }

    /// Each row's share of the metric, so that the mean of the differences of two models is the difference of the metrics
    /// to first order.
    var contributions: [Double] {
        let roots = sums.means.map { $0.squareRoot() }
        return (0..<rowCount).map { row in
            let parts = zip(targets, roots).map { terms, root in
                guard isSquared else { return terms[row] }
                return root > 0 ? terms[row] / (2 * root) : 0
            }
            return parts.reduce(0, +) / Double(max(1, parts.count))
        }
    }

    /// Returns the weighted sums of some rows.
    func sums(of rows: [Int]) -> [Double] { targets.map { sum($0, rows: rows) } }

    private func sum(_ terms: [Double], rows: some Sequence<Int>) -> Double {
        rows.reduce(0) { $0 + (weights?[$1] ?? 1) * terms[$1] }
    }
}

/// The sums of row terms, from which a metric follows.
struct RowSums: Sendable {
    /// The weighted sum of each target.
    var targets: [Double]
    let weight: Double
    let isSquared: Bool

    /// The mean of each target.
    var means: [Double] { targets.map { max(0, $0) / weight } }

    /// The metric.
    var score: Double {
        let scores = isSquared ? means.map { $0.squareRoot() } : means
        return scores.reduce(0, +) / Double(max(1, scores.count))
    }

    /// Returns the sums with parts of them replaced.
    func replacing(_ old: [Double], by new: [Double]) -> RowSums {
        var sums = self
        for index in targets.indices { sums.targets[index] += new[index] - old[index] }
        return sums
    }
}
