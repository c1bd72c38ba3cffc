/// Predicted class probabilities and the true classes, checked once and scored in several ways.
public struct ProbabilityScores: Sendable {
    let truth: [Int]
    let probabilities: [Double]
    let weights: RowWeights

    /// The positive class of two.
    let positiveClass: Int

    /// The offset from a row's probabilities to those of the next: 0 if all rows share them.
    private let stride: Int

    /// The number of classes, which is the number of probabilities of each row.
    public let classCount: Int

    /// Checks and stores predictions.
    ///
    /// - Parameters:
    ///   - truth: Each row's class, in `0 ..< classCount`.
    ///   - probabilities: Rows × `classCount`, row after row, each from 0 to 1. The probabilities of a row should sum
    ///     to 1; this is not checked, because no score divides by the sum.
    ///   - classCount: The number of classes.
    ///   - weights: The weight of each row; defaults to 1.
    ///   - positiveClass: The positive class of two; defaults to the second. It is ignored for other numbers of classes.
    /// - Throws: ``MetricError`` if there are no rows, counts differ, a class or probability is out of range, or
    ///   weights are unusable.
    public init(
        truth: [Int], probabilities: [Double], classCount: Int, weights: [Double]? = nil,
        positiveClass: Int = 1
    ) throws(MetricError) {
        self.positiveClass = positiveClass
        self.weights = try RowWeights(weights, rowCount: truth.count)
        try self.weights.check(truth, name: "true", classCount: classCount)
        let (expected, overflow) = truth.count.multipliedReportingOverflow(by: classCount)
        guard !overflow, probabilities.count == expected else {
            let expected = overflow ? Int.max : expected
            throw .count(of: "probabilities", found: probabilities.count, expected: expected)
        }
        if let index = probabilities.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) {
            throw .probability(
                row: index / classCount, classIndex: index % classCount, found: probabilities[index])
        }
        (self.truth, self.probabilities, self.classCount) = (truth, probabilities, classCount)
        stride = classCount
    }

    /// Checks and stores the same probabilities for every row.
    init(
        truth: [Int], sharedProbabilities: [Double], weights: [Double], positiveClass: Int
    ) throws(MetricError) {
        self.positiveClass = positiveClass
        _ = try ProbabilityScores(
            truth: [0], probabilities: sharedProbabilities, classCount: sharedProbabilities.count)
        self.weights = try RowWeights(weights, rowCount: truth.count)
        try self.weights.check(truth, name: "true", classCount: sharedProbabilities.count)
        (self.truth, probabilities, stride) = (truth, sharedProbabilities, 0)
        classCount = sharedProbabilities.count
    }

    /// Each row's most probable class, the first of equals.
    public var predicted: [Int] {
        if stride == 0 { return truth.map { [best = mostProbable(ofRow: 0)] _ in best } }
        return truth.indices.map { mostProbable(ofRow: $0) }
    }

    private func mostProbable(ofRow row: Int) -> Int {
        var best = 0
        for index in 1..<max(classCount, 1)
        where probability(row, index) > probability(row, best) { best = index }
        return best
    }

    func probability(_ row: Int, _ classIndex: Int) -> Double {
        probabilities[row * stride + classIndex]
    }

    func ranking(ofClass index: Int) -> BinaryRanking {
        BinaryRanking(
            scores: truth.indices.map { probability($0, index) }, isPositive: truth.map { $0 == index },
            weights: weights)
    }
}
