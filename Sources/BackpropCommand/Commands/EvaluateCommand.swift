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

    @Option(help: "List this many of the rows that were predicted worst.")
    var worst: Int?

    func run() throws {
        let model = try Model(contentsOf: model)
        let table = try data.read()
        let predictions = try model.predict(table, threads: threads.count)
        for notice in predictions.notices { Console.warning(notice) }
        let evaluation = try model.evaluate(predictions, on: table)
        let baseline = try model.baseline(training: table, test: table)
        try output.show(
            json: [
                "rows": JSONValue(evaluation.rowCount), "metrics": JSONValue(metrics: evaluation.metrics),
            ],
            text: evaluation.report(baselines: [(name: baselineName(baseline), evaluation: baseline)])
                + worstText(model, predictions, table))
    }

    private func baselineName(_ evaluation: Evaluation) -> String {
        switch evaluation {
        case .classification: "most frequent class"
        case .regression: "mean"
        }
    }

    private func worstText(_ model: Model, _ predictions: Predictions, _ table: Table) throws -> String {
        guard let worst, worst > 0 else { return "" }
        let rows = try model.worstRows(predictions, on: table, count: worst)
        var lines = ["", "Worst predicted rows:"]
        for row in rows {
            lines.append(
                "  line \(table.line(ofRow: row.row)): predicted \(row.predicted), is \(row.truth) (\(row.measure))"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
