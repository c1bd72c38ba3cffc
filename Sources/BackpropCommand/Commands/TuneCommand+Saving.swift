import Backprop
import BackpropRecipes

extension TuneCommand {
    /// Prints the result of a search and the paths of its files; an interrupted search writes none.
    func show(
        _ result: TuningResult, _ outputs: TuneOutputs?, _ table: Table, _ schema: Schema
    ) throws {
        let report = TuneReport(
            data: SchemaReport(table: table, schema: schema).lines, task: schema.task, tuning: search,
            result: result, outputs: outputs)
        try output.show(json: report.json, text: report.text)
    }

    /// Saves the winning trials as recipes, trains them on all rows, saves the model, and reports.
    func finish(
        _ result: TuningResult, _ table: Table, _ schema: Schema, _ file: RecipeFile, _ outputs: TuneOutputs
    ) throws {
        var outputs = outputs
        outputs.averaged = average ? result.averaged : [result.winner]
        let defaultChoices = try file.options.recipe(for: schema, rows: table.rowCount).choices
        let trained = try zip(outputs.averaged, outputs.recipes).map { trial, path in
            let choices = trial.number == result.winner.number ? result.choices : defaultChoices
            return try retrained(trial, table, schema, file, savingRecipeTo: path, choices)
        }
        let results = trained.map(\.result)
        Notices.show(
            recipe.remarks(
                on: results[0].model.recipe, choices: result.choices, followsFile: data.recipe != nil))
        for case .failed(let error) in results.map(\.ending) { throw error }
        try save(Model(averaging: results.map(\.model)), table, schema, to: outputs.model)
        let pageFailure = page.failure {
            var report = TuningReport(result, schema: schema)
            (report.training, report.isOfAverage) = (results[0], results.count > 1)
            report.origin = ReportOrigin(recipes: trained.map(\.recipe), commands: [ReportOptions.command])
            return report.page
        }
        try show(result, outputs, table, schema)
        if let pageFailure { throw pageFailure }
    }

    /// Saves the recipe of a trial, and trains by it on all rows.
    private func retrained(
        _ trial: TuningResult.Trial, _ table: Table, _ schema: Schema, _ file: RecipeFile,
        savingRecipeTo path: String, _ choices: [Choice]
    ) throws -> (result: TrainingResult, recipe: String) {
        let recipe = try Trainer(trial.recipe, threads: threads.count).resolvedRecipe(
            on: table, schema: schema)
        let complete = RecipeFile(
            complete: recipe, table: table, data: try file.dataPath(), reading: file.reading)
        try complete.write(to: path, choices: choices)
        let result = try Trainer(recipe, threads: threads.count).train(on: table, schema: schema)
        return (result, complete.text(choices: choices))
    }

    private func save(_ model: Model, _ table: Table, _ schema: Schema, to path: String) throws {
        // This comes before scoring, so that an error there does not cost the model.
        try ModelOutput.write(model, to: path)
        let rows = table.selectingRows(schema.rowsWithTargets(in: table))
        let scores = try model.evaluate(rows, threads: threads.count)
        try model.addingMetrics(scores).write(to: path)
    }
}

/// The output files of a search.
struct TuneOutputs {
    let model: String

    /// The winner's recipe.
    let recipe: String

    /// The trials that the model averages, in the order of ``recipes``.
    var averaged: [TuningResult.Trial] = []

    /// The paths of the recipes: the winner's, and that of the trial it is averaged with.
    var recipes: [String] { Array([recipe, defaultRecipe].prefix(averaged.count)) }

    /// The path of the second recipe: `iris-tuned-default.yaml` next to `iris-tuned.yaml`.
    var defaultRecipe: String {
        let end =
            recipe.lastIndex(of: ".").flatMap { recipe[$0...].contains("/") ? nil : $0 } ?? recipe.endIndex
        return recipe[..<end] + "-default" + recipe[end...]
    }
}

extension TuningResult {
    /// The choices of the search, for the comments of a recipe.
    var choices: [Choice] {
        let reason = "best of \(trials.count) trials"
        let settings = winner.settings.filter { setting in
            space.dimensions.contains { $0.name == setting.name && !$0.values.isFixed }
        }
        var names = settings.map { String($0.name.split(separator: ".").last ?? "") }
        if settings.contains(where: { $0.name.hasPrefix("network.") }) { names.append("layers") }
        return names.map { Choice(setting: $0, value: "", reason: reason) }
    }
}
