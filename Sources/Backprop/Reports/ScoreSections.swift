/// Scores as tables and charts.
enum ScoreSections {
    /// Returns the scores of an evaluation with their keys, names and values as text.
    static func table(_ evaluation: Evaluation) -> ScoreTable { table(evaluation.task) }

    private static func table(_ task: LearningTask) -> ScoreTable {
        switch task {
        case .classification: .classification
        case .regression: .regression
        case .multiLabel: .multiLabel
        }
    }

    /// Returns a model's scores compared with those of the baselines.
    static func scores(
        _ evaluation: Evaluation, _ baselines: [NamedBaseline], _ comparison: BaselineComparison?
    ) -> [HTMLElement] {
        let table = table(evaluation)
        let rows = table.metrics.compactMap { metric -> [String]? in
            guard let value = evaluation[metric] else { return nil }
            return [metric.title, metric.text(value, digits: 5)]
                + baselines.map { $0.evaluation[metric].map { metric.text($0, digits: 5) } ?? "–" }
        }
        var elements: [HTMLElement] =
            (comparison.map { [.paragraph($0.sentence)] } ?? []) + [
                .table(headings: ["score", "model"] + baselines.map { "baseline: \($0.name)" }, rows: rows)
            ]
        let marks = shares(table) { metric in
            [evaluation[metric]] + baselines.map { $0.evaluation[metric] }
        }
        if let chart = chart(marks, intervals: [:], names: ["model"] + baselines.map(\.name)) {
            elements.append(.charts([chart]))
        }
        return elements
    }

    /// Returns the scores over all folds compared with the baselines.
    static func summaries(_ result: CrossValidation.Result) -> [HTMLElement] {
        guard let first = result.folds.first else { return [] }
        return summaries(
            table(first.evaluation), result.summaries, result.baselineSummaries,
            [result.comparison, result.linearComparison])
    }

    /// Returns the scores of rows that were held out compared with the baselines.
    static func summaries(_ scores: HeldOutScores) -> [HTMLElement] {
        summaries(
            table(scores.task), scores.summaries, scores.baselineSummaries,
            [scores.comparison, scores.linearComparison])
    }

    private typealias Summaries = [(metric: Metric, summary: Summary)]

    private static func summaries(
        _ table: ScoreTable, _ summaries: Summaries, _ baselines: [(baseline: String, summaries: Summaries)],
        _ comparisons: [BaselineComparison?]
    ) -> [HTMLElement] {
        func summary(_ metric: Metric) -> Summary? { summaries.first { $0.metric == metric }?.summary }
        func mean(_ index: Int, _ metric: Metric) -> Double? {
            baselines[index].summaries.first { $0.metric == metric }?.summary.mean
        }
        let rows = table.metrics.compactMap { metric -> [String]? in
            guard let found = summary(metric) else { return nil }
            let interval = found.confidenceInterval.map { bounded($0, metric) }
            return [
                metric.title, metric.text(found.mean, digits: 5),
                found.standardDeviation.map { metric.text($0, digits: 5) } ?? "–",
                interval.map {
                    "\(metric.text($0.lower, digits: 5)) to \(metric.text($0.upper, digits: 5))"
                } ?? "–",
            ] + baselines.indices.map { mean($0, metric).map { metric.text($0, digits: 5) } ?? "–" }
        }
        let headings =
            ["score", "mean", "deviation", "95 % interval of the mean"]
            + baselines.map { "baseline: \($0.baseline)" }
        let marks = shares(table) { metric in
            [summary(metric)?.mean] + baselines.indices.map { mean($0, metric) }
        }
        var intervals: [Metric: Summary.Interval] = [:]
        for metric in table.metrics {
            intervals[metric] = summary(metric)?.confidenceInterval.map { bounded($0, metric) }
        }
        let chart = chart(
            marks, intervals: intervals, names: ["model"] + baselines.map(\.baseline))
        let sentences = comparisons.compactMap(\.self).map { HTMLElement.paragraph($0.sentence) }
        return sentences + [.table(headings: headings, rows: rows)]
            + (chart.map { [.charts([$0])] } ?? [])
    }

