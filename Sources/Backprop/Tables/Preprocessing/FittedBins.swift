/// A piecewise linear encoding of a column by quantile bins, so that a network can bend its function at each edge.
///
/// A number x becomes one input per bin between neighboring edges b₀ < b₁ < … < b_T:
///
///     q_t = clamp((x − b_{t−1}) / (b_t − b_{t−1}), 0, 1),    e_t = 2 (q_t − m_t),    t = 1 … T
///
/// m_t is the mean of q_t over the training rows, so that every input has mean 0 and a standard deviation of at most 1.
/// A division by each deviation would magnify the bins at both ends, in which few rows differ, and fits worse. A missing
/// number has the input 0 in every bin. The first and the last bin are clamped as well: a number outside of the training range
/// counts as its end, and nothing is extrapolated.
///
/// The edges are the distinct values among the N + 1 quantiles at equally spaced probabilities. The quantile at p is the
/// value at rank ⌊p(n − 1)⌋, so that every edge is a number of the training rows. A column of at most N distinct values
/// has all of them as edges. With fewer than three edges there are no bins, since one bin is the number itself.
///
/// Source: Y. Gorishniy, I. Rubachev and A. Babenko, "On Embeddings for Numerical Features in Tabular Deep Learning",
/// NeurIPS 2022, section 3.2. There the first and the last bin are not clamped, and inputs are not centered.
public struct FittedBins: Codable, Hashable, Sendable {
    /// The edges of the bins, in ascending order; one more than there are bins.
    public let edges: [Double]
    /// The mean of each clamped quotient over the training rows.
    public let means: [Double]

    /// The number of bins, which is that of inputs.
    public var count: Int { means.count }

    /// Fits the bins of a sample that has values, or returns `nil` if there are fewer than two bins.
    ///
    /// - Parameter maximum: The maximum number of bins.
    init?(of sample: WeightedSample, maximum: Int) {
        let edges = Self.edges(of: SortedSample(sample), maximum: maximum)
        guard edges.count > 2 else { return nil }
        self.edges = edges
        means = Self.means(of: sample, edges)
    }

    private static func edges(of sorted: SortedSample, maximum: Int) -> [Double] {
        if let values = sorted.distinctValues(maximum: maximum) { return values }
        var edges: [Double] = []
        for index in 0...maximum {
            let quantile = sorted.lowerQuantile(Double(index) / Double(maximum))
            if edges.last.map({ quantile > $0 }) ?? true { edges.append(quantile) }
        }
        return edges
    }

    /// Returns the mean of each clamped quotient: a number counts 1 in all bins below its own.
    private static func means(of sample: WeightedSample, _ edges: [Double]) -> [Double] {
        var (shares, weights) = (edges.dropLast().map { _ in 0.0 }, edges.dropLast().map { _ in 0.0 })
        for (index, value) in sample.values.enumerated() {
            let (bin, share) = position(of: value, edges)
            let weight = sample.weights?[index] ?? 1
            shares[bin] += weight * share
            weights[bin] += weight
        }
        let total = sample.totalWeight
        var above = 0.0
        for bin in shares.indices.reversed() {
            shares[bin] = (shares[bin] + above) / total
            above += weights[bin]
        }
        return shares
    }

    /// Returns the bin of a number, and the share of the bin that lies below it, from 0 to 1.
    private static func position(of number: Double, _ edges: [Double]) -> (bin: Int, share: Double) {
        var (low, high) = (0, edges.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle] < number { low = middle } else { high = middle }
        }
        let (lower, upper) = (edges[low], edges[low + 1])
        // Halves if the distance of two finite numbers is not finite.
        let width = upper - lower
        let share =
            width.isFinite
            ? (number - lower) / width : (number / 2 - lower / 2) / (upper / 2 - lower / 2)
        return (low, min(max(share, 0), 1))
    }

    /// Writes the inputs of a number to consecutive values, which are 0 before. NaN stands for a missing number.
    @inline(__always)
    func encode<S: Scalar>(_ number: Double, into inputs: inout [S], at begin: Int) {
        if number.isNaN { return }
        let (own, share) = Self.position(of: number, edges)
        for bin in means.indices {
            let quotient = bin < own ? 1 : bin == own ? share : 0
            inputs[begin + bin] = S(2 * (quotient - means[bin]))
        }
    }

    /// Returns the names of the inputs: `age in (20, 30]`.
    func featureNames(of column: String) -> [String] {
        let texts = edgeTexts
        return means.indices.map { "\(column) in (\(texts[$0]), \(texts[$0 + 1])]" }
    }

    /// The edges in short, with as many digits as distinguish neighbors.
    private var edgeTexts: [String] {
        let short = edges.map(NumberText.short)
        if Self.differ(short) { return short }
        for digits in 5..<17 {
            let texts = edges.map { NumberText.rounded($0, digits: digits) }
            if Self.differ(texts) { return texts }
        }
        return edges.map(NumberText.shortest)
    }

    private static func differ(_ texts: [String]) -> Bool {
        zip(texts, texts.dropFirst()).allSatisfy { $0 != $1 }
    }

    /// Whether the parts fit together.
    var isValid: Bool {
        means.count > 1 && edges.count == means.count + 1 && edges.allSatisfy(\.isFinite)
            && zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 } && means.allSatisfy { 0...1 ~= $0 }
    }
}

extension ColumnSummary {
    /// Returns the number of bins that a column of numbers or dates has if its quantiles differ.
    func binCount(_ settings: PreprocessingSettings) -> Int {
        guard let maximum = settings.maximumBinCount, distinctCount > 2 else { return 0 }
        guard role == .numeric || role == .date && hasElapsedDays(settings) else { return 0 }
        return min(maximum, distinctCount - 1)
    }

    private func hasElapsedDays(_ settings: PreprocessingSettings) -> Bool {
        (settings.dateFeatures ?? dates?.features ?? []).contains(.elapsed)
    }
}

extension PreprocessingSettings {
    /// The valid numbers of bins besides 0, which stands for none.
    package static let binCounts = 2...1024

    /// The maximum number of bins of a column, or `nil` for none.
    var maximumBinCount: Int? { bins.flatMap { $0 > 0 ? $0 : nil } }

    /// Throws for a number of bins that no column can have.
    func validateBins() throws(PreprocessingError) {
        guard let count = bins, count != 0, !Self.binCounts.contains(count) else { return }
        throw .invalidSetting(
            "The number of bins is \(count). Give 0 for none, or 2 to \(Self.binCounts.upperBound).")
    }
}
