/// All scores of several yes/no targets, computed once from predictions and truth.
///
/// Each target is scored as two classes, of which the second is the positive one. A macro average is the mean over the
/// targets, each counting the same; targets in which a score is undefined do not count. The scores agree with
/// scikit-learn's for indicators of several labels, whose `accuracy_score` is ``exactMatch``.
public struct MultiLabelEvaluation: Codable, Equatable, Sendable {
    /// The targets, in the order of their outputs.
    public let targets: [BinaryTarget]
    /// The number of rows that were scored.
    public let rowCount: Int
    /// The scores of each target.
    public let perTarget: [ClassificationEvaluation]
    /// The share of rows of which every target is predicted correctly.
    public let exactMatch: Double

    /// Scores probabilities of the positive values; one above ½ predicts that value.
    ///
    /// - Parameters:
    ///   - truth: 1 for the positive value and 0 for the other: rows × targets, row after row.
    ///   - probabilities: Rows × targets, row after row, each from 0 to 1.
    ///   - targets: The targets, at least one.
    ///   - weights: The weight of each row; defaults to 1.
    /// - Throws: ``MetricError`` if there are no rows or targets, counts differ, a value or probability is out of range,
    ///   or weights are unusable.
    public init(
        truth: [Int], probabilities: [Double], targets: [BinaryTarget], weights: [Double]? = nil
    ) throws(MetricError) {
        guard !targets.isEmpty else { throw .noClasses }
        guard probabilities.count == truth.count else {
            throw .count(of: "probabilities", found: probabilities.count, expected: truth.count)
        }
        let columns = MultiLabelColumns(width: targets.count)
        var scores: [ClassificationEvaluation] = []
        for (index, target) in targets.enumerated() {
            scores.append(
                try ClassificationEvaluation(
                    truth: columns[index, truth],
                    probabilities: columns[index, probabilities].flatMap { [1 - $0, $0] },
                    classLabels: target.labels, weights: weights))
        }
        try self.init(
            scores, truth, predicted: probabilities.map { BinaryTarget.isPositive($0) ? 1 : 0 }, targets,
            weights)
    }

    /// Scores predicted values, without probabilities.
    ///
    /// - Parameters:
    ///   - truth: 1 for the positive value and 0 for the other: rows × targets, row after row.
    ///   - predicted: Rows × targets, row after row, each 0 or 1.
    ///   - targets: The targets, at least one.
    ///   - weights: The weight of each row; defaults to 1.
    /// - Throws: ``MetricError`` if there are no rows or targets, counts differ, a value is out of range, or weights are
    ///   unusable.
    public init(
        truth: [Int], predicted: [Int], targets: [BinaryTarget], weights: [Double]? = nil
    ) throws(MetricError) {
        guard !targets.isEmpty else { throw .noClasses }
        guard predicted.count == truth.count else {
            throw .count(of: "predicted values", found: predicted.count, expected: truth.count)
        }
        let columns = MultiLabelColumns(width: targets.count)
        var scores: [ClassificationEvaluation] = []
        for (index, target) in targets.enumerated() {
            scores.append(
                try ClassificationEvaluation(
                    truth: columns[index, truth], predicted: columns[index, predicted],
                    classLabels: target.labels, weights: weights))
        }
        try self.init(scores, truth, predicted: predicted, targets, weights)
    }

    private init(
        _ scores: [ClassificationEvaluation], _ truth: [Int], predicted: [Int], _ targets: [BinaryTarget],
        _ weights: [Double]?
    ) throws(MetricError) {
        let width = targets.count
        guard truth.count.isMultiple(of: width) else {
            throw .count(of: "true values", found: truth.count, expected: truth.count / width * width)
        }
        self.targets = targets
        rowCount = truth.count / width
        perTarget = scores
        exactMatch = try RowWeights(weights, rowCount: rowCount).mean { row in
            let range = (row * width)..<((row + 1) * width)
            return truth[range] == predicted[range] ? 1 : 0
        }
    }
}

/// The columns of row-major values.
private struct MultiLabelColumns {
    let width: Int

    subscript<Value>(column: Int, values: [Value]) -> [Value] {
        stride(from: column, to: values.count, by: width).map { values[$0] }
    }
}

extension MultiLabelEvaluation {
    /// The share of correct values among those of all rows and targets: 1 − ``hammingLoss``.
    public var accuracy: Double { mean(\.accuracy) ?? 0 }

    /// The share of wrong values among those of all rows and targets.
    public var hammingLoss: Double { 1 - accuracy }

    /// The means of precision, recall and F1 over the targets.
    public var macro: ClassScores {
        ClassScores(
            precision: mean { $0.positive?.precision } ?? 0, recall: mean { $0.positive?.recall } ?? 0,
            f1: mean { $0.positive?.f1 } ?? 0, support: sum { $0.positive?.support ?? 0 })
    }

    /// Precision, recall and F1 of the positive values of all targets together.
    public var micro: ClassScores {
        let correct = sum { $0.confusionMatrix[truth: 1, predicted: 1] }
        let (truth, predicted) = (
            sum { $0.confusionMatrix.truthTotals[1] }, sum { $0.confusionMatrix.predictedTotals[1] }
        )
        return ClassScores(
            precision: predicted > 0 ? correct / predicted : 0, recall: truth > 0 ? correct / truth : 0,
            f1: truth + predicted > 0 ? 2 * correct / (truth + predicted) : 0, support: truth)
    }

    /// Every defined score over all targets, the most informative first.
    public var metrics: [(metric: Metric, value: Double)] {
        let (macro, micro) = (macro, micro)
        let all: [(metric: Metric, value: Double?)] = [
            (.accuracy, accuracy), (.hammingLoss, hammingLoss), (.exactMatch, exactMatch),
            (.macroPrecision, macro.precision), (.macroRecall, macro.recall), (.macroF1, macro.f1),
            (.microPrecision, micro.precision), (.microRecall, micro.recall), (.microF1, micro.f1),
            (.logLoss, mean { $0.probability?.logLoss }), (.brierScore, mean { $0.probability?.brierScore }),
            (.rocAUC, mean { $0.probability?.rocAUC }),
            (.averagePrecision, mean { $0.probability?.averagePrecision }),
        ]
        return all.compactMap { metric, value in value.map { (metric: metric, value: $0) } }
    }

    /// Returns the mean of a score over the targets in which it is defined.
    private func mean(_ score: (ClassificationEvaluation) -> Double?) -> Double? {
        let values = perTarget.compactMap(score)
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private func sum(_ value: (ClassificationEvaluation) -> Double) -> Double {
        perTarget.reduce(0) { $0 + value($1) }
    }
}
