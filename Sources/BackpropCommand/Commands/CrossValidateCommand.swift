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

    @OptionGroup var data: RecipeDataOptions
    @OptionGroup(title: "Columns") var columns: ColumnOptions
    @OptionGroup(title: "Preprocessing") var preprocessing: PreprocessingOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Recipe") var recipe: RecipeArguments
    @OptionGroup(title: "Importance") var importance: ImportanceOptions
    @OptionGroup var scoring: ScoringOptions
    @OptionGroup var page: ReportOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(parsing: .unconditional, help: "How many parts the rows are divided into (default: 5).")
    var folds: Int?

    @Option(parsing: .unconditional, help: "How often the whole is repeated, with other parts (default: 1).")
    var repeats: Int?

    @Option(
        help:
            "How the rows are divided (default: stratified for classes, shuffled for numbers, grouped with --group)."
    )
    var split: SplitKind?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("With --split hold-out: the share tested (default: 0.2).", valueName: "share"))
    var testShare: Double?

    enum SplitKind: String, ExpressibleByArgument, CaseIterable {
        case stratified, shuffled, grouped, ordered
        case leaveOneOut = "leave-one-out"
        case holdOut = "hold-out"
    }

    func run() throws {
        var file = try data.file()
        columns.apply(to: &file.options.columns)
        try recipe.apply(to: &file.options)
        try preprocessing.apply(to: &file.options.preprocessing)
        try images.apply(to: &file.images)
        let options = file.options
        try page.check(against: [try file.dataPath(), data.recipe])
        let images = ImageSource(path: try file.dataPath(), reading: file.images) { try file.read() }
        if let images = try images.training(options.columns) { return try validate(file, on: images) }
        let table = try file.read()
        let schema = try Schema(inferring: table, selection: options.columns)
        Notices.show(table, schema)
        let kind = kind(for: schema)
        let splitter = try splitter(kind, task: schema.task, hasGroups: schema.group != nil)
        let (recipe, choices) = try options.recipe(for: schema, rows: table.rowCount)
        Notices.show(recipe.remarks)
        let result = try CrossValidation(
            recipe, splitter: splitter, threads: threads.count,
            importance: try importance.settings(seed: recipe.seed)
                ?? pageImportance(kind, recipe, schema),
            ignoresClassWeights: scoring.ignoreClassWeights
        ).run(on: table, schema: schema)
        try page.write {
            let complete = RecipeFile(
                complete: recipe, table: table, data: try file.dataPath(), reading: file.reading)
            var report = FoldsReport(
                result, recipe: recipe, schema: schema,
                division: "\(result.folds.count) folds, \(kind.rawValue), seed \(recipe.seed)")
            report.importanceAbsence =
                kind == .leaveOneOut
                ? "each fold has one row, with which nothing can be exchanged"
                : ReportOptions.importanceTakesLong
            report.origin = ReportOrigin(
                recipe: complete.text(choices: choices), commands: [ReportOptions.command])
            return try report.page()
        }
        try show(
            CrossValidationReport(
                data: SchemaReport(table: table, schema: schema).lines, task: schema.task, recipe: recipe,
                split: kind.rawValue, choices: choices, result: result,
                ignoresClassWeights: scoring.ignoreClassWeights, hasImportance: importance.importance))
    }

    /// How the page's importance is measured: not in folds of one row, where shuffling changes nothing.
    private func pageImportance(
        _ kind: SplitKind, _ recipe: Recipe, _ schema: Schema
    ) throws -> PermutationSettings? {
        guard kind != .leaveOneOut else { return nil }
        return page.importance(
            schema.task, columns: schema.features.count, rows: schema.rowCount * (repeats ?? 1),
            parameters: 1000, seed: recipe.seed)
    }

    /// Prints the report; a fold that failed is an error all the same.
    func show(_ report: CrossValidationReport) throws {
        try output.show(json: report.json, text: report.text)
        if let failure = report.result.folds.compactMap(\.failure).first { throw failure }
    }

    private func kind(for schema: Schema) -> SplitKind {
        let usual: SplitKind =
            schema.group != nil ? .grouped : schema.task == .classification ? .stratified : .shuffled
        return split ?? usual
    }

    func splitter(_ kind: SplitKind, task: LearningTask, hasGroups: Bool) throws -> Splitter {
        let (folds, repeats) = (self.folds ?? 5, self.repeats ?? 1)
        if testShare != nil && kind != .holdOut { throw UsageError("--test-share needs --split hold-out") }
        switch kind {
        case .stratified:
            guard task == .classification else {
                throw UsageError("--split stratified goes with classes; for numbers use shuffled")
            }
            return .stratified(folds: folds, repeats: repeats)
        case .shuffled: return .kFold(folds: folds, repeats: repeats)
        case .grouped:
            guard hasGroups else { throw UsageError("--split grouped needs --group COLUMN") }
            try refuseRepeats(kind)
            return .grouped(folds: folds)
        case .leaveOneOut:
            try refuseFolds(kind)
            if importance.importance {
                throw UsageError("--importance needs folds of several rows; leave-one-out has one")
            }
            return .leaveOneOut
        case .holdOut:
            try refuseFolds(kind)
            return .holdOut(testShare: testShare ?? 0.2, stratified: task == .classification)
        case .ordered:
            try refuseRepeats(kind)
            return .expandingWindow(folds: folds)
        }
    }

    private func refuseFolds(_ kind: SplitKind) throws {
        if folds != nil { throw UsageError("--folds does not go with --split \(kind.rawValue)") }
        try refuseRepeats(kind)
    }

    private func refuseRepeats(_ kind: SplitKind) throws {
        if repeats != nil { throw UsageError("--repeats does not go with --split \(kind.rawValue)") }
    }
}
