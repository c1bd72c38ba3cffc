import ArgumentParser
import Backprop
import BackpropRecipes

/// The command that estimates the scores of a recipe on rows it has not seen.
struct CrossValidateCommand: ParsableCommand, SharedCommand {
    static let configuration = CommandConfiguration(
        commandName: "cross-validate",
        abstract: "Estimate how well a recipe predicts rows that it has not seen.",
        discussion: """
            The rows are divided into folds. Each fold is predicted by a network that was trained on the others alone,
            with scaling fitted on those.

            Example:
              backprop cross-validate wheat.csv --folds 5
            """)

    @OptionGroup var learning: LearningOptions
    @OptionGroup(title: "Importance") var importance: ImportanceOptions
    @OptionGroup var scoring: ScoringOptions
    @OptionGroup var page: ReportOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup(title: "Division") var division: DivisionOptions

    @Option(
        help: ArgumentHelp(
            "The file to save the complete recipe in, with the division of the rows.",
            valueName: "file"))
    var saveRecipe: String?

    func run() throws {
        var file = try learning.file()
        division.apply(to: &file.validation)
        let source = try file.dataPath()
        try OutputGuard.prepare(
            [.init("--save-recipe", saveRecipe), page.target],
            against: [source, learning.data.recipe, file.images.labels])
        let data = try CommandData(file)
        let splitter = try file.validation.splitter(
            for: data.task, hasGroups: data.hasGroups, time: file.options.time)
        let plan = file.validation.complete(
            for: data.task, hasGroups: data.hasGroups, isOrdered: file.options.time.isUsed)
        try refuseImportance(of: splitter, data)
        let (recipe, choices) = try data.recipe(file.options)
        var complete = data.complete(recipe, file)
        complete.validation = plan
        if Ranks.isFirst { try saveRecipe.map { try complete.write(to: $0, choices: choices) } }
        Notices.show(learning.remarks(on: recipe, choices: choices))
        if !splitter.isInOrderOfTime { Notices.warnOfTime(data, recipe.time) }
        let validation = CrossValidation(
            recipe, splitter: splitter, threads: threads.count,
            importance: try importance.settings(seed: recipe.seed)
                ?? pageImportance(splitter, plan, recipe, data),
            weightsClassesInScores: scoring.weightedScores)
        let result = try watched(validation) { try $0.run(data.learning(for: recipe)) }
        Notices.show(result.notices)
        // Scores that took long are shown even if the page cannot be written.
        let pageFailure = page.failure {
            try report(result, recipe, data, splitter, plan, complete.text(choices: choices)).page()
        }
        try show(
            CrossValidationReport(
                data: data.lines, task: data.task, recipe: recipe, split: plan.name, choices: choices,
                result: result, weightsClassesInScores: scoring.weightedScores,
                hasImportance: importance.importance))
        if let pageFailure { throw pageFailure }
    }

    /// Returns the contents of the page.
    private func report(
        _ result: CrossValidation.Result, _ recipe: Recipe, _ data: CommandData, _ splitter: Splitter,
        _ plan: ValidationPlan, _ text: String
    ) -> FoldsReport {
        let unfinished = result.trainedCount == 0 ? "unfinished " : ""
        let division = "\(result.folds.count) \(unfinished)folds, \(plan.name), seed \(recipe.seed)"
        var report: FoldsReport
        switch data {
        case .table(_, let schema):
            report = FoldsReport(result, recipe: recipe, schema: schema, division: division)
            report.importanceAbsence =
                splitter == .leaveOneOut
                ? "each fold has one row, with which nothing can be exchanged"
                : ReportOptions.importanceTakesLong
        case .images(let images, _):
            report = FoldsReport(result, recipe: recipe, images: images, division: division)
        }
        report.origin = ReportOrigin(recipes: [text], commands: [ReportOptions.command])
        return report
    }

    /// Returns the settings for the page's importance, or `nil` for images and for folds of one row, in which shuffling
    /// changes nothing.
    private func pageImportance(
        _ splitter: Splitter, _ plan: ValidationPlan, _ recipe: Recipe, _ data: CommandData
    ) throws -> PermutationSettings? {
        guard splitter != .leaveOneOut, case .table(_, let schema) = data else { return nil }
        return page.importance(
            schema.task, columns: schema.features.count, rows: schema.rowCount * (plan.repeats ?? 1),
            parameters: 1000, seed: recipe.seed)
    }

    /// Prints the report; a fold that failed is an error in any case.
    func show(_ report: CrossValidationReport) throws {
        try output.show(json: report.json, text: report.text)
        if isPartial(report.result), let signal = Interruption.signal { Interruption.exit(signal) }
        if let failure = report.result.folds.compactMap(\.failure).first { throw failure }
    }

    private func refuseImportance(of splitter: Splitter, _ data: CommandData) throws {
        guard importance.importance else { return }
        if case .images = data { throw UsageError("--importance goes with tables, not with images") }
        if splitter == .leaveOneOut {
            throw UsageError("--importance needs folds of several rows; leave-one-out has one")
        }
    }
}

extension ValidationPlan {
    /// The name of the division of a complete plan.
    var name: String { split?.rawValue ?? "" }
}
