import ArgumentParser
import Backprop
import BackpropRecipes

/// The command that shows every number of one training step on one row.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show every number of one training step on one row.",
        discussion: """
            Prints the weighted sums, outputs, deltas, gradients and updated weights of one step on that row \
            alone: the first step of a recipe, or the next step of a model.

            Examples:
              backprop trace iris.csv --row 3 --target species --layers "dense 4 tanh" --diagram step.svg
              backprop trace iris.csv --row 3 --model iris.safetensors
            """)

    @OptionGroup var learning: LearningOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup var example: RowOption

    @Option(
        help: ArgumentHelp(
            "A model to start from. Its own recipe is followed; none can be given.", valueName: "file"))
    var model: String?

    @Option(
        help: ArgumentHelp("The file to draw the network in, before the step, as SVG.", valueName: "file"))
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
        let trace = try trace(file)
        try diagram.map { try AtomicFile.write(Array(trace.diagram.svg.utf8), to: $0) }
        try output.show(json: try JSONValue(encoding: trace), text: trace.text(full: full))
    }

    private func trace(_ file: RecipeFile) throws -> StepTrace {
        guard let path = model else {
            let data = try CommandData(file)
            let index = try index(data.rows)
            let (recipe, _) = try data.recipe(file.options)
            return try StepTrace(recipe, data.learning(for: recipe), row: index)
        }
        let model = try Model(contentsOf: path)
        if model.members.count > 1 {
            Console.message(
                "the model averages \(model.members.count) networks; the step shown is one of the first")
        }
        let rows = try model.rows(file, learning.data.reading)
        return try StepTrace(model, rows, row: index(rows))
    }

    /// Returns the index of the requested row.
    private func index(_ rows: any RawRows) throws -> Int {
        let row = example.row
        guard row >= 1, row <= rows.rowCount else {
            throw UsageError("--row is a row of \(rows.source), 1 to \(rows.rowCount), not \(row)")
        }
        return row - 1
    }

    /// Refuses a recipe next to a model, which has its own recipe.
    private func refuseRecipe(_ file: RecipeFile) throws {
        var rest = file
        (rest.data, rest.reading) = (nil, ReadingOptions())
        guard learning.data.recipe == nil, rest.text() == RecipeFile().text() else {
            throw UsageError(
                "--model has its own recipe and columns; leave out --recipe and options of recipe, columns and preprocessing"
            )
        }
    }
}
