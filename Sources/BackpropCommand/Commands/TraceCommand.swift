import ArgumentParser
import Backprop
import BackpropRecipes

/// Shows every number of one training step on one row.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show every number of one training step on one row.",
        discussion: """
            Weighted sums, outputs, deltas, gradients and updated weights of one step on that row alone: the \
            first step of a recipe, or the next step of a model.

            Examples:
              backprop trace iris.csv --row 3 --target species --layers "dense 4 tanh" --diagram step.svg
              backprop trace iris.csv --row 3 --model iris.safetensors
            """)

    @OptionGroup var learning: LearningOptions
    @OptionGroup var output: OutputOptions

    @Option(
        "row", 1...Int.max, "The row of the table, counted from 1 after the header",
        valueName: "number")
    var row: Int = 1

    @Option(
        help: ArgumentHelp(
            "A model to start from, with its own recipe; no recipe is given then.", valueName: "file"))
    var model: String?

    @Option(
        help: ArgumentHelp("Where to draw the network as it is before the step, in SVG.", valueName: "file"))
    var diagram: String?

    @Flag(help: "Show all numbers of large layers.")
    var full = false

    func run() throws {
        let file = try learning.file()
        let source = try file.dataPath()
        if model != nil { try refuseRecipe(file) }
        if let diagram {
            for input in [source, learning.data.recipe, model].compactMap(\.self) {
                try OutputGuard.refuse(output: diagram, input: input)
            }
            try AtomicFile.checkWritable(diagram)
        }
        let trace = try trace(file.source(), file)
        try diagram.map { try AtomicFile.write(Array(trace.diagram.svg.utf8), to: $0) }
        try output.show(json: try JSONValue(encoding: trace), text: trace.text(full: full))
    }

    private func trace(_ source: ImageSource, _ file: RecipeFile) throws -> StepTrace {
        let model = try self.model.map { try Model(contentsOf: $0) }
        if let count = model?.members.count, count > 1 {
            Console.message("the model averages \(count) networks; the step shown is one of the first")
        }
        if let model, let preprocessor = model.images {
            let images = try source.images(for: model, preprocessor)
            return try StepTrace(model, images: images, index: index(images.source, images.count))
        }
        if model == nil, let images = try source.training(file.options.columns) {
            let (recipe, _) = try file.options.recipe(for: images)
            return try StepTrace(recipe, images: images, index: index(images.source, images.count))
        }
        let table = try file.read()
        let row = try index(table.source, table.rowCount)
        if let model { return try StepTrace(model, table: table, row: row) }
        let schema = try Schema(inferring: table, selection: file.options.columns)
        Notices.show(table, schema)
        let (recipe, _) = try file.options.recipe(for: schema, rows: table.rowCount)
        return try StepTrace(recipe, table: table, schema: schema, row: row)
    }

    /// The row asked for, from 0.
    private func index(_ source: String, _ count: Int) throws -> Int {
        guard row >= 1, row <= count else {
            throw UsageError("--row is a row of \(source), 1 to \(count), not \(row)")
        }
        return row - 1
    }

    /// A model brings its recipe along; to say another beside it would say nothing.
    private func refuseRecipe(_ file: RecipeFile) throws {
        var rest = file
        (rest.data, rest.reading) = (nil, ReadingOptions())
        guard learning.data.recipe == nil, rest.text() == RecipeFile().text() else {
            throw UsageError(
                "--model brings its own recipe and columns; leave out --recipe and options of recipe, columns and preprocessing"
            )
        }
    }
}
