/// A page about a search: the trials and their scores, the winner and its training, the search space, the data and
/// the recipe.
public struct TuningReport: Sendable {
    let result: TuningResult
    let schema: Schema

    /// The winner's training on all rows, or `nil` if there was none.
    public var training: TrainingResult?

    /// Whether the saved model averages the trials of ``TuningResult/averaged``.
    public var isOfAverage = false

    /// The recipe and the commands that reproduce the result.
    public var origin = ReportOrigin()

    /// The maximum number of trials with a line of their own.
    private static let maximumTrialCount = 100

    /// Creates the report.
    ///
    /// - Parameters:
    ///   - result: The result of the search.
    ///   - schema: The roles and kinds of the columns.
    public init(_ result: TuningResult, schema: Schema) { (self.result, self.schema) = (result, schema) }

    /// The page.
    public var page: HTMLReport {
        let target = schema.targetNames.map { TextTable.label($0, limit: 40) }.joined(separator: ", ")
        let chart = TuningChart(result: result).chart
        var sections = [
            HTMLSection("Winner", winner),
            HTMLSection("Trials", (chart.map { [.charts([$0])] } ?? []) + [leaderboard]),
        ]
        if let training {
            let charts = TrainingCharts([training.history], recipe: result.winner.recipe).charts
            sections.append(HTMLSection("Training of the winner on all rows", [.charts(charts)]))
        }
        sections.append(HTMLSection("What was searched", [space]))
        sections.append(schema.section(treatedBy: result.winner.recipe.preprocessing))
        if let origin = origin.section { sections.append(origin) }
        return HTMLReport(
            title: "Settings to predict \(target) with", summary: summary, sections: sections)
    }

    private var again: Int { result.trials.filter { $0.finalScore != nil }.count }

    private var summary: String {
        """
        \(counted(result.trials.count, "recipe", "recipes")), scored by cross-validation: every row is predicted by \
        a network that was not trained on it. The best were scored again by other folds, \
        \(counted(again, "recipe", "recipes")) in all, since the best of many noisy scores is too good. They are \
        ranked by their gain there over the default recipe, less half the standard error of that gain.
        """
    }

    private var winner: [HTMLElement] {
        let winner = result.winner
        var rows = [row(winner, name: "trial \(winner.number)")]
        if let defaultTrial = result.defaultTrial, winner.number != defaultTrial.number {
            rows.append(row(defaultTrial, name: "chosen by default"))
        }
        if let score = result.averageScore { rows.append(row(score, name: "the mean of both")) }
        let outline = training.flatMap { NetworkOutline(winner.recipe.network, input: $0.model.inputShape) }
        let mean =
            isOfAverage
            ? " The model saved averages the predictions of this network and of the one chosen by default, both trained on all rows. If two networks that differ are both good, their mean is mostly better than either on new rows. Compared with the mean's score, the winner's is a little too good, since it won by these folds."
            : ""
        return [
            .paragraph("\(winner.recipe.network.text). \(sentence(winner))\(mean)"),
            .table(headings: ["", metric, "spread", plain, "folds"], rows: rows),
        ] + (outline.map { [.charts([$0.chart])] } ?? [])
    }

    private func sentence(_ trial: TuningResult.Trial) -> String {
        trial.number == 1
            ? "No trial was better than the default recipe."
            : "Its drawn settings: \(result.drawn(of: trial))."
    }

    private func row(_ trial: TuningResult.Trial, name: String) -> [String] {
        row(trial.rankedScore, name: name)
    }

    private func row(_ score: TrialScore, name: String) -> [String] {
        [
            name, number(score.summary?.mean), number(score.summary?.standardDeviation),
            number(score.plainSummary?.mean), "\(score.scores.count)",
        ]
    }

    private func number(_ value: Double?) -> String {
        value.map { NumberText.significant($0, digits: 4) } ?? "–"
    }

    private var metric: String { result.metricWords }
    private var plain: String { Metric.headline(of: schema.task).title }

