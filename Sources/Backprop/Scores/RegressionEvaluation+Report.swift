extension RegressionEvaluation {
    /// Returns the evaluation as text: scores next to those of baselines, and per target if there are several.
    ///
    /// Lines end with a newline and have no trailing spaces; long target names are shortened in the middle.
    ///
    /// - Parameter baselines: The name of each baseline, and its scores on the same rows.
    public func report(baselines: [(name: String, evaluation: RegressionEvaluation)] = []) -> String {
        let columns =
            [(name: "model", metrics: metrics)]
            + baselines.map { (name: $0.name, metrics: $0.evaluation.metrics) }
        let head = "\(counted(rowCount, "row", "rows")), \(counted(perTarget.count, "target", "targets"))\n"
        let parts = [head, ScoreTable.regression.text(columns)] + (perTarget.count > 1 ? [targetText] : [])
        return parts.joined(separator: "\n")
    }

    private var targetText: String {
        var table = TextTable(header: ["target", "RMSE", "MAE", "R²"])
        for (index, scores) in perTarget.enumerated() {
            let name = index < targetNames.count ? targetNames[index] : "target \(index)"
            table.rows.append([
                TextTable.label(name, limit: 24), NumberText.significant(scores.rmse),
                NumberText.significant(scores.mae), scores.r2.map { NumberText.fixed($0, places: 4) } ?? "-",
            ])
        }
        return table.text
    }
}

extension Evaluation {
    /// Returns the evaluation as text, next to those of baselines; baselines of the other task are left out.
    public func report(baselines: [(name: String, evaluation: Evaluation)] = []) -> String {
        switch self {
        case .classification(let evaluation):
            evaluation.report(
                baselines: baselines.compactMap { name, baseline in
                    guard case .classification(let other) = baseline else { return nil }
                    return (name: name, evaluation: other)
                })
        case .regression(let evaluation):
            evaluation.report(
                baselines: baselines.compactMap { name, baseline in
                    guard case .regression(let other) = baseline else { return nil }
                    return (name: name, evaluation: other)
                })
        case .multiLabel(let evaluation):
            evaluation.report(
                baselines: baselines.compactMap { name, baseline in
                    guard case .multiLabel(let other) = baseline else { return nil }
                    return (name: name, evaluation: other)
                })
        }
    }
}
