/// The number of rows of each true class that were predicted as each class.
///
/// Counts are sums of row weights, and whole numbers if there are no weights. All scores of predicted classes are
/// computed from it; see ``scores(ofClass:)``, ``averaged(_:)``, ``accuracy`` and the others.
///
/// Only cells that are not zero are stored, so that thousands of classes take no more memory than their rows.
public struct ConfusionMatrix: Sendable {
    /// The number of classes: rows, and columns.
    public let classCount: Int

    let cells: ConfusionCells

    /// The counts, `classCount` × `classCount`, one row per true class.
    ///
    /// Every call creates the array; the subscript reads one cell without it.
    public var counts: [Double] {
        var counts = [Double](repeating: 0, count: classCount * classCount)
        cells.forEach { counts[$0 * classCount + $1] = $2 }
        return counts
    }

    /// Counts predictions.
    ///
    /// - Parameters:
    ///   - truth: Each row's class, in `0 ..< classCount`.
    ///   - predicted: Each row's predicted class, in `0 ..< classCount`.
    ///   - classCount: The number of classes.
    ///   - weights: The weight of each row; defaults to 1.
    /// - Throws: ``MetricError`` if there are no rows, counts differ, a class is out of range, or weights are unusable.
    public init(
        truth: [Int], predicted: [Int], classCount: Int, weights: [Double]? = nil
    ) throws(MetricError) {
        let weights = try RowWeights(weights, rowCount: truth.count)
        try weights.check(truth, name: "true", classCount: classCount)
        try weights.check(predicted, name: "predicted", classCount: classCount)
        self.init(
            cells: ConfusionCells(
                truth: truth, predicted: predicted, classCount: classCount, weights: weights),
            classCount: classCount)
    }

    /// Creates a matrix of counts that were checked to be finite, not negative and not all zero.
    init(cells: ConfusionCells, classCount: Int) {
        self.cells = cells
        self.classCount = classCount
    }

    /// Returns the number of rows of class `truth` that were predicted as class `predicted`.
    public subscript(truth truth: Int, predicted predicted: Int) -> Double { cells[truth, predicted] }

    /// The number of rows of each class.
    public var truthTotals: [Double] {
        var totals = [Double](repeating: 0, count: classCount)
        cells.forEach { truth, _, count in totals[truth] += count }
        return totals
    }

    /// The number of rows predicted as each class.
    public var predictedTotals: [Double] {
        var totals = [Double](repeating: 0, count: classCount)
        cells.forEach { _, predicted, count in totals[predicted] += count }
        return totals
    }

    /// The number of rows of each class that were predicted correctly: the diagonal.
    public var correct: [Double] {
        (0..<classCount).map { self[truth: $0, predicted: $0] }
    }

    /// The number of rows.
    public var total: Double { predictedTotals.reduce(0, +) }
}

extension ConfusionMatrix: Equatable {
    /// Returns whether all counts are equal.
    public static func == (first: ConfusionMatrix, second: ConfusionMatrix) -> Bool {
        guard first.classCount == second.classCount else { return false }
        return first.list.elementsEqual(second.list) { $0 == $1 }
    }

    private var list: [(Int, Int, Double)] {
        var list: [(Int, Int, Double)] = []
        cells.forEach { list.append(($0, $1, $2)) }
        return list
    }
}

extension ConfusionMatrix: Codable {
    /// Reads an array of rows, one per true class.
    ///
    /// - Throws: `DecodingError` unless it is square, with finite counts of which none is negative.
    public init(from decoder: any Decoder) throws {
        let rows = try [[Double]](from: decoder)
        let sound = rows.allSatisfy { row in
            row.count == rows.count && row.allSatisfy { $0 >= 0 && $0.isFinite }
        }
        guard sound, rows.contains(where: { $0.contains { $0 > 0 } }) else {
            let expected = "A confusion matrix is square, and its counts are at least 0 and not all 0."
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: expected))
        }
        self.init(
            cells: ConfusionCells(dense: rows.flatMap { $0 }, classCount: rows.count), classCount: rows.count)
    }

    /// Writes an array of rows, one per true class.
    public func encode(to encoder: any Encoder) throws {
        let rows = (0..<classCount).map { truth in
            (0..<classCount).map { self[truth: truth, predicted: $0] }
        }
        try rows.encode(to: encoder)
    }
}
