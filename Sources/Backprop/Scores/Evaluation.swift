/// How well a model predicted, whichever its task.
public enum Evaluation: Codable, Equatable, Sendable {
    /// Predicted classes beside true ones.
    case classification(ClassificationEvaluation)

    /// Predicted numbers beside true ones.
    case regression(RegressionEvaluation)

    /// Every defined score under the name it has in JSON, the most telling first.
    public var metrics: [(name: String, value: Double)] {
        switch self {
        case .classification(let evaluation): evaluation.metrics
        case .regression(let evaluation): evaluation.metrics
        }
    }

    /// How many rows were scored.
    public var rowCount: Int {
        switch self {
        case .classification(let evaluation): evaluation.rowCount
        case .regression(let evaluation): evaluation.rowCount
        }
    }

    /// The score of that name; nil where there is none, or where it is undefined.
    public subscript(name: String) -> Double? {
        metrics.first { $0.name == name }?.value
    }

    /// Whether more of the metric of that name is better; nil for names that are no metric's.
    public static func isHigherBetter(_ name: String) -> Bool? {
        switch name {
        case "accuracy", "balancedAccuracy", "macroPrecision", "macroRecall", "macroF1", "microPrecision",
            "microRecall", "microF1", "weightedPrecision", "weightedRecall", "weightedF1",
            "matthewsCorrelation", "cohenKappa", "rocAUC", "averagePrecision", "top3Accuracy",
            "top5Accuracy", "r2", "explainedVariance":
            true
        case "logLoss", "brierScore", "calibrationError", "rmse", "mae", "medianAbsoluteError", "mape",
            "maximumError":
            false
        default: nil
        }
    }

    /// What the scores were in several evaluations, such as those of the folds of one split: every metric that
    /// is defined in at least one, in their order, over those in which it is; ``Summary/count`` says how many.
    public static func summaries(of evaluations: [Evaluation]) -> [(name: String, summary: Summary)] {
        var names: [String] = []
        var scores: [[Double]] = []
        for (name, value) in evaluations.flatMap(\.metrics) {
            if let place = names.firstIndex(of: name) {
                scores[place].append(value)
            } else {
                names.append(name)
                scores.append([value])
            }
        }
        return zip(names, scores).compactMap { name, scores in
            Summary(scores).map { (name: name, summary: $0) }
        }
    }
}
