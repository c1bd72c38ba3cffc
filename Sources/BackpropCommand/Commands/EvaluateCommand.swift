import ArgumentParser
import Backprop
import BackpropRecipes

/// The command that scores a model on rows or images with their true targets.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Score a model on rows whose target is known.",
        discussion: """
            Example:
              backprop evaluate iris.safetensors more-flowers.csv
              backprop evaluate loans.safetensors loans.csv --cost "bad=good:5, good=bad:1"
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Importance") var importance: ImportanceOptions
    @OptionGroup var scoring: ScoringOptions
    @OptionGroup(title: "Decisions") var decisions: DecisionOptions
    @OptionGroup var page: ReportOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup var listing: ListingOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Of two classes, the one that precision, recall, average precision and calibration are about (default: as in training).",
            valueName: "class"))
    var positive: String?

    @OptionGroup var earlier: HistoryOptions

    func validate() throws {
        if listing.seed != nil && !importance.importance {
            throw ValidationError("--seed needs --importance")
        }
    }

    func run() throws {
        try page.check(against: [self.model, data.data, images.labels])
        let read = try data.reading.continuing(earlier.history, Model(contentsOf: model))
        var model = scoring.weightedScores ? read.weightingClassesInScores() : read
        if let positive { model = try model.choosing(positiveClass: positive) }
        model = try decisions.deciding(model)
        if importance.importance, model.images != nil {
            throw UsageError("--importance goes with tables, not with images")
        }
        let rows = try Self.rowsWithTargets(
            of: model.extended(model.rows(data, images), threads: threads.count), model)
        let predictions = try model.predictions(of: rows, threads: threads.count)
        Notices.show(rows, predictions)
        Notices.tellEarlierPredictions(rows, of: model)
        Notices.tellMissingHistory(rows)
        let decided = try DecisionReport(model, predictions, on: rows, decisions)
        let evaluation = try model.evaluation(of: predictions, on: rows)
        if model.isLikelyOfTrainingRows(evaluation) { Console.warning(Self.trainingRowsNotice) }
        let baselines = try model.baselines(of: rows)
        let report = EvaluationReport(
            rowLabels: RowLabels(rows, model), evaluation: evaluation,
            classWeights: model.classWeights, classWeightNotice: model.classWeightNotice,
            baselines: baselines, input: predictions.report,
            worst: try listing.worst.map { try model.worstPredictions(predictions, on: rows, count: $0) },
            importance: try importance(of: model, on: rows, importance.settings(seed: listing.seed ?? 1)),
            decisions: decided,
            comparison: try model.comparison(of: predictions, evaluation, with: baselines, on: rows))
        try page.write { try self.page(model, predictions, on: rows, report.importance) }
        try output.show(json: report.json, text: report.text)
        try decisions.save(decided, to: self.model)
    }

    private static let trainingRowsNotice =
        "these seem to be the rows that the model was trained on: new rows score like the rows that train held out"

    /// Returns the rows that can be scored, since training leaves the other rows out, or all of them if none can.
    static func rowsWithTargets(of read: any RawRows, _ model: Model) throws -> any RawRows {
        guard let table = read as? Table, let preprocessor = model.preprocessor else { return read }
        let rows = try preprocessor.rowsWithTargets(in: table)
        let missing = table.rowCount - rows.count
        if rows.isEmpty || missing == 0 { return table }
        Console.warning(
            "\(missing) \(missing == 1 ? "row without a target is" : "rows without a target are") left out")
        return table.selectingRows(rows)
    }

    private func importance(
        of model: Model, on rows: any RawRows, _ settings: PermutationSettings?
    ) throws -> PermutationImportance? {
        guard let settings, let table = rows as? Table else { return nil }
        return try model.importance(on: table, settings, threads: threads.count)
    }

    /// Returns the page.
    private func page(
        _ model: Model, _ predictions: Predictions, on rows: any RawRows, _ importance: PermutationImportance?
    ) throws -> HTMLReport {
        let recipes = try model.members.map { try recipe(of: $0, rows).text() }
        let origin = ReportOrigin(recipes: recipes, commands: [ReportOptions.command])
        if let images = rows as? ImageSet {
            var report = try ImageModelReport(
                model, predictions: predictions, on: images, threads: threads.count)
            report.origin = origin
            return try report.page()
        }
        guard let table = rows as? Table else { throw ModelError.trainedOnNumbers }
        var report = try TableModelReport(model, predictions: predictions, on: table)
        let columns = model.preprocessor?.columns.count ?? 0
        let settings = page.importance(
            model.preprocessor?.task ?? .classification, columns: columns, rows: table.rowCount,
            parameters: model.members.reduce(0) { $0 + $1.layout.count }, seed: listing.seed ?? 1)
        report.importance = try importance ?? self.importance(of: model, on: table, settings)
        report.importanceAbsence = ReportOptions.importanceTakesLong
        report.dependence = try page.dependence(
            of: model, on: table, report.importance, threads: threads.count)
        report.origin = origin
        return try report.page()
    }

    /// Returns the recipe that trained a member, as far as it is known.
    private func recipe(of member: Model, _ rows: any RawRows) throws -> RecipeFile {
        if let table = rows as? Table {
            return RecipeFile(
                complete: member.recipe, table: table, data: member.provenance.source,
                reading: table.reading)
        }
        var images = ImageReading()
        images.conversion = member.images?.conversion ?? ImageConversion()
        if try !ImageSet.isImages(data.data) { images.shape = member.images?.shape }
        var file = RecipeFile(
            complete: member.recipe, images: images, data: member.provenance.source,
            reading: data.reading.options)
        file.options.columns.targets = member.images?.target.map { [.name($0)] }
        return file
    }
}
