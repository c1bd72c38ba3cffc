import ArgumentParser
import Backprop
import BackpropRecipes

/// The command that compares the gradient of a recipe's network on its rows with differences of the loss.
struct GradcheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gradcheck",
        abstract: "Check the gradient of a network on rows of a table or on images.",
        discussion: """
            The derivative of the loss with respect to each parameter, from backpropagation, is compared with a \
            central difference of the loss. This is done in double precision, at the initial parameters of the \
            recipe. The exit status is 1 if any two disagree.

            Example:
              backprop gradcheck iris.csv --target species --layers "dense 16 gelu, dropout 0.2"
            """)

    @OptionGroup var learning: LearningOptions
    @OptionGroup var output: OutputOptions

    @Option(
        "rows", 1...1_000_000_000, "The number of rows to use, drawn by the seed", default: "16",
        valueName: "number")
    var rows: Int?

    @Option(
        "parameters", 1...1_000_000_000, "The largest number of parameters to check, drawn by the seed",
        default: "2000", valueName: "number")
    var parameters: Int?

    @Option("difference", .factor, "The distance by which each parameter is moved", default: "1e-5")
    var difference: Double?

    @Option(
        "tolerance", .nonNegative, "The largest difference of two derivatives, as a share of their size",
        default: "1e-5")
    var tolerance: Double?

    @Option(
        "absolute-tolerance", .nonNegative, "The difference of two derivatives that is always allowed",
        default: "1e-7")
    var absoluteTolerance: Double?

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
