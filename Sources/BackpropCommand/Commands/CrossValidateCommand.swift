import ArgumentParser
import Backprop

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

    @OptionGroup(title: "Data") var data: DataOptions
    @OptionGroup(title: "Columns") var columns: ColumnOptions
    @OptionGroup(title: "Recipe") var recipe: RecipeArguments
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "How many parts the rows are divided into.")
    var folds: Int = 5

    @Option(help: "How often the whole is repeated, with other parts.")
    var repeats: Int = 1

    @Option(
        help: "stratified, shuffled, grouped, leave-one-out or ordered (default: stratified for classes).")
    var split: SplitKind?

    enum SplitKind: String, ExpressibleByArgument, CaseIterable {
        case stratified, shuffled, grouped, ordered
        case leaveOneOut = "leave-one-out"
    }

    func run() throws {
        let options = try recipe.options(columns: columns.selection)
        let table = try data.read()
        let schema = try Schema(inferring: table, selection: options.columns)
        for notice in schema.notices { Console.warning(notice) }
        let splitter = try splitter(for: schema)
        let (recipe, choices) = try options.recipe(for: schema, rows: table.rowCount)
        let result = try CrossValidation(recipe, splitter: splitter, threads: threads.count)
            .run(on: table, schema: schema)
        let report = CrossValidationReport(
            table: table, schema: schema, recipe: recipe, choices: choices, result: result)
        try output.show(json: report.json, text: report.text)
        if let failure = result.folds.compactMap(\.failure).first { throw failure }
    }

    private func splitter(for schema: Schema) throws -> Splitter {
        let usual: SplitKind =
            schema.group != nil ? .grouped : schema.task == .classification ? .stratified : .shuffled
        switch split ?? usual {
        case .stratified:
            guard schema.task == .classification else {
                throw UsageError("--split stratified goes with classes; for numbers use shuffled")
            }
            return .stratified(folds: folds, repeats: repeats)
        case .shuffled: return .kFold(folds: folds, repeats: repeats)
        case .grouped: return .grouped(folds: folds)
        case .leaveOneOut: return .leaveOneOut
        case .ordered: return .expandingWindow(folds: folds)
        }
    }
}
