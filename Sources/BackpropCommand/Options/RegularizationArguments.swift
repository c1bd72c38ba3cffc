import ArgumentParser
import Backprop

/// What keeps a network from learning by heart, option by option.
struct RegularizationArguments: ParsableArguments {
    @Option(parsing: .unconditional, help: "A penalty on the weights' magnitudes, at least 0 (default: 0).")
    var l1: Double?

    @Option(
        parsing: .unconditional,
        help:
            "A penalty on half the weights' squares, biases excluded, at least 0 (default: 0; 0.01 for lbfgs)."
    )
    var l2: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The largest norm of the weights into one unit, above 0 (default: no limit).", valueName: "norm"))
    var maxNorm: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The largest magnitude of one value of the gradient, above 0 (default: no limit).",
            valueName: "value"))
    var clipValue: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The largest norm of the gradient, above 0 (default: no limit).", valueName: "norm"))
    var clipNorm: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The share of each label that is spread over all classes, from 0 to below 1 (default: 0).",
            valueName: "share"))
    var labelSmoothing: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The deviation of the noise that is added to the scaled features, at least 0 (default: 0).",
            valueName: "deviation"))
    var inputNoise: Double?

    /// Overrides what a recipe says.
    func apply(to options: inout RecipeOptions) {
        if let l1 { options.regularization.l1 = l1 }
        if let l2 { options.l2 = l2 }
        if let maxNorm { options.regularization.maxNorm = maxNorm }
        if let clipValue { options.regularization.clipValue = clipValue }
        if let clipNorm { options.regularization.clipNorm = clipNorm }
        if let labelSmoothing { options.regularization.labelSmoothing = labelSmoothing }
        if let inputNoise { options.regularization.inputNoise = inputNoise }
    }
}
