/// What a model makes of a table, to look at: scores beside baselines, the data, the network, how training went, the
/// predictions beside the truth, what the model owes to each column, and the recipe.
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

    /// How the model was trained; nil where that is not known.
    public var training: TrainingResult?

    /// What the model owes to each column; nil to leave it out.
    public var importance: PermutationImportance?

    /// Why ``importance`` is left out, as the end of a sentence; nil to say nothing about it.
    public var importanceAbsence: String?

    /// The recipe and the commands that make the same again.
    public var origin = ReportOrigin()

    /// Which rows the scores are of, as the end of a sentence: `the rows it was trained on`.
    public var rowsScored: String

    /// Scores a model on a table.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - predictions: What it says about the rows, where that is known already.
    ///   - table: Rows that hold the truth.
    ///   - schema: What the columns mean; inferred where it is not given.
    ///   - rowsScored: Which rows these are, as the end of a sentence; `rows of FILE` where it is not given.
    ///   - threads: The most threads that predict.
    /// - Throws: ``ModelError``, ``PreprocessingError``, ``SchemaError`` or ``MetricError``.
    public init(
        _ model: Model, predictions: Predictions? = nil, on table: Table, schema: Schema? = nil,
        rowsScored: String? = nil, threads: Int = 1
    ) throws {
        self.model = model
        self.schema = try schema ?? Schema(inferring: table, selection: model.recipe.columns)
        rows = PredictionsWithTruth(
            try predictions?.content ?? model.predict(table, threads: threads).content,
            try table.truth(by: model.input))
        evaluation = try rows.evaluation()
        baselines = try model.baselines(on: table)
        self.rowsScored =
            rowsScored
            ?? "\(counted(table.rowCount, "row", "rows")) of \(table.source.split(separator: "/").last ?? "a table")"
    }

    /// The page.
    ///
    /// - Throws: ``MetricError``, which the initializer would have thrown already.
    public func page() throws -> HTMLReport {
        let target = schema.targetNames.map { TextTable.label($0, limit: 40) }.joined(separator: ", ")
        var sections = [
            HTMLSection(
                "Scores",
                [.paragraph("On \(rowsScored).")] + ScoreSections.scores(evaluation, baselines))
        ]
        sections.append(try rows.section("Predictions beside the truth"))
        if let worth = PermutationImportance.section(importance, absence: importanceAbsence) {
            sections.append(worth)
        }
        if let training { sections.append(training.section) }
        sections.append(model.networkSection)
        sections.append(schema.section(treatedBy: model.recipe.preprocessing))
        if let origin = origin.section { sections.append(origin) }
        return HTMLReport(title: "Predicting \(target)", summary: summary, sections: sections)
    }

    private var summary: String {
        let main: String
        switch evaluation {
        case .classification(let scores):
            let right = NumberText.count(scores.confusionMatrix.correct.reduce(0, +))
            main =
                "\(right) of \(NumberText.count(scores.confusionMatrix.total)) rows are put in their class, a share of \(NumberText.fixed(scores.accuracy, places: 4))"
        case .regression(let scores):
            main =
                "Predictions are off by \(NumberText.significant(scores.overall.rmse, digits: 4)) (root mean square) over \(counted(scores.rowCount, "row", "rows"))"
        }
        return "\(main), by \(model.networkWords)."
    }
}
