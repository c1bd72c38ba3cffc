import Backprop

/// What `train` has to say.
struct TrainReport {
    let table: Table
    let schema: Schema
    let choices: [Choice]
    let result: TrainingResult
    let evaluation: Evaluation
    let path: String

    /// For people.
    var text: String {
        var lines = [
            "\(table.source): \(table.rowCount) rows, \(table.columns.count) columns; \(table.format)",
            "\(schema.task.rawValue) of \(schema.targetNames.joined(separator: ", ")): \(schema.taskReason)",
        ]
        if !choices.isEmpty { lines += ["", "Chosen because nothing else was said:"] + choiceLines }
        lines += ["", "Network: \(model.network.text) — \(model.layout.count) parameters", ending, ""]
        lines.append(
            "On the rows it was trained on (new rows usually score lower; see backprop cross-validate):")
        lines += scoreLines
        lines += ["", "Model saved to \(path)"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// For programs.
    var json: JSONValue {
        JSONValue([
            "rows": JSONValue(model.provenance.rows),
            "parameters": JSONValue(model.layout.count),
            "epochs": JSONValue(model.provenance.epochs),
            "history": JSONValue(result.history.map(Self.json)),
            "metrics": JSONValue(metrics: evaluation.metrics),
            "model": JSONValue(path),
        ])
    }

    private var model: Model { result.model }

    private var ending: String {
        let last = result.history.last.map { "loss \(Number.short($0.loss))" } ?? "no epoch finished"
        switch result.ending {
        case .completed: return "Trained for \(result.history.count) epochs: \(last)"
        case .bestEpoch(let epoch, let run):
            return
                "Trained for \(run) epochs; the best on the validation rows was epoch \(epoch), and is kept"
        case .failed(let error): return "Training stopped: \(error)"
        }
    }

    private var choiceLines: [String] {
        let width = choices.map(\.setting.count).max() ?? 0
        return choices.map { choice in
            let setting = choice.setting.padding(to: width)
            return "  \(setting)  \(choice.value)  (\(choice.reason))"
        }
    }

    private var scoreLines: [String] {
        evaluation.metrics.prefix(4).map { "  \($0.name.padding(to: 20)) \(Number.short($0.value))" }
    }

    private static func json(_ report: EpochReport) -> JSONValue {
        var object: JSONValue = ["epoch": JSONValue(report.epoch), "loss": JSONValue(report.loss)]
        if let validation = report.validationLoss { object["validationLoss"] = JSONValue(validation) }
        return object
    }
}

extension JSONValue {
    /// An object of metrics in their order.
    init(metrics: [(name: String, value: Double)]) {
        self = [:]
        for (name, value) in metrics { self[name] = JSONValue(value) }
    }
}

extension String {
    /// The text with blanks behind it, up to a width.
    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