    /// Returns the part of an interval that the metric can reach.
    private static func bounded(_ interval: Summary.Interval, _ metric: Metric) -> Summary.Interval {
        Summary.Interval(
            lower: max(interval.lower, metric.range.lowerBound),
            upper: min(interval.upper, metric.range.upperBound))
    }

    private typealias Marks = [(metric: Metric, values: [Double?])]

    /// Returns the scores that are shares to maximize, which can have one axis.
    private static func shares(_ table: ScoreTable, _ values: (Metric) -> [Double?]) -> Marks {
        table.metrics.compactMap { metric in
            let found = values(metric)
            return metric.isHigherBetter && found.first != .some(nil) ? (metric, found) : nil
        }
    }

    private static func chart(
        _ marks: Marks, intervals: [Metric: Summary.Interval], names: [String]
    ) -> HTMLChart? {
        guard !marks.isEmpty else { return nil }
        let lines = marks.map { mark in
            let values = mark.values.enumerated().compactMap { style, value in
                value.map { value in
                    SVGRowChart.Value(
                        value: value,
                        interval: style == 0 ? intervals[mark.metric].map { ($0.lower, $0.upper) } : nil,
                        style: style)
                }
            }
            // The model last, so that no other mark hides it.
            return (name: mark.metric.title, values: Array(values.reversed()))
        }
        let numbers = lines.flatMap { $0.values.flatMap { [$0.value, $0.interval?.lower ?? $0.value] } }
        // A model far worse than chance is clamped at the left end of the chart.
        let minimum = max(numbers.filter(ChartAxis.isDrawn).min() ?? 0, -1)
        let sentence =
            "Shares of 1; more is better. The model is compared with predictors that do not look at the features."
            + (intervals.isEmpty ? "" : " The line is the 95 % interval of the mean over the folds.")
        return HTMLChart(
            title: "Scores compared with baselines", sentence: sentence,
            svg: SVGRowChart(
                title: "Scores compared with baselines", description: sentence,
                axis: ChartAxis("score (share of 1)", covering: [min(minimum, 0), 1]), rows: lines,
                hasBars: false, legend: names
            ).svg, headings: [], rows: [])
    }
}

extension PermutationImportance {
    private static let maximumBarCount = 20

    /// The importances as a chart, the most important column first.
    var chart: HTMLChart {
        let shown = ranked.prefix(Self.maximumBarCount)
        let way = metric.isHigherBetter ? "falls" : "rises"
        let words = metric.title
        let left = columns.count - shown.count
        let sentence =
            "How far \(words) \(way) from \(NumberText.significant(score, digits: 4)) when a column is shuffled; the line is the deviation over the shuffles."
            + (left > 0 ? " \(left) columns that matter less are left out." : "")
        let rows = shown.map { column in
            let (mean, deviation) = (column.mean, column.standardDeviation)
            return (
                name: column.name,
                values: [
                    SVGRowChart.Value(
                        value: mean, interval: deviation > 0 ? (mean - deviation, mean + deviation) : nil)
                ]
            )
        }
        let ends = shown.flatMap {
            [$0.mean - $0.standardDeviation, $0.mean + $0.standardDeviation]
        }
        return HTMLChart(
            title: "Permutation importance", sentence: sentence,
            svg: SVGRowChart(
                title: "Permutation importance", description: sentence,
                axis: ChartAxis("\(words) \(way) by", covering: ends + [0]), rows: Array(rows),
                hasBars: true
            ).svg, headings: ["column", "importance", "deviation"],
            rows: ranked.map {
                [
                    $0.name, NumberText.significant($0.mean, digits: 4),
                    NumberText.significant($0.standardDeviation, digits: 4),
                ]
            })
    }
}
