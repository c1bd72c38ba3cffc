import ArgumentParser
import Backprop
import BackpropRecipes

/// Estimates how well a recipe does on rows it has not seen.
struct CrossValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cross-validate",
        abstract: "Estimate how well a recipe does on rows it has not seen.",
        discussion: """
            Every row is predicted by a network that was not trained on it, from numbers scaled without it.

            Example:
              backprop cross-validate wheat.csv --folds 5
            """)

    @OptionGroup var learning: LearningOptions
    @OptionGroup(title: "Importance") var importance: ImportanceOptions
    @OptionGroup var scoring: ScoringOptions
    @OptionGroup var page: ReportOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup(title: "Division") var division: DivisionArguments

    @Option(
        help: ArgumentHelp(
            "Where to write the recipe that was followed, complete, with how rows were divided.",
            valueName: "file"))
    var saveRecipe: String?

    func run() throws {
        var file = try learning.file()
        division.apply(to: &file.validation)
        let options = file.options
        let source = try file.dataPath()
        try OutputGuard.prepare(
            [.init("--save-recipe", saveRecipe), page.target],
            against: [source, learning.data.recipe, file.images.labels])
        if let images = try file.source().training(options.columns) { return try validate(file, on: images) }
        let table = try file.read()
        let schema = try Schema(inferring: table, selection: options.columns)
        Notices.show(table, schema)
        let splitter = try file.validation.splitter(for: schema.task, hasGroups: schema.group != nil)
        let plan = file.validation.complete(for: schema.task, hasGroups: schema.group != nil)
        try refuseImportance(of: splitter)
        let (recipe, choices) = try options.recipe(for: schema, rows: table.rowCount)
        var complete = RecipeFile(complete: recipe, table: table, data: source, reading: file.reading)
        complete.validation = plan
        try saveRecipe.map { try complete.write(to: $0, choices: choices) }
        Notices.show(learning.remarks(on: recipe, choices: choices))
        let validation = CrossValidation(
            recipe, splitter: splitter, threads: threads.count,
            importance: try importance.settings(seed: recipe.seed)
                ?? pageImportance(splitter, plan, recipe, schema),
            ignoresClassWeights: scoring.ignoreClassWeights)
        let result = try watched(validation) { try $0.run(on: table, schema: schema) }
        try page.write {
            var report = FoldsReport(
                result, recipe: recipe, schema: schema,
                division: "\(result.folds.count) folds, \(plan.name), seed \(recipe.seed)")
            report.importanceAbsence =
                splitter == .leaveOneOut
                ? "each fold has one row, with which nothing can be exchanged"
                : ReportOptions.importanceTakesLong
            report.origin = ReportOrigin(
                recipes: [complete.text(choices: choices)], commands: [ReportOptions.command])
            return try report.page()
        }
        try show(
            CrossValidationReport(
                data: SchemaReport(table: table, schema: schema).lines, task: schema.task, recipe: recipe,
                split: plan.name, choices: choices, result: result,
                ignoresClassWeights: scoring.ignoreClassWeights, hasImportance: importance.importance))
    }

    /// How the page's importance is measured: not in folds of one row, where shuffling changes nothing.
    private func pageImportance(
        _ splitter: Splitter, _ plan: ValidationPlan, _ recipe: Recipe, _ schema: Schema
    ) throws -> PermutationSettings? {
        guard splitter != .leaveOneOut else { return nil }
        return page.importance(
            schema.task, columns: schema.features.count, rows: schema.rowCount * (plan.repeats ?? 1),
            parameters: 1000, seed: recipe.seed)
    }

    /// Prints the report; a fold that failed is an error all the same.
    func show(_ report: CrossValidationReport) throws {
        try output.show(json: report.json, text: report.text)
        if isPartial(report.result), let signal = Interruption.signal { Interruption.exit(signal) }
        if let failure = report.result.folds.compactMap(\.failure).first { throw failure }
    }

    private func refuseImportance(of splitter: Splitter) throws {
        if importance.importance && splitter == .leaveOneOut {
            throw UsageError("--importance needs folds of several rows; leave-one-out has one")
        }
    }
}

extension ValidationPlan {
    /// What the division of a complete plan is called.
    var name: String { split?.rawValue ?? "" }
}
