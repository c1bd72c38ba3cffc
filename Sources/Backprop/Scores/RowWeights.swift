/// The weight of each row: 1, or the caller's number, which is checked.
///
/// All scores treat a row of weight 2 as the same row twice and a row of weight 0 as absent.
struct RowWeights: Sendable {
    /// The maximum of weights, and of the numbers they multiply, so that no sum overflows.
    static let limit = 1e100

    let rowCount: Int
    let values: [Double]?
    let total: Double

    init(_ weights: [Double]?, rowCount: Int) throws(MetricError) {
        guard rowCount > 0 else { throw .noRows }
        self.rowCount = rowCount
        values = weights
        guard let weights else {
            total = Double(rowCount)
            return
        }
        guard weights.count == rowCount else {
            throw .count(of: "weights", found: weights.count, expected: rowCount)
        }
        if let row = weights.firstIndex(where: { !($0 >= 0 && $0 <= Self.limit) }) {
            throw .weight(row: row, found: weights[row])
        }
        total = weights.reduce(0, +)
        guard total >= 1 / Self.limit else { throw .noWeight }
    }

    subscript(row: Int) -> Double { values?[row] ?? 1 }

    /// The rows whose weight is not zero.
    var countedRows: [Int] {
        guard let values else { return Array(0..<rowCount) }
        return values.indices.filter { values[$0] > 0 }
    }

    /// Returns the weighted mean, Σ w·value / Σ w.
    func mean(_ value: (Int) -> Double) -> Double {
        var sum = 0.0
        for row in 0..<rowCount { sum += self[row] * value(row) }
        return sum / total
    }
}

extension RowWeights {
    /// Throws unless there is one class per row, each in `0 ..< classCount`.
    func check(_ classes: [Int], name: String, classCount: Int) throws(MetricError) {
        guard classCount > 0 else { throw .noClasses }
        guard classes.count == rowCount else {
            throw .count(of: "\(name) classes", found: classes.count, expected: rowCount)
        }
        if let row = classes.firstIndex(where: { !(0..<classCount).contains($0) }) {
            throw .classOutOfRange(of: name, row: row, found: classes[row], classCount: classCount)
        }
    }
}
