/// How often each true class was predicted as each class.
///
/// Counts are sums of row weights: whole numbers where no weights were given. All scores of hard predictions
/// follow from it; see ``scores(ofClass:)``, ``averaged(_:)``, ``accuracy`` and the others.
public struct ConfusionMatrix: Equatable, Sendable {
    /// The number of classes: rows, and columns.
    public let classCount: Int

    /// The counts, `classCount` × `classCount`, one row per true class.
    public let counts: [Double]

    /// Counts predictions.
    ///
    /// - Parameters:
    ///   - truth: each row's class, in `0 ..< classCount`.
    ///   - predicted: each row's predicted class, in `0 ..< classCount`.
    ///   - classCount: how many classes there are.
    ///   - weights: how much each row counts; every row 1 when omitted.
    /// - Throws: ``MetricError`` for no rows, counts that differ, a class out of range, unusable weights.
    public init(
        truth: [Int], predicted: [Int], classCount: Int, weights: [Double]? = nil
    ) throws(MetricError) {
        let weights = try RowWeights(weights, rowCount: truth.count)
        try weights.check(truth, name: "true", classCount: classCount)
        try weights.check(predicted, name: "predicted", classCount: classCount)
        var counts = [Double](repeating: 0, count: classCount * classCount)
        for row in truth.indices { counts[truth[row] * classCount + predicted[row]] += weights[row] }
        self.init(counts: counts, classCount: classCount)
    }

    /// Takes counts that are known to be square, finite, not negative and not all zero.
    init(counts: [Double], classCount: Int) {
        self.counts = counts
        self.classCount = classCount
    }

    /// How often rows of class `truth` were predicted as class `predicted`.
    public subscript(truth truth: Int, predicted predicted: Int) -> Double {
        counts[truth * classCount + predicted]
    }

    /// How many rows there are of each class.
    public var truthTotals: [Double] {
        (0..<classCount).map { truth in
            (0..<classCount).reduce(0) { $0 + self[truth: truth, predicted: $1] }
        }
    }

    /// How many rows were predicted as each class.
    public var predictedTotals: [Double] {
        (0..<classCount).map { predicted in
            (0..<classCount).reduce(0) { $0 + self[truth: $1, predicted: predicted] }
        }
    }

    /// How many rows of each class were predicted rightly: the diagonal.
    public var correct: [Double] {
        (0..<classCount).map { self[truth: $0, predicted: $0] }
    }

    /// How many rows there are.
    public var total: Double { predictedTotals.reduce(0, +) }
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
        self.init(counts: rows.flatMap { $0 }, classCount: rows.count)
    }

    /// Writes an array of rows, one per true class.
    public func encode(to encoder: any Encoder) throws {
        let rows = (0..<classCount).map { truth in
            (0..<classCount).map { self[truth: truth, predicted: $0] }
        }
        try rows.encode(to: encoder)
    }
}