    private var leaderboard: HTMLElement {
        let rows = result.trials.prefix(Self.maximumTrialCount).enumerated().map { index, trial in
            let score = trial.rankedScore
            return [
                "\(index + 1)", "\(trial.number)", number(score.summary?.mean),
                number(score.summary?.standardDeviation), number(score.plainSummary?.mean), "\(trial.epochs)",
                trial.finalScore == nil ? "" : "again",
                trial.number == 1 ? "as chosen by default" : result.drawn(of: trial),
            ]
        }
        let left = result.trials.count - Self.maximumTrialCount
        return .details(
            left > 0 ? "The best \(Self.maximumTrialCount) of \(result.trials.count) trials" : "Each trial",
            [
                .table(
                    headings: ["rank", "trial", metric, "spread", plain, "epochs", "scored", "settings"],
                    rows: rows)
            ])
    }

    private var space: HTMLElement {
        .table(
            headings: ["key", "values", "if"],
            rows: result.space.dimensions.map { dimension in
                let condition = dimension.condition.map { "\($0.name) is \($0.value)" } ?? ""
                return [dimension.name, "\(dimension.values)", condition]
            })
    }
}

extension TuningResult {
    /// Returns the drawn settings of a trial, without those that all trials share: `width 16, batch-size 32`.
    package func drawn(of trial: Trial) -> String {
        trial.settings.filter { !space.dimensions[$0.index].values.isFixed }.map(\.description)
            .joined(separator: ", ")
    }

    /// The metric of the search, in words.
    fileprivate var metricWords: String { metric.title }
}

/// The scores of all trials, in the order of their draws.
struct TuningChart {
    let result: TuningResult

    /// The chart, or `nil` if no trial has a score.
    var chart: HTMLChart? {
        let scored = result.trials.filter { $0.score.summary != nil }.sorted { $0.number < $1.number }
        guard !scored.isEmpty else { return nil }
        let rungs = Set(scored.map(\.rung)).sorted()
        let series = rungs.enumerated().map { style, rung in
            SVGChart.Series(
                name: name(of: rung, scored), form: .marks,
                points: scored.filter { $0.rung == rung }.map(point), style: style)
        }
        let defaultTrial = scored.first { $0.number == 1 }.map(point)
        let x = ChartAxis("trial", countingTo: scored.last?.number ?? 1)
        let reference = defaultTrial.map {
            [
                SVGChart.Series(
                    name: "by default", form: .reference, points: [(x.lower, $0.y), (x.upper, $0.y)])
            ]
        }
        let sentence =
            "The \(result.metricWords) of each trial over the folds of the search; \(result.metric.isHigherBetter ? "more" : "less") is better. Most trials are trained for few epochs, and those that do well for more. Values far off are drawn at the edge."
        return HTMLChart(
            title: "Scores of the trials", sentence: sentence,
            svg: SVGChart(
                title: "Scores of the trials", description: sentence, x: x,
                y: ChartAxis(result.metricWords, covering: drawn(scored.map { point($0).y })),
                series: (reference ?? []) + series
            ).svg, headings: ["trial", result.metricWords, "epochs"],
            rows: scored.map {
                ["\($0.number)", NumberText.significant(point($0).y, digits: 4), "\($0.epochs)"]
            })
    }

    private func point(_ trial: TuningResult.Trial) -> (x: Double, y: Double) {
        (Double(trial.number), trial.score.summary?.mean ?? 0)
    }

    /// Returns the scores limited to four times the median's distance from the best, since very bad trials would
    /// leave no room for the others.
    private func drawn(_ scores: [Double]) -> [Double] {
        let isHigherBetter = result.metric.isHigherBetter
        let sorted = isHigherBetter ? scores.sorted(by: >) : scores.sorted()
        guard let best = sorted.first else { return [] }
        let limit = 4 * abs(sorted[sorted.count / 2] - best)
        return scores.filter { abs($0 - best) <= limit }
    }

    private func name(of rung: Int, _ trials: [TuningResult.Trial]) -> String {
        let shares = trials.filter { $0.rung == rung && $0.recipe.epochs > 0 }
        guard let one = shares.first(where: { $0.number > 1 }) ?? shares.first else { return "" }
        let share = max(1, one.recipe.epochs / max(1, one.epochs))
        return share == 1 ? "all epochs" : "about 1/\(share) of the epochs"
    }
}
