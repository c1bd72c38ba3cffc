/// A page about a cross-validation. It shows the scores with confidence intervals and baselines, the predictions of
/// all folds' test rows, the course of training, the data and the recipe.
public struct FoldsReport: Sendable {
    let result: CrossValidation.Result
    let recipe: Recipe
    private let target: String
    private let data: HTMLSection

    /// The reason for the absence of importances, as the end of a sentence; `nil` for no remark.
    public var importanceAbsence: String?

    /// The recipe and the commands that reproduce the result.
    public var origin = ReportOrigin()

    /// The division of the rows, such as “5 folds, stratified”.
    public var division: String

    /// The maximum number of folds with a line of their own.
    private static let maximumFoldCount = 50

    /// Creates the report for a table.
    ///
    /// - Parameters:
    ///   - result: The result of the folds.
    ///   - recipe: The recipe of each training.
    ///   - schema: The roles and kinds of the columns.
    ///   - division: The division of the rows. Defaults to the number of folds, such as `5 folds`.
    public init(
        _ result: CrossValidation.Result, recipe: Recipe, schema: Schema, division: String? = nil
    ) {
        (self.result, self.recipe) = (result, recipe)
        self.division = division ?? counted(result.folds.count, "fold", "folds")
        target = schema.targetNames.map { TextTable.label($0, limit: 40) }.joined(separator: ", ")
        data = schema.section(treatedBy: recipe.preprocessing)
    }

    /// Creates the report for images.
    ///
    /// - Parameters:
    ///   - result: The result of the folds.
    ///   - recipe: The recipe of each training.
    ///   - images: The images of all folds.
    ///   - division: The division of the images. Defaults to the number of folds, such as `5 folds`.
    public init(
        _ result: CrossValidation.Result, recipe: Recipe, images: ImageSet, division: String? = nil
    ) {
        (self.result, self.recipe) = (result, recipe)
        self.division = division ?? counted(result.folds.count, "fold", "folds")
        target = "the class of images"
        data = images.section
    }

    /// Returns the page.
    ///
    /// - Throws: ``MetricError`` for predictions beyond all measure.
    public func page() throws -> HTMLReport {
        let note = result.pooledNote.map { [HTMLElement.paragraph($0)] } ?? []
        var sections = [
            HTMLSection("Scores over the folds", note + ScoreSections.summaries(result) + [foldTable])
        ]
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
        let rows = result.folds.prefix(Self.maximumFoldCount).enumerated().map { index, fold in
            ["\(index + 1)", "\(fold.evaluation.rowCount)", "\(fold.epochs)"]
                + metrics.map { metric in
                    fold.evaluation[metric].map { metric.text($0, digits: 5) } ?? "–"
                }
                + [fold.failure != nil ? "training failed" : fold.isUnfinished ? "unfinished" : ""]
        }
        let left = result.folds.count - Self.maximumFoldCount
        return .details(
            left > 0 ? "The first \(Self.maximumFoldCount) of \(result.folds.count) folds" : "Each fold",
            [.table(headings: ["fold", "rows", "epochs"] + metrics.map(\.title) + [""], rows: rows)])
    }
}
