import Backprop

/// What `cross-validate` has to say.
struct CrossValidationReport {
    let table: Table
    let schema: Schema
    let recipe: Recipe
    let choices: [Choice]
    let result: CrossValidation.Result

    /// For people.
    var text: String {
        let main = schema.task == .classification ? ["accuracy", "macroF1"] : ["r2", "rmse"]
        var lines = [
            "\(table.source): \(table.rowCount) rows, \(result.folds.count) folds",
            "Network: \(recipe.network.text)", "",
            row("fold", ["rows"] + main + ["baseline"]),
        ]
        for (index, fold) in result.folds.enumerated() {
            let scores = main.map { Self.score(fold.evaluation[$0]) }
            lines.append(
                row(
                    "\(index + 1)",
                    ["\(fold.evaluation.rowCount)"] + scores + [Self.score(fold.baseline[main[0]])]))
        }
        lines += ["", "mean over the folds, with the 95 % interval of the mean; beside it the baseline:"]
        lines += summaryLines
        return lines.joined(separator: "\n") + "\n"
    }

    /// For programs.
    var json: JSONValue {
        let summaries = result.summaries
        return [
            "folds": JSONValue(result.folds.map { JSONValue(metrics: $0.evaluation.metrics) }),
            "mean": JSONValue(metrics: summaries.map { (name: $0.name, value: $0.summary.mean) }),
            "standardDeviation": JSONValue(
                metrics: summaries.compactMap { name, summary in
                    summary.standardDeviation.map { (name: name, value: $0) }
                }),
            "baseline": JSONValue(
                metrics: result.baselineSummaries.map { (name: $0.name, value: $0.summary.mean) }),
        ]
    }

    private var summaryLines: [String] {
        let baselines = result.baselineSummaries
        return result.summaries.map { name, summary in
            let interval = summary.confidenceInterval.map {
                "[\(Number.short($0.lower)), \(Number.short($0.upper))]"
            }
            let baseline = baselines.first { $0.name == name }.map { Number.short($0.summary.mean) }
            let mean = Number.short(summary.mean).padding(to: 8)
            return "  \(name.padding(to: 20)) \(mean) \((interval ?? "").padding(to: 20)) \(baseline ?? "")"
        }
    }

    private func row(_ first: String, _ cells: [String]) -> String {
        "  " + first.padding(to: 5) + cells.map { $0.padding(to: 12) }.joined()
    }

    private static func score(_ value: Double?) -> String {
        value.map { Number.fixed($0, 4) } ?? "-"
    }
}
