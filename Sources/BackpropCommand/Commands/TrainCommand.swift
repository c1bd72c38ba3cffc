import ArgumentParser
import Backprop

/// Trains a network on a table and saves it as a model.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a network on a table and save it as a model.",
        discussion: """
            Whatever is not said is chosen by the data, and printed.

            Example:
              backprop train iris.csv --target species
              backprop train wheat.csv --layers "dense 5 sigmoid" --optimizer sgd --learning-rate 0.3
            """)

    @OptionGroup(title: "Data") var data: DataOptions
    @OptionGroup(title: "Columns") var columns: ColumnOptions
    @OptionGroup(title: "Recipe") var recipe: RecipeArguments
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: [.customShort("o"), .long],
        help: "Where the model goes (default: the data's name with .safetensors).")
    var model: String?

    func run() throws {
        let options = try recipe.options(columns: columns.selection)
        let path = model ?? Self.modelPath(for: data.data)
        try AtomicFile.checkWritable(path)
        AtomicFile.removeStaleTemporaries(for: path)
        let table = try data.read()
        let schema = try Schema(inferring: table, selection: options.columns)
        for notice in schema.notices { Console.warning(notice) }
        let (recipe, choices) = try options.recipe(for: schema, rows: table.rowCount)
        let progress = EpochProgress(total: recipe.epochs)
        let result = try Trainer(recipe, threads: threads.count).train(
            on: table, schema: schema, onEpoch: progress.show)
        progress.finish()
        try finish(result, table: table, schema: schema, choices: choices, path: path)
    }

    /// Scores the model on its own rows, saves it and reports.
    private func finish(
        _ result: TrainingResult, table: Table, schema: Schema, choices: [Choice], path: String
    ) throws {
        for notice in result.model.preprocessor?.notices ?? [] { Console.warning(notice) }
        let evaluation = try result.model.evaluate(
            table.selectingRows(schema.rowsWithTargets(in: table)), threads: threads.count)
        let model = result.model.addingMetrics(evaluation)
        try model.write(to: path)
        let report = TrainReport(
            table: table, schema: schema, choices: choices, result: result, evaluation: evaluation, path: path
        )
        try output.show(json: report.json, text: report.text)
        if case .failed(let error) = result.ending {
            Console.message("the model holds the last finite parameters, of epoch \(model.provenance.epochs)")
            throw error
        }
    }

    /// The data's name with another ending, in the current folder.
    private static func modelPath(for data: String) -> String {
        guard data != "-" else { return "model.safetensors" }
        var name = data.split(separator: "/").last.map(String.init) ?? data
        for ending in [".gz", ".csv", ".tsv", ".txt", ".data"] where name.hasSuffix(ending) {
            name.removeLast(ending.count)
        }
        return name + ".safetensors"
    }
}
