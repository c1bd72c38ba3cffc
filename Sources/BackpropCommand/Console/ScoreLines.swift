import Backprop

/// The metrics that reports for people show; JSON has all of them.
enum ScoreLines {
    /// Returns a model's scores next to the baselines' scores, one line each.
    static func lines(_ evaluation: Evaluation, baselines: [NamedBaseline], task: LearningTask) -> [String] {
        var grid = TextGrid(rows: [["", "model"] + baselines.map(\.name)])
        for metric in Metric.main(of: task) {
            guard let value = evaluation[metric] else { continue }
            grid.rows.append(
                [metric.title, text(value, metric)]
                    + baselines.map { text($0.evaluation[metric], metric) })
        }
        return grid.lines
    }

    /// Returns the scores of held-out rows with their standard errors next to the baselines' scores, one line each.
    static func lines(_ scores: HeldOutScores) -> [String] {
        let hasErrors = scores.foldCount > 1
        let baselines = scores.baselineSummaries
        var grid = TextGrid(
            rows: [["", "model"] + (hasErrors ? ["± error"] : []) + baselines.map(\.baseline)])
        for (metric, summary) in scores.summaries {
            let baselineMeans = baselines.map { baseline in
                baseline.summaries.first { $0.metric == metric }?.summary.mean
            }
            grid.rows.append(
                [metric.title, text(summary.mean, metric)]
                    + (hasErrors ? [text(summary.standardError, metric)] : [])
                    + baselineMeans.map { text($0, metric) })
        }
        return grid.lines
    }

    /// Returns a model's scores before and after it continued to learn, next to the baselines' scores, one line each.
    static func lines(_ scores: ContinuationScores) -> [String] {
        let before = scores.before.map { [("before", $0)] } ?? []
        let columns = before + [("after", scores.after)] + scores.baselines.map { ($0.name, $0.evaluation) }
        var grid = TextGrid(rows: [[""] + columns.map(\.0)])
        for metric in Metric.main(of: scores.after.task) where scores.after[metric] != nil {
            grid.rows.append([metric.title] + columns.map { text($0.1[metric], metric) })
        }
        return grid.lines
    }

    /// Returns the sentences of comparisons after an empty line, or nothing if there are none.
    static func comparisons(_ comparisons: [BaselineComparison?]) -> [String] {
        let lines = comparisons.compactMap(\.self).flatMap { $0.sentence.wrapped() }
        return lines.isEmpty ? [] : [""] + lines
    }

    /// Returns a score as text, or a dash if there is none.
    static func text(_ value: Double?, _ metric: Metric) -> String {
        value.map { metric.text($0) } ?? "-"
    }
}
