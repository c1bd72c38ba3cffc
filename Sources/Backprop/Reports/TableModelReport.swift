/// A page about a model of a table. It shows the scores compared with baselines, the wrong predictions, and the columns
/// that matter with their effects. Calibration, training, network, data and recipe follow.
///
/// ```swift
/// var report = try TableModelReport(model, on: table)
/// report.training = result
/// try AtomicFile.write(Array(report.page().text.utf8), to: "report.html")
/// ```
public struct TableModelReport: Sendable {
    let model: Model
    let schema: Schema
    let rows: PredictionsWithTruth
    let baselines: [NamedBaseline]

    /// The scores of the predictions.
    public let evaluation: Evaluation

    /// The result of the model's training, or `nil` if it is not known.
    public var training: TrainingResult?

    /// The importance of each column, or `nil` to leave it out.
    public var importance: PermutationImportance?

    /// The dependence of predictions on the most important columns, or `nil` to leave it out.
    public var dependence: ModelExplanation?

    /// The reason for the absence of ``importance``, as the end of a sentence; `nil` for no remark.
    public var importanceAbsence: String?

    /// The recipe and the commands that reproduce the result.
    public var origin = ReportOrigin()

    /// The scored rows, as the end of a sentence: `the rows it was trained on`.
    public var rowsScored: String

    /// Creates the report of a model's scores on a table.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - predictions: The model's predictions for the rows, if they are already known.
    ///   - table: Rows with true values.
    ///   - schema: The roles and kinds of the columns. Inferred by default.
    ///   - rowsScored: The scored rows, as the end of a sentence. Defaults to `rows of FILE`.
    ///   - threads: The maximum number of threads for prediction.
    /// - Throws: ``ModelError``, ``PreprocessingError``, ``SchemaError`` or ``MetricError``.
    public init(
        _ model: Model, predictions: Predictions? = nil, on table: Table, schema: Schema? = nil,
        rowsScored: String? = nil, threads: Int = 1
    ) throws {
        self.model = model
        self.schema = try schema ?? Schema(inferring: table, selection: model.recipe.columns)
        var rows = PredictionsWithTruth(
            try predictions?.content ?? model.predict(table, threads: threads).content,
            try model.truth(of: table))
        rows.lines = (0..<table.rowCount).map { table.line(ofRow: $0) }
        self.rows = rows
        evaluation = try rows.evaluation()
        baselines = try model.baselines(on: table)
        self.rowsScored =
            rowsScored
            ?? "\(counted(table.rowCount, "row", "rows")) of \(table.source.split(separator: "/").last ?? "a table")"
    }

    /// Returns the page.
    ///
    /// - Throws: ``MetricError``, which the initializer would have thrown already.
    public func page() throws -> HTMLReport {
        let target = schema.targetNames.map { TextTable.label($0, limit: 40) }.joined(separator: ", ")
        let judged = training?.heldOutRows ?? rows
        let note = chartsNote.map { [HTMLElement.paragraph($0)] } ?? []
        var sections = [
            heldOut?.section ?? scores("How good it is"),
            HTMLSection("What it gets wrong", try note + judged.elements(.errors) + judged.worstRows),
        ]
        if let columns = columnSection { sections.append(columns) }
        let probabilities = try judged.elements(.probabilities)
        if !probabilities.isEmpty {
            sections.append(HTMLSection("Whether its probabilities can be believed", note + probabilities))
        }
        sections.append(making)
        return HTMLReport(title: "Predicting \(target)", summary: summary, sections: sections)
    }

    /// The section about the scored rows compared with the baselines.
    private func scores(_ title: String) -> HTMLSection {
        HTMLSection(
            title,
            [.paragraph("On \(rowsScored).")]
                + ScoreSections.scores(
                    evaluation, baselines, model.comparison(of: rows, evaluation, with: baselines)))
    }

    /// The section about the columns that matter, and their effects, or `nil` if nothing is known about them.
    private var columnSection: HTMLSection? {
        let title = "Which columns matter, and how"
        let worth = PermutationImportance.section(importance, absence: importanceAbsence)?.elements ?? []
        let effects = dependence?.elements ?? []
        return worth.isEmpty && effects.isEmpty ? nil : HTMLSection(title, worth + effects)
    }

    /// The section about training, network, data and recipe, each under a smaller heading.
    private var making: HTMLSection {
        var parts = [training?.section, model.networkSection].compactMap(\.self)
        if heldOut != nil { parts.append(scores("Scores on rows seen in training")) }
        parts.append(schema.section(treatedBy: model.recipe.preprocessing))
        if let origin = origin.section { parts.append(origin) }
        return HTMLSection("How it was made", parts.flatMap { [.heading($0.title)] + $0.elements })
    }

    /// The sentence about the rows in the charts, if the page is about training.
    private var chartsNote: String? {
        guard let training else { return nil }
        guard training.heldOutRows != nil, let heldOut else {
            return "These predictions are those of \(rowsScored)."
        }
        return "These predictions are those of \(heldOut.rowsScored)."
    }

    /// The scores on rows that the network had not seen, if the page is about training.
    private var heldOut: HeldOutScores? { training?.heldOut }

    private var summary: String {
        "\(heldOut?.summary ?? scored), by \(model.networkWords)."
    }

    private var scored: String {
        switch evaluation {
        case .classification(let scores):
            let right = NumberText.count(scores.confusionMatrix.correct.reduce(0, +))
            return
                "\(right) of \(NumberText.count(scores.confusionMatrix.total)) rows are classified correctly, a share of \(NumberText.fixed(scores.accuracy, places: 4))"
        case .multiLabel(let scores):
            return
                "\(NumberText.fixed(scores.accuracy * 100, places: 1)) % of the values of \(counted(scores.targets.count, "target", "targets")) are predicted correctly"
        case .regression(let scores):
            return
                "Predictions are off by \(NumberText.significant(scores.overall.rmse, digits: 4)) (root mean square) over \(counted(scores.rowCount, "row", "rows"))"
        }
    }
}
