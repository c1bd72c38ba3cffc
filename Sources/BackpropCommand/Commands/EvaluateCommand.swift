import ArgumentParser
import Backprop
import BackpropRecipes

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
    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Importance") var importance: ImportanceOptions
    @OptionGroup var scoring: ScoringOptions
    @OptionGroup var page: ReportOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(
        "worst", 1...1_000_000_000, "List this many of the rows that were predicted worst", valueName: "rows")
    var worst: Int?

    @Option("seed", seed: "With --importance: the seed of the shuffles, 0 or more", default: "1")
    var seed: UInt64?

    func validate() throws {
        if seed != nil && !importance.importance { throw ValidationError("--seed needs --importance") }
    }

    func run() throws {
        try page.check(against: [self.model, data.data, images.labels])
        let read = try Model(contentsOf: model)
        let model = scoring.ignoreClassWeights ? read.ignoringClassWeights() : read
        if let preprocessor = model.images { return try evaluate(model, preprocessor) }
        let table = try data.read()
        let predictions = try model.predict(table, threads: threads.count)
        Notices.show(table, predictions)
        let evaluation = try model.evaluate(predictions, on: table)
        let report = EvaluationReport(
            places: .lines(of: table), evaluation: evaluation, classWeights: model.classWeights,
            classWeightNotice: model.classWeightNotice,
            baselines: try model.baselines(on: table), input: predictions.report,
            worst: try worst.map { try model.worstRows(predictions, on: table, count: $0) },
            importance: try importance.settings(seed: seed ?? 1).map {
                try model.importance(on: table, $0, threads: threads.count)
            })
        try page.write { try self.report(model, predictions, on: table, report.importance).page() }
        try output.show(json: report.json, text: report.text)
    }

    /// What the page shows.
    private func report(
        _ model: Model, _ predictions: Predictions, on table: Table, _ importance: PermutationImportance?
    ) throws -> TableModelReport {
        var report = try TableModelReport(model, predictions: predictions, on: table)
        let columns = model.preprocessor?.columns.count ?? 0
        report.importance =
            try importance
            ?? page.importance(
                model.preprocessor?.task ?? .classification, columns: columns, rows: table.rowCount,
                parameters: model.members.reduce(0) { $0 + $1.layout.count }, seed: seed ?? 1
            ).map { try model.importance(on: table, $0, threads: threads.count) }
        report.importanceAbsence = ReportOptions.importanceTakesLong
        let recipes = model.members.map { member in
            RecipeFile(
                complete: member.recipe, table: table, data: member.provenance.source,
                reading: data.reading.options
            ).text()
        }
        report.origin = ReportOrigin(recipes: recipes, commands: [ReportOptions.command])
        return report
    }
}
