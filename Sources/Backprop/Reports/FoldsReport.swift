/// What a cross-validation found, to look at: scores over the folds with their confidence intervals beside
/// baselines, the predictions of all folds' test rows, how training went, the data and the recipe.
public struct FoldsReport: Sendable {
    let result: CrossValidation.Result
    let recipe: Recipe
    private let target: String
    private let data: HTMLSection

    /// Why the importance of columns is left out, as the end of a sentence; nil to say nothing about it.
    public var importanceAbsence: String?

    /// The recipe and the commands that make the same again.
    public var origin = ReportOrigin()

    /// How the rows were divided, as in “5 folds, stratified”.
    public var division: String

    /// The most folds with a line of their own.
    private static let mostFolds = 50

    /// Gathers what to show.
    ///
    /// - Parameters:
    ///   - result: What the folds gave.
    ///   - recipe: What was trained in each.
    ///   - schema: What the columns mean.
    ///   - division: How the rows were divided; `5 folds` where it is not given.
    public init(
        _ result: CrossValidation.Result, recipe: Recipe, schema: Schema, division: String? = nil
    ) {
        (self.result, self.recipe) = (result, recipe)
        self.division = division ?? counted(result.folds.count, "fold", "folds")
        target = schema.targetNames.map { TextTable.label($0, limit: 40) }.joined(separator: ", ")
        data = schema.section(treatedBy: recipe.preprocessing)
    }

    /// Gathers what to show of images.
    ///
    /// - Parameters:
    ///   - result: What the folds gave.
    ///   - recipe: What was trained in each.
    ///   - images: The images that were divided.
    ///   - division: How they were divided; `5 folds` where it is not given.
    public init(
        _ result: CrossValidation.Result, recipe: Recipe, images: ImageSet, division: String? = nil
    ) {
        (self.result, self.recipe) = (result, recipe)
        self.division = division ?? counted(result.folds.count, "fold", "folds")
        target = "the class of images"
        data = images.section
    }

    /// The page.
    ///
    /// - Throws: ``MetricError`` for predictions beyond all measure.
    public func page() throws -> HTMLReport {
        var sections = [HTMLSection("Scores over the folds", ScoreSections.summaries(result) + [foldTable])]
        if let rows = PredictionsWithTruth(merging: result.folds.compactMap(\.judged)) {
            sections.append(try rows.section("Predictions of the test rows of all folds"))
        }
        if let worth = PermutationImportance.section(result.importance, absence: importanceAbsence) {
            sections.append(worth)
        }
        let charts = TrainingCharts(result.folds.map(\.history), recipe: recipe).charts
        sections.append(HTMLSection("Training", [.charts(charts)]))
        sections.append(HTMLSection("Network", network))
        sections.append(data)
        if let origin = origin.section { sections.append(origin) }
        return HTMLReport(title: "How well \(target) can be predicted", summary: summary, sections: sections)
    }

    private var network: [HTMLElement] {
        let shape = result.folds.first?.inputShape
        let outline = shape.flatMap { NetworkOutline(recipe.network, input: $0) }
        return [.paragraph("Every fold trains \(recipe.network.text).")]
            + (outline.map { [.charts([$0.chart])] } ?? [])
    }

    private var summary: String {
        "Every row is predicted by a network that was not trained on it, from numbers scaled without it: \(division)."
    }

    private var foldTable: HTMLElement {
        guard let first = result.folds.first else { return .paragraph("There are no folds.") }
        let table = ScoreSections.table(first.evaluation)
        let metrics = table.metrics.filter { metric in
            result.folds.contains { $0.evaluation[metric] != nil }
        }
        let rows = result.folds.prefix(Self.mostFolds).enumerated().map { index, fold in
            ["\(index + 1)", "\(fold.evaluation.rowCount)", "\(fold.epochs)"]
                + metrics.map { metric in
                    fold.evaluation[metric].map { metric.text($0, digits: 5) } ?? "–"
                }
                + [fold.failure == nil ? "" : "training failed"]
        }
        let left = result.folds.count - Self.mostFolds
        return .details(
            left > 0 ? "The first \(Self.mostFolds) of \(result.folds.count) folds" : "Each fold",
            [.table(headings: ["fold", "rows", "epochs"] + metrics.map(\.title) + [""], rows: rows)])
    }
}
