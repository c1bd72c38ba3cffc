import Backprop

/// The metrics that reports for people show; JSON has all of them.
enum ScoreLines {
    /// A metric as people know it.
    struct Metric {
        /// The name in JSON.
        let key: String
        /// The name in text.
        let name: String
        /// The values that it can have.
        let range: ClosedRange<Double>
    }

    /// The metrics of a task, the most telling first.
    static func metrics(of task: LearningTask) -> [Metric] {
        switch task {
        case .classification:
            [
                Metric(key: "accuracy", name: "accuracy", range: 0...1),
                Metric(key: "balancedAccuracy", name: "balanced accuracy", range: 0...1),
                Metric(key: "macroF1", name: "macro F1", range: 0...1),
                Metric(key: "logLoss", name: "log loss", range: 0...Double.infinity),
                Metric(key: "rocAUC", name: "ROC AUC", range: 0...1),
            ]
        case .regression:
            [
                Metric(key: "rmse", name: "RMSE", range: 0...Double.infinity),
                Metric(key: "mae", name: "MAE", range: 0...Double.infinity),
                Metric(key: "r2", name: "R²", range: -Double.infinity...1),
            ]
        }
    }

    /// A model's scores beside the baselines', a line each.
    static func lines(_ evaluation: Evaluation, baselines: [NamedBaseline], task: LearningTask) -> [String] {
        var grid = TextGrid(rows: [["", "model"] + baselines.map(\.name)])
        for metric in metrics(of: task) {
            guard let value = evaluation[metric.key] else { continue }
            grid.rows.append(
                [metric.name, text(value, metric)]
                    + baselines.map { text($0.evaluation[metric.key], metric) })
        }
        return grid.lines
    }

    /// A score: four places where scores are shares, four digits where they are in the target's unit.
    static func text(_ value: Double?, _ metric: Metric) -> String {
        guard let value else { return "-" }
        return ["rmse", "mae"].contains(metric.key)
            ? NumberText.significant(value, digits: 4) : NumberText.fixed(value, places: 4)
    }
}
