import ArgumentParser
import Backprop

/// The options of the regularization against overfitting.
struct RegularizationOptions: ParsableArguments {
    @Option(.l1) var l1: RecipeOption?
    @Option(.l2) var l2: RecipeOption?
    @Option(.maxNorm) var maxNorm: RecipeOption?
    @Option(.clipValue) var clipValue: RecipeOption?
    @Option(.clipNorm) var clipNorm: RecipeOption?
    @Option(.labelSmoothing) var labelSmoothing: RecipeOption?
    @Option(.inputNoise) var inputNoise: RecipeOption?

    /// The options that are set.
    var explicit: [RecipeOption] {
        [l1, l2, maxNorm, clipValue, clipNorm, labelSmoothing, inputNoise].compactMap(\.self)
    }
}
