import ArgumentParser
import Backprop
import BackpropRecipes

/// Compares the gradient of a recipe's network on its rows with differences of the loss.
struct GradcheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gradcheck",
        abstract: "Check the gradient of a network on rows of a table or on images.",
        discussion: """
            Backpropagation's derivative of the loss by each parameter is compared with a central difference of \
            the loss, in double precision, at the first parameters of the recipe. The exit status is 1 where any \
            two disagree.

            Example:
              backprop gradcheck iris.csv --target species --layers "dense 16 gelu, dropout 0.2"
            """)

    @OptionGroup var learning: LearningOptions
    @OptionGroup var output: OutputOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many rows to take, drawn by the seed (default: 16).", valueName: "number"))
    var rows: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The most parameters to look at, drawn by the seed (default: 2000).", valueName: "number"))
    var parameters: Int?

    @Option(parsing: .unconditional, help: "How far each parameter is moved (default: 1e-5).")
    var difference: Double?

    @Option(
        parsing: .unconditional,
        help: "How far apart two derivatives may be, as a share of their size (default: 1e-5).")
    var tolerance: Double?

    @Option(
        parsing: .unconditional, help: "How far apart two derivatives may always be (default: 1e-7).")
    var absoluteTolerance: Double?

    func validate() throws {
        for (name, value) in [("--rows", rows), ("--parameters", parameters)] {
            if let value, value < 1 { throw ValidationError("\(name) is at least 1, not \(value)") }
        }
        if let difference, !(difference > 0 && difference <= 1) {
            throw ValidationError("--difference is above 0 and at most 1, not \(difference)")
        }
        let tolerances = [("--tolerance", tolerance), ("--absolute-tolerance", absoluteTolerance)]
        for case (let name, let value?) in tolerances where !(value >= 0 && value.isFinite) {
            throw ValidationError("\(name) is a number of at least 0, not \(value)")
        }
    }

    func run() throws {
        let file = try learning.file()
        let data = try CommandData(file)
        let (recipe, _) = try data.recipe(file.options)
        let check = try GradientCheck(
            recipe, data.learning(for: recipe), rowLimit: rows ?? 16, limit: parameters ?? 2000,
            step: difference ?? 1e-5, tolerance: tolerances)
        let report = GradientReport(data.rows, recipe: recipe, check: check)
        try output.show(json: report.json, text: report.text)
        guard report.check.passes else { throw ExitCode.failure }
    }

    private var tolerances: GradientCheck.Tolerance {
        GradientCheck.Tolerance(absolute: absoluteTolerance ?? 1e-7, relative: tolerance ?? 1e-5)
    }
}
