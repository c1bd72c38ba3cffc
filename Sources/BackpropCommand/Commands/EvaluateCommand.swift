import ArgumentParser
import Backprop

/// Scores a model on a table that holds the truth.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Score a model on rows whose target is known.",
        discussion: """
            Example:
              backprop evaluate iris.safetensors more-flowers.csv
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @OptionGroup(title: "Data") var data: DataOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("List this many of the rows that were predicted worst.", valueName: "rows"))
    var worst: Int?

    func validate() throws {
        if let worst, worst < 1 { throw ValidationError("--worst is at least 1, not \(worst)") }
    }

    func run() throws {
        let model = try Model(contentsOf: model)
        let table = try data.read()
        let predictions = try model.predict(table, threads: threads.count)
        Notices.show(table, predictions)
        let evaluation = try model.evaluate(predictions, on: table)
        let worst = try worst.map { try model.worstRows(predictions, on: table, count: $0) }
        if output.json {
            try output.show(json: json(evaluation, worst, table), text: "")
        } else {
            let baseline = try model.baseline(training: table, test: table)
            let name = Scores.baselineName(baseline.task)
            let report = evaluation.report(baselines: [(name: name, evaluation: baseline)])
            try output.show(json: .null, text: report + worstText(worst, table))
        }
    }

    private func json(_ evaluation: Evaluation, _ worst: [Model.BadPrediction]?, _ table: Table) -> JSONValue
    {
        var metrics = JSONValue(metrics: evaluation.metrics)
        if case .classification(let evaluation) = evaluation {
            metrics["perClass"] = evaluation.perClassJSON
            metrics["confusionMatrix"] = evaluation.confusionJSON
        }
        var object: JSONValue = ["rows": JSONValue(evaluation.rowCount), "metrics": metrics]
        object["worst"] = worst.map { rows in
            JSONValue(
                rows.map { row in
                    [
                        "line": JSONValue(table.line(ofRow: row.row)), "prediction": JSONValue(row.predicted),
                        "truth": JSONValue(row.truth),
                    ]
                })
        }
        return object
    }

    private func worstText(_ worst: [Model.BadPrediction]?, _ table: Table) -> String {
        guard let worst else { return "" }
        var grid = Grid(rows: [["line", "predicted", "truth", ""]])
        for row in worst {
            grid.rows.append(["\(table.line(ofRow: row.row))", row.predicted, row.truth, row.measure])
        }
        return (["", "worst predicted rows"] + grid.lines).joined(separator: "\n") + "\n"
    }
}

extension Evaluation {
    /// What was predicted.
    var task: LearningTask {
        switch self {
        case .classification: .classification
        case .regression: .regression
        }
    }
}

extension ClassificationEvaluation {
    /// The scores of each class; those that are undefined are null.
    fileprivate var perClassJSON: JSONValue {
        func json(_ value: Double?) -> JSONValue { value.map { JSONValue($0) } ?? .null }
        return JSONValue(
            zip(classLabels, perClass).map { label, scores in
                [
                    "label": JSONValue(label), "precision": json(scores.precision),
                    "recall": json(scores.recall), "f1": json(scores.f1),
                    "rows": JSONValue(count: scores.support),
                ]
            })
    }

    /// A list for each true class: how many of its rows were predicted as each class.
    fileprivate var confusionJSON: JSONValue {
        let classes = 0..<confusionMatrix.classCount
        return JSONValue(
            classes.map { truth in
                JSONValue(classes.map { JSONValue(count: confusionMatrix[truth: truth, predicted: $0]) })
            })
    }
}

extension JSONValue {
    /// A number of rows: whole, unless weights made it a fraction.
    fileprivate init(count: Double) {
        self = Int(exactly: count).map { JSONValue($0) } ?? JSONValue(count)
    }
}
