import ArgumentParser
import Backprop

/// The command that explains predictions for rows, or what a model's predictions depend on.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain predictions for rows, or what predictions depend on.",
        discussion: """
            For a row it shows how far each column moves the prediction away from the average one, as Shapley \
            values. The amounts sum to the difference. Without --row it shows the importance of the columns, the \
            mean prediction for the values of the most important ones, and which of them interact.

            Examples:
              backprop explain iris.safetensors iris.csv --row 3
              backprop explain iris.safetensors new.csv --row 1,2 --background iris.csv -o why.html
              backprop explain iris.safetensors iris.csv
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Explanation") var options: ExplanationOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write the explanation to as one HTML page.", valueName: "file"))
    var destination: String?

    @OptionGroup var earlier: HistoryOptions

    /// The maximum number of rows for the importance of columns.
    private static let maximumImportanceRowCount = 2000

    func run() throws {
        if let destination {
            try OutputGuard.prepare(
                output: destination, against: [self.model, data.data, options.background, earlier.history])
        }
        let model = try data.reading.continuing(earlier.history, Model(contentsOf: model))
        let outputs = try model.explainedOutputs(ofClass: options.label, target: options.target)
        let table = try data.read(for: model)
        if let rows = options.row {
            try explain(rows, of: table, model, outputs)
        } else {
            try explain(model, table, outputs)
        }
    }

    private func explain(
        _ rows: [Int], of table: Table, _ model: Model, _ outputs: [ExplainedOutput]
    ) throws {
        let background = try options.background.map { try data.reading.table($0, for: model) }
        let hasChoice = options.label != nil || options.target != nil
        let found = try model.explanations(
            ofRows: rows.map { $0 - 1 }, of: table, background: background,
            output: hasChoice ? outputs.first : nil, settings: options.settings, threads: threads.count)
        try write(RowExplanation.page(found, target: target(of: model), origin: origin))
        let report = RowExplanationReport(rows: found)
        try output.show(json: report.json, text: report.text)
    }

    private func explain(_ model: Model, _ table: Table, _ outputs: [ExplainedOutput]) throws {
        let importance = importance(of: model, on: table)
        let found = try model.explanation(
            on: table, columns: importance?.explainedColumns, outputs: outputs, seed: options.seed ?? 1,
            threads: threads.count)
        try write(found.page(target: target(of: model), importance: importance, origin: origin))
        let report = ModelExplanationReport(explanation: found, importance: importance)
        try output.show(json: try report.json, text: report.text)
    }

    /// Returns the importance of the columns, or `nil` with a message if it cannot be measured.
    private func importance(of model: Model, on table: Table) -> PermutationImportance? {
        do {
            let rows = try EvaluateCommand.rowsWithTargets(of: table, model) as? Table ?? table
            let sample = rows.selectingRows(
                ExplanationSettings.sample(
                    of: rows.rowCount, maximum: Self.maximumImportanceRowCount, seed: options.seed ?? 1))
            let metric: Metric =
                switch model.preprocessor?.task {
                case .regression: .rmse
                case .multiLabel: .logLoss
                case .classification, nil: .accuracy
                }
            let settings = PermutationSettings(metric: metric, seed: options.seed ?? 1)
            return try model.importance(on: sample, settings, threads: threads.count)
        } catch {
            Console.message(
                "importance is not measured, so the columns with the largest effects come first: \(error)")
            return nil
        }
    }

    private func target(of model: Model) -> String {
        (model.preprocessor?.targetNames ?? []).joined(separator: ", ")
    }

    private var origin: ReportOrigin { ReportOrigin(commands: [ReportOptions.command]) }

    private func write(_ page: @autoclosure () -> HTMLReport) throws {
        guard let destination else { return }
        try AtomicFile.write(Array(page().text.utf8), to: destination)
        Console.message("Explanation written to \(destination)")
    }
}
