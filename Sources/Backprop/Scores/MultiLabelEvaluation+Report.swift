extension MultiLabelEvaluation {
    /// Returns the evaluation as text: averaged scores next to those of baselines, then those of each target.
    ///
    /// Lines end with a newline and have no trailing spaces; long target names are shortened in the middle.
    ///
    /// - Parameter baselines: The name of each baseline, and its scores on the same rows.
    public func report(baselines: [(name: String, evaluation: MultiLabelEvaluation)] = []) -> String {
        let columns =
            [(name: "model", metrics: metrics)]
            + baselines.map { (name: $0.name, metrics: $0.evaluation.metrics) }
        let head =
            "\(counted(rowCount, "row", "rows")), \(counted(targets.count, "target", "targets")) with two values\n"
        var table = TextTable(header: Self.headings)
        table.rows = targetRows
        return [head, ScoreTable.multiLabel.text(columns), table.text].joined(separator: "\n")
    }

    /// The headings of ``targetRows``.
    static let headings = [
        "target", "positive", "rows", "accuracy", "precision", "recall", "F1", "log loss", "ROC AUC",
    ]

    /// The scores of each target as text, with the number of its positive rows.
    var targetRows: [[String]] {
        zip(targets, perTarget).map { target, scores in
            func fixed(_ value: Double?) -> String { value.map { NumberText.fixed($0, places: 4) } ?? "-" }
            let positive = scores.positive
            return [
                TextTable.label(target.name, limit: 24), TextTable.label(target.positive, limit: 12),
                NumberText.count(positive?.support ?? 0), fixed(scores.accuracy), fixed(positive?.precision),
                fixed(positive?.recall), fixed(positive?.f1), fixed(scores.probability?.logLoss),
                fixed(scores.probability?.rocAUC),
            ]
        }
    }
}
