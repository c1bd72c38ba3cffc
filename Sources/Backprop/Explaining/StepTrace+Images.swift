extension StepTrace {
    /// Traces the first step of a recipe on an image, scaled as training scales it and without augmentation.
    ///
    /// - Parameters:
    ///   - recipe: What to do; its batch size does not matter.
    ///   - images: The images that training would learn from, with labels.
    ///   - index: The image, from 0.
    /// - Throws: ``ImageError``, ``NetworkError`` or ``TrainingError``.
    public init(_ recipe: Recipe, images: ImageSet, index: Int) throws {
        let preprocessor = try ImagePreprocessor(
            fitting: images, scaling: recipe.preprocessing.scaling, targetEncoding: recipe.targetEncoding)
        try self.init(recipe, images: images, index: index, preprocessor: preprocessor, parameters: nil)
    }

    /// Traces the step that training would make next if a model were trained on by an image, with an optimizer that
    /// remembers nothing yet.
    ///
    /// - Throws: ``ModelError``, ``ImageError`` or ``TrainingError``.
    public init(_ model: Model, images: ImageSet, index: Int) throws {
        guard let preprocessor = model.images else { throw ModelError.trainedOnNumbers }
        try self.init(
            model.recipe, images: images, index: index, preprocessor: preprocessor,
            parameters: model.parameters)
    }

    private init(
        _ recipe: Recipe, images: ImageSet, index: Int, preprocessor: ImagePreprocessor,
        parameters: Parameters?
    ) throws {
        precondition((0..<images.count).contains(index), "the image is there")
        let image = images.selecting([index])
        let input = recipe.network.inputShape(forImages: images.shape)
        func trace<S: Scalar>(as scalar: S.Type) throws -> StepTrace {
            let data = try preprocessor.dataset(of: image, input: input, as: S.self)
            return try StepTrace(recipe, data: data, parameters: parameters?.values(as: S.self))
        }
        self = recipe.precision == .float32 ? try trace(as: Float.self) : try trace(as: Double.self)
        place = Place(source: images.source, row: index + 1, line: nil)
        outputNames = preprocessor.classLabels
        if preprocessor.targetEncoding == .binary { outputNames = outputNames.suffix(1) }
    }
}
