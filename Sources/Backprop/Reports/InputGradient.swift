/// How fast the outputs of a model change with the values of an image: the gradient with respect to the input, by central
/// differences in Double, as the network predicts.
///
/// Source: K. Simonyan, A. Vedaldi, A. Zisserman, "Deep Inside Convolutional Networks: Visualising Image Classification
/// Models and Saliency Maps", 2013, section 3.
struct InputGradient {
    private let predictor: Predictor<Double>
    private let preprocessor: ImagePreprocessor

    private static let mostValues = 4096
    private static let valuesAtATime = 128
    private static let step = 1e-3

    /// Makes a model ready; `nil` where images are so large that differences would take long.
    init?(_ model: Model, threads: Int) {
        guard let images = model.images, images.shape.count <= Self.mostValues else { return nil }
        var recipe = model.recipe
        // Scores before the last activation: where a class is certain, its probability hardly changes.
        if let last = recipe.network.layers.last as? any ActivatedLayer {
            recipe.network.layers[recipe.network.layers.count - 1] = last.withActivation(.linear)
        }
        guard
            let scores = try? Model(
                recipe: recipe, inputShape: model.inputShape, parameters: model.parameters,
                provenance: model.provenance)
        else { return nil }
        predictor = Predictor<Double>(scores, threads: threads)
        preprocessor = images
    }

    /// The magnitude of ∂ output / ∂ pixel for the only image of a set, the largest of a pixel's channels; row by row.
    ///
    /// - Parameter output: The class; where one output stands for two classes, that output serves for both.
    func magnitudes(of images: ImageSet, output: Int) throws(ImageError) -> [Double] {
        let features = try preprocessor.features(of: images, as: Double.self)
        let outputs = predictor.outputCount
        let chosen = min(output, outputs - 1)
        var slopes: [Double] = []
        for begin in stride(from: 0, to: features.count, by: Self.valuesAtATime) {
            let places = begin..<min(features.count, begin + Self.valuesAtATime)
            var changed: [Double] = []
            changed.reserveCapacity(2 * places.count * features.count)
            for place in places {
                for sign in [1.0, -1.0] {
                    changed.append(contentsOf: features)
                    changed[changed.count - features.count + place] += sign * Self.step
                }
            }
            let scores = predictor.outputs(for: changed)
            for row in stride(from: 0, to: 2 * places.count, by: 2) {
                let difference = scores[row * outputs + chosen] - scores[(row + 1) * outputs + chosen]
                slopes.append(abs(difference) / (2 * Self.step))
            }
        }
        let channels = preprocessor.shape[2]
        return (0..<(features.count / channels)).map { pixel in
            slopes[(pixel * channels)..<((pixel + 1) * channels)].max() ?? 0
        }
    }
}
