import ArgumentParser
import Backprop
import BackpropRecipes

/// Searches for the settings that serve a table best.
struct TuneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune",
        abstract: "Search for the settings that serve a table best.",
        discussion: """
            Recipes are drawn at random and scored by cross-validation; the best, and the one chosen by the data,
            are scored again by other folds: who surely gains the most over the latter there has won, and where none
            does, it stays. The winner is saved as a recipe, and trained on all rows. So is the recipe chosen by the
            data: the model saved averages what the two say, which is mostly better than either.
            What is said here is the same for all trials, unless the search space says otherwise.

            Examples:
              backprop tune iris.csv --target species
              backprop tune wheat.csv --trials 200 --time 10m --journal wheat.jsonl
              backprop tune wheat.csv --print-space > space.yaml
              backprop tune wheat.csv --space space.yaml
            """)

    @OptionGroup var data: RecipeDataOptions
    @OptionGroup(title: "Search") var search: SearchArguments
    @OptionGroup(title: "Columns") var columns: ColumnOptions
    @OptionGroup(title: "Preprocessing") var preprocessing: PreprocessingOptions
    @OptionGroup(title: "Recipe") var recipe: RecipeArguments
    @OptionGroup var page: ReportOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Flag(
        inversion: .prefixedNo,
        help:
            "Average what the winner says with what the recipe chosen by the data says, each trained on all rows."
    )
    var average = true

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "Where the model goes (default: the data's name with -tuned.safetensors, here).",
            valueName: "file"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "Where the winner's recipe goes (default: the data's name with -tuned.yaml, here).",
            valueName: "file"))
    var saveRecipe: String?

    func run() throws {
        var file = try data.file()
        columns.apply(to: &file.options.columns)
        try recipe.apply(to: &file.options)
        try preprocessing.apply(to: &file.options.preprocessing)
        let source = try file.dataPath()
        var tuning = try search.tuning(file.options, threads: threads.count)
        let outputs = TuneOutputs(
            model: model ?? DataName.here(source, "-tuned.safetensors"),
            recipe: saveRecipe ?? DataName.here(source, "-tuned.yaml"))
        if !search.printSpace { try check(outputs, inputs: [source, data.recipe, search.space]) }
        let table = try file.read()
        let schema = try Schema(inferring: table, selection: file.options.columns)
        Notices.show(table, schema)
        let space = try tuning.space ?? .standard(for: schema, rows: table.rowCount, options: file.options)
        if search.printSpace { return Console.result(SearchSpaceFile(space).text) }
        tuning.space = space
        let result = try watched(tuning, table, schema)
        try finish(result, table, schema, file, outputs)
    }

    /// Refuses files that would lie where an input lies, or that cannot be written, before anything is computed.
    private func check(_ outputs: TuneOutputs, inputs: [String?]) throws {
        for output in [outputs.model, outputs.recipe, outputs.companion, search.journal].compactMap(\.self) {
            for input in inputs.compactMap(\.self) { try SameFile.refuse(output: output, input: input) }
            try AtomicFile.checkWritable(output)
            AtomicFile.removeStaleTemporaries(for: output)
        }
        try page.check(against: inputs)
    }

    /// Runs a search that shows how it gets on; one that is interrupted ends the process here.
    private func watched(_ tuning: Tuning, _ table: Table, _ schema: Schema) throws -> TuningResult {
        let progress = SearchProgress()
        defer { progress.finish() }
        var tuning = tuning
        tuning.isCancelled = { Interruption.signal != nil }
        let result = try Interruption.whileNoted { () -> TuningResult? in
            do {
                return try tuning.run(on: table, schema: schema, onEvent: progress.observe)
            } catch TuningError.nothingYet {
                return nil
            }
        }
        if let result, result.ending != .interrupted { return result }
        progress.finish()
        try result.map { try show($0, nil, table, schema) }
        tellInterruption(after: result?.trials.count ?? 0, journal: tuning.journal)
        Interruption.exit(Interruption.signal ?? 2)
    }

    private func tellInterruption(after count: Int, journal: Tuning.Journal?) {
        let trials = count == 1 ? "1 trial" : "\(count) trials"
        guard let journal else {
            Console.message("interrupted after \(trials); no recipe and no model were saved")
            Console.message("a search that is noted down with --journal FILE can go on: add --resume then")
            return
        }
        Console.message("interrupted after \(trials); results are in \(journal.path)")
        Console.message("to go on: " + RepeatedCommand.text(adding: "--resume"))
    }

    /// Prints what a search found, and where it went; what was interrupted went nowhere.
    private func show(
        _ result: TuningResult, _ outputs: TuneOutputs?, _ table: Table, _ schema: Schema
    ) throws {
        let report = TuneReport(
            data: SchemaReport(table: table, schema: schema).lines, task: schema.task, tuning: search,
            result: result, outputs: outputs)
        try output.show(json: report.json, text: report.text)
    }

    /// Saves what won as recipes, trains them on all rows, saves what they come to, and reports.
    private func finish(
        _ result: TuningResult, _ table: Table, _ schema: Schema, _ file: RecipeFile, _ outputs: TuneOutputs
    ) throws {
        var outputs = outputs
        outputs.averaged = average ? result.averaged : [result.winner]
        var (trained, recipes): ([TrainingResult], [String]) = ([], [])
        for (trial, path) in zip(outputs.averaged, outputs.recipes) {
            let trainer = Trainer(trial.recipe, threads: threads.count)
            let recipe = try trainer.settledRecipe(on: table, schema: schema)
            let choices =
                try trial.number == result.winner.number
                ? result.choices : file.options.recipe(for: schema, rows: table.rowCount).choices
            let complete = RecipeFile(
                complete: recipe, table: table, data: try file.dataPath(), reading: file.reading)
            try complete.write(to: path, choices: choices)
            recipes.append(complete.text(choices: choices))
            trained.append(try Trainer(recipe, threads: threads.count).train(on: table, schema: schema))
        }
        Notices.show(
            recipe.remarks(
                on: trained[0].model.recipe, choices: result.choices, followsFile: data.recipe != nil))
        for case .failed(let error) in trained.map(\.ending) { throw error }
        try save(Model(averaging: trained.map(\.model)), table, schema, to: outputs.model)
        try page.write {
            var report = TuningReport(result, schema: schema)
            (report.training, report.averaged) = (trained[0], outputs.averaged)
            report.origin = ReportOrigin(recipes: recipes, commands: [ReportOptions.command])
            return report.page
        }
        try show(result, outputs, table, schema)
    }

    private func save(_ model: Model, _ table: Table, _ schema: Schema, to path: String) throws {
        let rows = table.selectingRows(schema.rowsWithTargets(in: table))
        let scores = try model.evaluate(rows, threads: threads.count)
        try model.addingMetrics(scores).write(to: path)
    }
}

/// Where goes what a search found.
struct TuneOutputs {
    let model: String

    /// The winner's recipe.
    let recipe: String

    /// What the model is made of, in the order of ``recipes``.
    var averaged: [TuningResult.Trial] = []

    /// Where the recipes go: the winner's, and the one that it is averaged with.
    var recipes: [String] { Array([recipe, companion].prefix(averaged.count)) }

    /// `iris-tuned-default.yaml` beside `iris-tuned.yaml`.
    var companion: String {
        let end =
            recipe.lastIndex(of: ".").flatMap { recipe[$0...].contains("/") ? nil : $0 } ?? recipe.endIndex
        return recipe[..<end] + "-default" + recipe[end...]
    }
}

extension TuningResult {
    /// What the search decided, for the comments of a recipe.
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
