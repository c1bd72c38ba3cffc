import Backprop

/// The report of `cross-validate`.
struct CrossValidationReport {
    /// The description of the data, in lines.
    let data: [String]
    let task: LearningTask
    let recipe: Recipe
    let split: String
    let choices: [Choice]
    let result: CrossValidation.Result
    /// Whether scores count every row by the weight of its class, too.
    var weightsClassesInScores = false
    /// Whether importance was requested; a page may have measured it without.
    var hasImportance = true

    private static let maximumFoldCount = 20

    /// The report as text.
    var text: String {
        var lines = data
        lines.append("Network:  \(networks)")
        let unfinished = result.trainedCount == 0 ? ", unfinished" : ""
        lines.append("Folds:    \(result.folds.count), \(split), seed \(recipe.seed)\(unfinished)")
        if let classWeightLine { lines.append(classWeightLine) }
        lines += defaultLines
        lines +=
            [""] + foldLines + [""] + summaryLines + pooledLines + noteLines + comparisonLines + unseenLines
        lines += hasImportance ? result.importance?.lines ?? [] : []
        return lines.joined(separator: "\n") + "\n"
    }

    /// The layers, and the alternatives that each fold may choose.
    private var networks: String {
        let alternatives = recipe.selection?.networkTexts(endingIn: recipe.network.layers.last) ?? []
        return ([recipe.network.text] + alternatives).joined(separator: ";\n          or ")
    }

    /// The weighting of classes in training, and whether scores follow it.
    private var classWeightLine: String? {
        guard recipe.preprocessing.classWeighting != .none else { return nil }
        return "Classes:  weighted in training, "
            + (weightsClassesInScores ? "and in the scores alike" : "every row alike in the scores")
    }

    /// The settings that were chosen by default, as many per line as fit.
    private var defaultLines: [String] {
        var lines: [String] = []
        for choice in choices where choice.setting != "layers" {
            let text = "\(choice.setting) \(choice.value)"
            if let last = lines.last, last.count + text.count < 96 {
                lines[lines.count - 1] = last + "; " + text
            } else {
                lines.append((lines.isEmpty ? "Default:  " : "          ") + text)
            }
        }
        return lines
    }

    /// The report as JSON.
    var json: JSONValue {
        let summaries = result.summaries
        var object: JSONValue = [
            "folds": JSONValue(result.folds.map(Self.json)),
            "mean": JSONValue(meansOf: summaries),
            "standardDeviation": JSONValue(
                metrics: summaries.compactMap { metric, summary in
                    summary.standardDeviation.map { (metric: metric, value: $0) }
                }),
            "baseline": result.baselineSummaries.first.map { JSONValue(meansOf: $0.summaries) } ?? [:],
            "baselines": JSONValue(meansOfEach: result.baselineSummaries),
        ]
        object["positiveClass"] = result.folds.first?.evaluation.positiveClassLabel.map { JSONValue($0) }
        object["comparison"] = result.comparison?.json
        object["linearComparison"] = result.linearComparison?.json
        object["pooled"] = result.pooled.map { JSONValue(metrics: $0.metrics) }
        if hasImportance, let importance = result.importance { object["importance"] = importance.json }
        return object
    }

    /// Returns a fold's scores and row numbers as JSON, so that another program can be tried on the same folds.
    private static func json(_ fold: CrossValidation.FoldResult) -> JSONValue {
        var object = JSONValue(metrics: fold.evaluation.metrics)
        object["testRows"] = JSONValue(fold.testRows.map { JSONValue($0) })
        object["input"] = fold.report.json
        if !fold.droppedColumns.isEmpty {
            object["droppedColumns"] = JSONValue(fold.droppedColumns.map { JSONValue($0) })
        }
        object["network"] = JSONValue(fold.network.text)
        if fold.isUnfinished { object["unfinishedAfterEpochs"] = JSONValue(fold.history.count) }
        if let decay = fold.weightDecay { object["weightDecay"] = JSONValue(decay) }
        if fold.preprocessing.scaling != .standard {
            object["scale"] = JSONValue(fold.preprocessing.scaling.rawValue)
        }
        if fold.preprocessing.targetScaling != .standard {
            object["scaleTargets"] = JSONValue(fold.preprocessing.targetScaling.rawValue)
        }
        return object
    }

    /// The metrics that are defined and meaningful in at least one fold.
    private var metrics: [Metric] {
        let defined = Set(result.summaries.map(\.metric))
        return Metric.main(of: task).filter {
            defined.contains($0) && (!foldsAreRows || Self.metricsOfRows.contains($0))
        }
    }

    /// The metrics that are defined for a single row; their mean over the folds is the metric of all rows.
    private static let metricsOfRows: Set<Metric> = [.accuracy, .logLoss, .mae]

    /// Whether each fold tests one row.
    private var foldsAreRows: Bool { result.folds.allSatisfy { $0.evaluation.rowCount == 1 } }

