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

    @OptionGroup var numbers: GradcheckOptions

    func run() throws {
        let file = try learning.file()
        let data = try CommandData(file)
        let (recipe, _) = try data.recipe(file.options)
        let check = try GradientCheck(
            recipe, data.learning(for: recipe), rowLimit: numbers.rows ?? 16,
            limit: numbers.parameters ?? 2000,
            step: numbers.difference ?? 1e-5, tolerance: tolerances)
        let report = GradientReport(data.rows, recipe: recipe, check: check)
        try output.show(json: report.json, text: report.text)
        guard report.check.passes else { throw ExitCode.failure }
    }

    private var tolerances: GradientCheck.Tolerance {
        GradientCheck.Tolerance(
            absolute: numbers.absoluteTolerance ?? 1e-7, relative: numbers.tolerance ?? 1e-5)
    }
}
