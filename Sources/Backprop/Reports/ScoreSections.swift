/// Scores as tables and charts.
enum ScoreSections {
    /// Returns the scores of an evaluation with their keys, names and values as text.
    static func table(_ evaluation: Evaluation) -> ScoreTable {
        switch evaluation {
        case .classification: .classification
        case .regression: .regression
        }
    }

    /// Returns a model's scores compared with those of the baselines.
    static func scores(_ evaluation: Evaluation, _ baselines: [NamedBaseline]) -> [HTMLElement] {
        let table = table(evaluation)
        let rows = table.names.compactMap { key, words -> [String]? in
            guard let value = evaluation[key] else { return nil }
            return [words, table.format(key, value)]
                + baselines.map { $0.evaluation[key].map { table.format(key, $0) } ?? "–" }
        }
        var elements: [HTMLElement] = [
            .table(headings: ["score", "model"] + baselines.map { "baseline: \($0.name)" }, rows: rows)
        ]
        let marks = shares(table) { key in
            [evaluation[key]] + baselines.map { $0.evaluation[key] }
        }
        if let chart = chart(marks, intervals: [:], names: ["model"] + baselines.map(\.name)) {
            elements.append(.charts([chart]))
        }
        return elements
    }

    /// Returns the scores over all folds compared with the baselines.
    static func summaries(_ result: CrossValidation.Result) -> [HTMLElement] {
        guard let first = result.folds.first else { return [] }
        let table = table(first.evaluation)
        let (summaries, baselines) = (result.summaries, result.baselineSummaries)
        func summary(_ key: String) -> Summary? { summaries.first { $0.name == key }?.summary }
        func mean(_ place: Int, _ key: String) -> Double? {
            baselines[place].summaries.first { $0.name == key }?.summary.mean
        }
        let rows = table.names.compactMap { key, words -> [String]? in
            guard let found = summary(key) else { return nil }
            let interval = found.confidenceInterval.map { bounded($0, key) }
            return [
                words, table.format(key, found.mean),
                found.standardDeviation.map { table.format(key, $0) } ?? "–",
                interval.map { "\(table.format(key, $0.lower)) to \(table.format(key, $0.upper))" } ?? "–",
            ] + baselines.indices.map { mean($0, key).map { table.format(key, $0) } ?? "–" }
        }
        let headings =
            ["score", "mean", "deviation", "95 % interval of the mean"]
            + baselines.map { "baseline: \($0.baseline)" }
        let marks = shares(table) { key in
            [summary(key)?.mean] + baselines.indices.map { mean($0, key) }
        }
        var intervals: [String: Summary.Interval] = [:]
        for (key, _) in table.names {
            intervals[key] = summary(key)?.confidenceInterval.map { bounded($0, key) }
        }
        let chart = chart(
            marks, intervals: intervals, names: ["model"] + baselines.map(\.baseline))
        return [.table(headings: headings, rows: rows)] + (chart.map { [.charts([$0])] } ?? [])
    }

    /// Returns the interval, limited to the range of the score.
    private static func bounded(_ interval: Summary.Interval, _ key: String) -> Summary.Interval {
        let lower: Double =
            switch key {
            case "matthewsCorrelation", "cohenKappa": -1
            case "r2", "explainedVariance": -.infinity
            default: 0
            }
        let upper: Double =
            Evaluation.isHigherBetter(key) == true || key == "calibrationError" ? 1 : .infinity
        return Summary.Interval(
            lower: max(interval.lower, lower), upper: min(interval.upper, upper))
    }

    private typealias Marks = [(key: String, words: String, values: [Double?])]

    /// Returns the scores that are shares to maximize, which can have one axis.
    private static func shares(_ table: ScoreTable, _ values: (String) -> [Double?]) -> Marks {
        table.names.compactMap { key, words in
            let isShare = Evaluation.isHigherBetter(key) == true
            let found = values(key)
            return isShare && found.first != .some(nil) ? (key, words, found) : nil
        }
    }

    private static func chart(
        _ marks: Marks, intervals: [String: Summary.Interval], names: [String]
    ) -> HTMLChart? {
        guard !marks.isEmpty else { return nil }
        let lines = marks.map { mark in
            let values = mark.values.enumerated().compactMap { look, value in
                value.map { value in
                    SVGRowChart.Value(
                        value: value,
                        interval: look == 0 ? intervals[mark.key].map { ($0.lower, $0.upper) } : nil,
                        look: look)
                }
            }
            // The model last, so that no other mark hides it.
            return (name: mark.words, values: Array(values.reversed()))
        }
        let numbers = lines.flatMap { $0.values.flatMap { [$0.value, $0.interval?.lower ?? $0.value] } }
        // A model far worse than chance is clamped at the left end of the chart.
        let least = max(numbers.filter(ChartAxis.isDrawn).min() ?? 0, -1)
        let sentence =
            "Shares of 1, of which more is better: the model beside what predictors reach that look at nothing."
            + (intervals.isEmpty ? "" : " The line is the 95 % interval of the mean over the folds.")
        return HTMLChart(
            title: "Scores beside baselines", sentence: sentence,
            svg: SVGRowChart(
                title: "Scores beside baselines", description: sentence,
                axis: ChartAxis("score (share of 1)", covering: [min(least, 0), 1]), rows: lines,
                hasBars: false, legend: names
            ).svg, headings: [], rows: [])
    }
}

extension ScoreTable {
    /// Returns the name of a metric in text.
    static func words(_ key: String) -> String {
        (classification.names + regression.names).first { $0.key == key }?.text ?? key
    }
}

extension PermutationImportance {
    private static let mostBars = 20

    /// The importances as a chart, the most important column first.
    var chart: HTMLChart {
        let shown = ranked.prefix(Self.mostBars)
        let way = Evaluation.isHigherBetter(metric) == false ? "rises" : "falls"
        let words = ScoreTable.words(metric)
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
        let reach = shown.flatMap {
            [$0.mean - $0.standardDeviation, $0.mean + $0.standardDeviation]
        }
        return HTMLChart(
            title: "Permutation importance", sentence: sentence,
            svg: SVGRowChart(
                title: "Permutation importance", description: sentence,
                axis: ChartAxis("\(words) \(way) by", covering: reach + [0]), rows: Array(rows),
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
