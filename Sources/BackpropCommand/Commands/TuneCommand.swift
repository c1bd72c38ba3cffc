import ArgumentParser
import Backprop
import BackpropRecipes

/// The command that searches for the best settings for a table.
struct TuneCommand: ParsableCommand, SharedCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune",
        abstract: "Search for the recipe that is best for a table.",
        discussion: """
            Recipes are drawn at random and scored by cross-validation. The best, and the default one, are then scored
            again by other folds. The recipe with the largest clear gain over the default wins; if none gains clearly,
            the default wins. The winner is saved as a recipe. The model saved averages the predictions of the winner
            and the default, both trained on all rows, since their mean is mostly better than either.
            The options given here hold for all trials, unless the search space sets other values.

            Examples:
              backprop tune iris.csv --target species
              backprop tune wheat.csv --trials 200 --time 10m --journal wheat.jsonl
              backprop tune wheat.csv --print-space > space.yaml
              backprop tune wheat.csv --space space.yaml
            """)

    @OptionGroup var data: RecipeDataOptions
    @OptionGroup(title: "Search") var search: SearchOptions
    @OptionGroup(title: "Columns") var columns: ColumnOptions
    @OptionGroup(title: "Time") var order: TimeOptions
    @OptionGroup(title: "Preprocessing") var preprocessing: PreprocessingOptions
    @OptionGroup(title: "Recipe") var recipe: RecipeArguments
    @OptionGroup var page: ReportOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Flag(
        inversion: .prefixedNo,
        help:
            "Average the predictions of the winner and of the default recipe, each trained on all rows."
    )
    var average = true

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "The file to save the model in (default: the data's name with -tuned.safetensors, in this folder).",
            valueName: "file"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "The file to save the winner's recipe in (default: the data's name with -tuned.yaml, in this folder).",
            valueName: "file"))
    var saveRecipe: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The column with the time of each row, dates or numbers: recipes are trained on the past and scored on later rows.",
            valueName: "column"))
    var timeColumn: String?

    func run() throws {
        var file = try data.file()
        try columns.apply(to: &file.options.columns)
        try order.apply(column: timeColumn, to: &file.options.time)
        try recipe.apply(to: &file.options)
        try preprocessing.apply(to: &file.options.preprocessing)
        let source = try file.dataPath()
        if try ImageSet.isImages(source) {
            throw UsageError(
                "tune goes with tables, not with images; cross-validate compares recipes for images")
        }
        if file.options.frozenLayers?.isEmpty == false {
            throw UsageError("tune tries networks of other layers, and so goes without --freeze")
        }
        var tuning = try search.tuning(file.options, threads: threads.count)
        let outputs = TuneOutputs(
            model: model ?? DataName.here(source, "-tuned.safetensors"),
            recipe: saveRecipe ?? DataName.here(source, "-tuned.yaml"))
        if !search.printSpace { try check(outputs, inputs: [source, data.recipe, search.space]) }
        let read = try file.read()
        let readSchema = try Schema(inferring: read, selection: file.options.columns)
        Notices.show(read, readSchema, options: file.options)
        Notices.warnOfTime(read, readSchema, file.options.time, option: "--time-column")
        let rows = try TableData(
            read, schema: readSchema, columns: file.options.columns, time: file.options.time)
        Notices.show([rows.gapNotice].compactMap(\.self))
        let (table, schema) = (rows.table, rows.schema)
        let space = try tuning.space ?? .standard(for: schema, rows: table.rowCount, options: file.options)
        if search.printSpace { return Console.result(SearchSpaceFile(space).text) }
        (tuning.space, tuning.scoresAverage) = (space, average)
        let result = try watched(tuning, table, schema)
        // The first rank trains the winner.
        if Ranks.isFirst { try finish(result, table, schema, file, outputs) }
    }

    /// Refuses outputs that would replace an input, or that cannot be written, before any computation.
    private func check(_ outputs: TuneOutputs, inputs: [String?]) throws {
        try OutputGuard.prepare(
            [
                .init("--model", outputs.model), .init("--save-recipe", outputs.recipe),
                .init("the default's recipe", outputs.defaultRecipe), .init("--journal", search.journal),
                page.target,
            ], against: inputs)
    }

    /// Runs a search and shows its progress; one that is interrupted ends the process here.
    private func watched(_ tuning: Tuning, _ table: Table, _ schema: Schema) throws -> TuningResult {
        let progress = SearchProgress()
        defer { progress.finish() }
        var tuning = tuning
        tuning.ranks = Ranks.current
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
            Console.message("to be able to resume a search, run it with --journal FILE")
            return
        }
        Console.message("interrupted after \(trials); results are in \(journal.path)")
        Console.message("to resume: " + RepeatedCommand.text(adding: "--resume"))
    }
}
