import ArgumentParser
import Backprop

/// Finds a learning rate by raising it from step to step.
struct FindLearningRateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find-learning-rate",
        abstract:
            "Raise the learning rate from step to step, and see where the loss falls and where it bursts.",
        discussion: """
            Nothing is saved. What comes out is a place to begin, for the optimizer and the batch size in use.

            Example:
              backprop find-learning-rate wheat.csv --optimizer sgd
            """)

    @OptionGroup var data: RecipeDataOptions
    @OptionGroup(title: "Columns") var columns: ColumnOptions
    @OptionGroup(title: "Preprocessing") var preprocessing: PreprocessingOptions
    @OptionGroup(title: "Recipe") var recipe: RecipeArguments
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(parsing: .unconditional, help: "The first learning rate, above 0 (default: 0.000001).")
    var lowest: Double?

    @Option(parsing: .unconditional, help: "The last learning rate (default: 10).")
    var highest: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many updates are made, at least 10 (default: one epoch, at least 200).", valueName: "number")
    )
    var steps: Int?

    func run() throws {
        var file = try data.file()
        columns.apply(to: &file.options.columns)
        try recipe.apply(to: &file.options)
        try preprocessing.apply(to: &file.options.preprocessing)
        let table = try file.read()
        let schema = try Schema(inferring: table, selection: file.options.columns)
        Notices.show(table, schema)
        let (recipe, _) = try file.options.recipe(for: schema, rows: table.rowCount)
        let test = try LearningRateRangeTest(
            recipe, lowest: lowest ?? 1e-6, highest: highest ?? 10, steps: steps)
        let report = LearningRateReport(
            recipe: recipe, result: try test.run(on: table, schema: schema, threads: threads.count))
        try output.show(json: report.json, text: report.text)
    }
}
