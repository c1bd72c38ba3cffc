/// All scores of predicted numbers, computed once from predictions and truth.
///
/// The scores agree with scikit-learn's of the same name. A score that is undefined is `nil` and not listed among
/// ``metrics``, so that no score is ever NaN or infinite.
public struct RegressionEvaluation: Codable, Equatable, Sendable {
    /// The targets' names, in the order of their columns.
    public let targetNames: [String]
    /// The number of rows that were scored.
    public let rowCount: Int
    /// The scores of each target.
    public let perTarget: [RegressionScores]
    /// The mean of each score over the targets, each counting the same; for one target, its own scores.
    public let overall: RegressionScores

    /// Scores predicted numbers.
    ///
    /// - Parameters:
    ///   - truth: Rows × targets, row after row.
    ///   - predicted: Rows × targets, row after row.
    ///   - targetNames: One name for each number of a row.
    ///   - weights: The weight of each row; defaults to 1.
    /// - Throws: ``MetricError`` if there are no rows, counts differ, or weights are unusable; also if numbers are not
    ///   finite or greater in magnitude than 1e100.
    public init(
        truth: [Double], predicted: [Double], targetNames: [String] = ["target"], weights: [Double]? = nil
    ) throws(MetricError) {
        let targets = max(targetNames.count, 1)
        let rowCount = truth.count / targets
        let rowWeights = try RowWeights(weights, rowCount: rowCount)
        try Self.check(truth, name: "true", expected: rowCount * targets, targets: targets)
        try Self.check(predicted, name: "predicted", expected: rowCount * targets, targets: targets)
        perTarget = (0..<targets).map { target in
            RegressionScores(
                truth: Self.column(target, of: truth, width: targets),
                predicted: Self.column(target, of: predicted, width: targets), weights: rowWeights)
        }
        overall = RegressionScores(meanOf: perTarget)
        self.targetNames = targetNames.isEmpty ? ["target"] : targetNames
        self.rowCount = rowCount
    }

    private static func check(
        _ values: [Double], name: String, expected: Int, targets: Int
    ) throws(MetricError) {
        guard values.count == expected else {
            throw .count(of: "\(name) values", found: values.count, expected: expected)
        }
        if let index = values.firstIndex(where: { !($0.magnitude <= RowWeights.limit) }) {
            throw .value(of: name, row: index / targets, found: values[index])
        }
    }

    private static func column(_ index: Int, of values: [Double], width: Int) -> [Double] {
        stride(from: index, to: values.count, by: width).map { values[$0] }
    }
}

extension RegressionEvaluation {
    /// Every defined score, over all targets, the most informative first.
    public var metrics: [(metric: Metric, value: Double)] { overall.metrics }
}

extension RegressionScores {
    /// Every defined score, the most informative first.
    public var metrics: [(metric: Metric, value: Double)] {
        let all: [(metric: Metric, value: Double?)] = [
            (.rmse, rmse), (.mae, mae), (.medianAbsoluteError, medianAbsoluteError), (.r2, r2),
            (.explainedVariance, explainedVariance), (.mape, mape), (.maximumError, maximumError),
        ]
        return all.compactMap { metric, value in value.map { (metric: metric, value: $0) } }
    }
}
