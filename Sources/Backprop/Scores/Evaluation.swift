/// The scores of a model's predictions, for any task.
public enum Evaluation: Codable, Equatable, Sendable {
    /// The scores of predicted classes.
    case classification(ClassificationEvaluation)

    /// The scores of predicted numbers.
    case regression(RegressionEvaluation)

    /// The scores of several yes/no targets.
    case multiLabel(MultiLabelEvaluation)

    /// Every defined score, the most informative first.
    public var metrics: [(metric: Metric, value: Double)] {
        switch self {
        case .classification(let evaluation): evaluation.metrics
        case .regression(let evaluation): evaluation.metrics
        case .multiLabel(let evaluation): evaluation.metrics
        }
    }

    /// The task whose predictions are scored.
    public var task: LearningTask {
        switch self {
        case .classification: .classification
        case .regression: .regression
        case .multiLabel: .multiLabel
        }
    }

    /// The number of rows that were scored.
    public var rowCount: Int {
        switch self {
        case .classification(let evaluation): evaluation.rowCount
        case .regression(let evaluation): evaluation.rowCount
        case .multiLabel(let evaluation): evaluation.rowCount
        }
    }

    /// Returns the value of a metric, or `nil` if it is undefined or of another task.
    public subscript(metric: Metric) -> Double? {
        metrics.first { $0.metric == metric }?.value
    }

    /// Summarizes the scores of several evaluations, such as those of the folds of one split.
    ///
    /// Every metric that is defined in at least one of them is summarized over those in which it is defined;
    /// ``Summary/count`` is their number.
    public static func summaries(of evaluations: [Evaluation]) -> [(metric: Metric, summary: Summary)] {
        var metrics: [Metric] = []
        var scores: [[Double]] = []
        for (metric, value) in evaluations.flatMap(\.metrics) {
            if let index = metrics.firstIndex(of: metric) {
                scores[index].append(value)
            } else {
                metrics.append(metric)
                scores.append([value])
            }
        }
        return zip(metrics, scores).compactMap { metric, scores in
            Summary(scores).map { (metric: metric, summary: $0) }
        }
    }
}
