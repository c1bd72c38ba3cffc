/// The gradient of a model's outputs with respect to the values of an image, in prediction and in Double.
///
/// A backward pass computes it if the layers' derivatives are those of prediction, else ``InputDifferences``.
///
/// Source: K. Simonyan, A. Vedaldi, A. Zisserman, "Deep Inside Convolutional Networks: Visualising Image Classification
/// Models and Saliency Maps", 2013, section 3.
struct InputGradient {
    private let differences: InputDifferences?
    private let backward: InputBackpropagation?
    private let preprocessor: ImagePreprocessor

    /// Prepares a model; the result is `nil` if neither method applies, and for an average of several networks.
    init?(_ model: Model, threads: Int) {
        guard let images = model.images, !model.isAverage else { return nil }
        var recipe = model.recipe
        // Scores before the last activation: the probability of a certain class hardly changes.
        if let last = recipe.network.layers.last as? any ActivatedLayer {
            recipe.network.layers[recipe.network.layers.count - 1] = last.withActivation(.linear)
        }
        guard
            let scores = try? Model(
                recipe: recipe, inputShape: model.inputShape, parameters: model.parameters,
                provenance: model.provenance)
        else { return nil }
        preprocessor = images
        backward = InputBackpropagation(scores, threads: threads)
        differences = backward == nil ? InputDifferences(scores, threads: threads) : nil
        if backward == nil && differences == nil { return nil }
    }

    /// Returns the magnitude of ∂ output / ∂ pixel for the only image of a set, the maximum over a pixel's channels,
    /// row by row.
    ///
    /// - Parameter output: The class; if one output represents two classes, it is used for both.
    func magnitudes(of images: ImageSet, output: Int) throws(ImageError) -> [Double] {
        let features = try preprocessor.features(of: images, as: Double.self)
        let chosen = min(output, preprocessor.targetCount - 1)
        let slopes =
            backward?.slopes(at: features, output: chosen)
            ?? differences?.slopes(at: features, output: chosen) ?? []
        let channels = preprocessor.shape[2]
        return (0..<(features.count / channels)).map { pixel in
            slopes[(pixel * channels)..<((pixel + 1) * channels)].reduce(0) { max($0, abs($1)) }
        }
    }
}
