import Backprop

/// The output of `train`.
struct TrainReport {
    let task: LearningTask
    let result: TrainingResult
    /// The scores on the training rows, or `nil` if training failed and the outputs are not finite.
    let scores: (model: Evaluation, baselines: [NamedBaseline])?
    /// The path of the model, if it was saved.
    let path: String?
    /// The memory and files used by streaming, if the data were streamed.
    let streaming: Streaming?

    /// Returns the text before the search for settings: the data.
    static func data(_ data: CommandData) -> String { data.lines.map { $0 + "\n" }.joined() }

    /// Returns the text about the model that a run continues, empty if there is none.
    static func start(_ model: Model?, _ path: String?) -> String {
        guard let model, let path else { return "" }
        let origin = model.provenance
        return
            "Continues \(path): \(model.network.text), trained on \(origin.rows) rows of \(origin.source)\n"
    }

    /// Returns the text before training: the columns, and the choices made by default.
    static func settings(
        _ data: CommandData, _ settings: PreprocessingSettings, choices: [Choice],
        continuing model: Preprocessor? = nil
    ) -> String {
        var lines: [String] = []
        if let model {
            lines += [""] + columns(of: model)
        } else if case .table(_, let schema) = data {
            lines += ["", schema.table(settings: settings, limit: 12)]
        }
        if !choices.isEmpty { lines += ["", "Chosen by default:"] + choiceLines(choices) }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The text after training.
    var text: String {
        var lines = [
            "", "Network:  \(model.network.text) (\(model.layout.count) parameters)", "Training: \(ending)",
        ]
        if model.isAverage {
            lines.append(
                "Average:  \(model.members.count) such networks, each trained from a seed of its own")
        }
        if let streaming { lines.append("Streamed: \(streaming.text)") }
        lines += heldOutLines + scoreLines
        if let path { lines += ["", "Model saved to \(path)"] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The report as JSON.
    var json: JSONValue {
        var object: JSONValue = [
            "rows": JSONValue(model.provenance.rows),
            "parameters": JSONValue(model.layout.count),
            "networks": JSONValue(model.members.count),
            "epochs": JSONValue(model.provenance.epochs),
            "history": JSONValue(result.history.map(Self.json)),
            "metrics": JSONValue(metrics: scores?.model.metrics ?? []),
            "model": path.map { JSONValue($0) } ?? .null,
        ]
        if let scores {
            object["positiveClass"] = scores.model.positiveClassLabel.map { JSONValue($0) }
            object["comparison"] =
                BaselineComparison(
                    scores.model, baselines: scores.baselines, by: model.recipe.comparedMetric)?.json
        }
        object["heldOut"] = result.heldOut.map(Self.json)
        object["continuation"] = result.continuation.map(json)
        if let preprocessor = model.preprocessor {
            object["droppedColumns"] = JSONValue(preprocessor.droppedColumns.map { JSONValue($0) })
            object["notices"] = JSONValue(preprocessor.notices.map { JSONValue($0) })
        }
        if let streaming { object["streaming"] = streaming.json }
        return object
    }

    private var model: Model { result.model }

    private var ending: String {
        let epochs = result.history.count == 1 ? "1 epoch" : "\(result.history.count) epochs"
        switch result.ending {
        case .completed:
            let searches = model.recipe.optimizer is any FullBatchOptimizer
            return "\(epochs), \(losses)\(searches ? "; not yet converged" : "")"
        case .bestEpoch(let epoch, let count):
            return "best epoch \(epoch) of \(count)\(validation(of: epoch)); its parameters are kept"
        case .converged(let outcome, _): return "\(epochs), \(losses); \(Self.reason(outcome))"
        case .interrupted: return "\(epochs), interrupted"
        case .failed: return "stopped in epoch \(result.history.count + 1)"
        }
    }

    /// Returns the value after an epoch of the metric that the run stopped by.
    private func validation(of epoch: Int) -> String {
        guard let metric = model.recipe.stopping.metric,
            let report = result.history.first(where: { $0.epoch == epoch }),
            let value = metric == .loss ? report.validationLoss : report.validationMetric
        else { return "" }
        return ", validation \(metric.name) \(NumberText.short(value))"
    }

    private static func reason(_ outcome: ConvergenceStatus) -> String {
        switch outcome {
        case .moved: "not yet converged"
        case .smallGradient: "converged: the gradient is as good as zero"
        case .smallImprovement: "converged: the loss no longer falls"
        case .noDescent: "ended: no lower loss is found"
        }
    }

    /// The losses of the first and the last epoch.
    private var losses: String {
        guard let first = result.history.first, let last = result.history.last else { return "no loss" }
        return "loss \(NumberText.short(first.loss)) in the first, \(NumberText.short(last.loss)) in the last"
    }

    private static func choiceLines(_ choices: [Choice]) -> [String] {
        let widths = (choices.map(\.setting.count).max() ?? 0, choices.map(\.value.count).max() ?? 0)
        return choices.map { choice in
            "  \(choice.setting.paddedRight(widths.0))  \(choice.value.paddedRight(widths.1))  \(choice.reason)"
        }
    }

    private var scoreLines: [String] {
        guard let scores else { return [] }
        if result.heldOut != nil || result.continuation != nil {
            let values = scores.model.metrics.filter { Metric.main(of: task).contains($0.metric) }
                .map { "\($0.metric.title) \(ScoreLines.text($0.value, $0.metric))" }
            return [""] + "On \(Self.rowsScored(by: model)): \(values.joined(separator: ", ")).".wrapped()
        }
        let comparison = BaselineComparison(
            scores.model, baselines: scores.baselines, by: model.recipe.comparedMetric)
        let lines = ScoreLines.lines(scores.model, baselines: scores.baselines, task: task)
        return [
            "", "On \(Self.rowsScored(by: model)) (expect less on new ones: see backprop cross-validate):",
        ] + lines.map { "  " + $0 } + (comparison.map { [""] + $0.sentence.wrapped() } ?? [])
    }

    private var heldOutLines: [String] {
        if scores != nil, let continuation = result.continuation { return continuationLines(continuation) }
        guard scores != nil, let heldOut = result.heldOut else { return [] }
        return ["", "On \(heldOut.rowsScored):"] + ScoreLines.lines(heldOut).map { "  " + $0 }
            + (heldOut.pooledNote.map { [""] + $0.wrapped() } ?? [])
            + ScoreLines.comparisons([heldOut.comparison, heldOut.linearComparison])
    }

    /// Returns a phrase for the rows on which a model was scored after training.
    static func rowsScored(by model: Model) -> String {
        let shares = [model.recipe.continuation?.heldOutShare, model.recipe.stopping.early?.share]
        let trained = shares.reduce(1) { $0 * (1 - ($1 ?? 0)) }
        guard trained < 1 else { return "the rows it was trained on" }
        return "all rows, \(trained > 0.5 ? "most" : "some") of which it was trained on"
    }

    /// Returns scores of held-out rows as JSON.
    private static func json(_ scores: HeldOutScores) -> JSONValue {
        var object: JSONValue = [
            "folds": JSONValue(scores.foldCount), "rows": JSONValue(scores.rowCount),
            "mean": JSONValue(meansOf: scores.summaries),
            "standardError": JSONValue(
                metrics: scores.summaries.compactMap { metric, summary in
                    summary.standardError.map { (metric, $0) }
                }),
            "baselines": JSONValue(meansOfEach: scores.baselineSummaries),
        ]
        object["comparison"] = scores.comparison?.json
        object["linearComparison"] = scores.linearComparison?.json
        return object
    }

    /// Returns the report of an epoch as JSON.
    static func json(_ report: EpochReport) -> JSONValue {
        var object: JSONValue = ["epoch": JSONValue(report.epoch), "loss": JSONValue(report.loss)]
        if let validation = report.validationLoss { object["validationLoss"] = JSONValue(validation) }
        if let metric = report.validationMetric { object["validationMetric"] = JSONValue(metric) }
        return object
    }
}

extension TrainReport {
    /// Returns the scores of a continued model before and after, one line each.
    private func continuationLines(_ scores: ContinuationScores) -> [String] {
        ["", "On \(scores.rowCount) rows held out of this run:"] + ScoreLines.lines(scores).map { "  " + $0 }
            + (scores.sentences.isEmpty ? [] : [""]) + scores.sentences.flatMap { $0.wrapped() }
    }

    /// Returns the scores of a continued model before and after as JSON.
    private func json(_ scores: ContinuationScores) -> JSONValue {
        var object: JSONValue = [
            "rows": JSONValue(scores.rowCount), "after": JSONValue(metrics: scores.after.metrics),
        ]
        object["model"] = (result.model.recipe.continuation?.model).map { JSONValue($0) }
        object["before"] = scores.before.map { JSONValue(metrics: $0.metrics) }
        object["comparison"] = scores.comparison?.json
        return object
    }
}

extension JSONValue {
    /// Creates an object of metrics in their order.
    init(metrics: [(metric: Metric, value: Double)]) {
        self.init(numbers: metrics.map { (name: $0.metric.rawValue, value: $0.value) })
    }

    /// Creates an object of the mean of each metric.
    init(meansOf summaries: [(metric: Metric, summary: Summary)]) {
        self.init(metrics: summaries.map { (metric: $0.metric, value: $0.summary.mean) })
    }

    /// Creates an object with the mean of each metric of each baseline.
    init(meansOfEach baselines: [(baseline: String, summaries: [(metric: Metric, summary: Summary)])]) {
        self = [:]
        for (name, summaries) in baselines { self[name] = JSONValue(meansOf: summaries) }
    }

    /// Creates an object of numbers by their names.
    init(numbers: [(name: String, value: Double)]) {
        self = [:]
        for (name, value) in numbers { self[name] = JSONValue(value) }
    }
}