    /// The lines of scores that only many rows have, for folds of one row.
    private var pooledLines: [String] {
        guard foldsAreRows, let pooled = result.pooled else { return [] }
        let pooledMetrics = Metric.main(of: task).filter {
            !Self.metricsOfRows.contains($0) && pooled[$0] != nil
        }
        let grid = TextGrid(rows: pooledMetrics.map { [$0.title, ScoreLines.text(pooled[$0], $0)] })
        return ["", "of all rows together, each predicted by its fold's model"] + grid.lines
    }

    private var foldLines: [String] {
        let decay = recipe.selection == nil ? [] : ["decay"]
        let alternatives = recipe.selection?.networkTexts(endingIn: recipe.network.layers.last) ?? []
        let layers = alternatives.isEmpty ? [] : ["layers"]
        let (scalings, scalingTitles) = scalingColumns
        var grid = TextGrid(
            rows: [["fold", "rows", "epochs"] + layers + decay + scalingTitles + metrics.map(\.title)])
        for (index, fold) in result.folds.prefix(Self.maximumFoldCount).enumerated() {
            let scores = metrics.map { ScoreLines.text(fold.evaluation[$0], $0) }
            grid.rows.append(
                ["\(index + 1)", "\(fold.evaluation.rowCount)", "\(fold.epochs)"]
                    + layers.map { _ in Self.hiddenWidths(fold.network) }
                    + decay.map { _ in fold.weightDecay.map { "\($0)" } ?? "-" }
                    + scalings.map { $0(fold.preprocessing) } + scores)
        }
        let more = result.folds.count - Self.maximumFoldCount
        return grid.lines + (more > 0 ? ["… and \(more) more"] : [])
    }

    /// Returns the units of the hidden layers, such as `32, 32`.
    private static func hiddenWidths(_ network: Network) -> String {
        network.layers.dropLast().compactMap { ($0 as? Dense).map { "\($0.units)" } }.joined(separator: ", ")
    }

    /// The scalings that each fold chooses, and their titles.
    private var scalingColumns: ([(PreprocessingSettings) -> String], [String]) {
        var columns: [((PreprocessingSettings) -> String, String)] = []
        if recipe.selection?.scalings.isEmpty == false {
            columns.append(({ $0.scaling.rawValue }, "scale"))
        }
        if recipe.selection?.targetScalings.isEmpty == false {
            columns.append(({ $0.targetScaling.rawValue }, "target"))
        }
        if recipe.selection?.variants.contains(where: { $0.bins != nil }) == true {
            columns.append(({ $0.bins.map { "\($0)" } ?? "0" }, "bins"))
        }
        return (columns.map(\.0), columns.map(\.1))
    }

    private var summaryLines: [String] {
        let baselines = result.baselineSummaries
        var grid = TextGrid(
            rows: [["", "mean", "deviation", "95 % interval"] + baselines.map { heading($0.baseline) }])
        for metric in metrics {
            guard let summary = result[metric] else {
                continue
            }
            let baselineMeans = baselines.map { baseline in
                baseline.summaries.first { $0.metric == metric }?.summary.mean
            }
            grid.rows.append(
                [
                    metric.title, ScoreLines.text(summary.mean, metric),
                    ScoreLines.text(summary.standardDeviation, metric), interval(summary, metric),
                ] + baselineMeans.map { ScoreLines.text($0, metric) })
        }
        return grid.lines
    }

    /// The sentence about scores of all rows together.
    private var noteLines: [String] {
        guard !foldsAreRows, let note = result.pooledNote else { return [] }
        return [""] + note.wrapped()
    }

    /// The sentences that compare with the baseline and with a linear model.
    private var comparisonLines: [String] {
        ScoreLines.comparisons([result.comparison, result.linearComparison])
    }

    /// Returns a baseline's heading, which must differ from “mean”, the heading of the mean over the folds.
    private func heading(_ baseline: String) -> String {
        ["mean", "median"].contains(baseline) ? "always the \(baseline)" : baseline
    }

    /// The missing values and unseen categories of the test rows, which the folds' training rows did not have.
    private var unseenLines: [String] {
        let reports = result.folds.map(\.report)
        let filled = reports.reduce(0) { $0 + $1.filledCount }
        let unseen = reports.reduce(0) { $0 + $1.unseenCount }
        let parts = [
            filled == 0 ? nil : "\(filled) missing \(filled == 1 ? "value" : "values") filled in",
            unseen == 0
                ? nil : "\(unseen) \(unseen == 1 ? "category" : "categories") not seen in training",
        ].compactMap { $0 }
        return parts.isEmpty ? [] : ["", "In the rows tested: \(parts.joined(separator: ", "))"]
    }

    /// Returns the confidence interval of the mean, limited to the metric's range.
    private func interval(_ summary: Summary, _ metric: Metric) -> String {
        guard let interval = summary.confidenceInterval else { return "-" }
        let lower = max(interval.lower, metric.range.lowerBound)
        let upper = min(interval.upper, metric.range.upperBound)
        return "\(ScoreLines.text(lower, metric)) to \(ScoreLines.text(upper, metric))"
    }
}
