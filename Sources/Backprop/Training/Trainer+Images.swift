extension Trainer {
    /// Trains on images: fits what scales them on the training images, then the network.
    ///
    /// - Parameters:
    ///   - images: With labels.
    ///   - rows: The images to train on; by default all.
    ///   - validation: Images to stop by, with labels; none of the others is then kept apart.
    ///   - conversion: How images were brought to their size and depth; noted in the model.
    ///   - onEpoch: Called after each epoch with its report.
    ///   - onEvent: Called with all that happens, on the thread that trains; an error it throws ends the run.
    /// - Throws: ``ImageError``, ``NetworkError`` or ``TrainingError``.
    public func train(
        on images: ImageSet, rows: [Int]? = nil, validation: ImageSet? = nil,
        conversion: ImageConversion = ImageConversion(),
        onEpoch: (EpochReport) -> Void = { _ in },
        onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingResult {
        let all = rows ?? Array(0..<images.count)
        let fold =
            try validation == nil
            ? recipe.stopping.divide(
                all, classes: images.classes.map { classes in all.map { classes[$0] } }, seed: recipe.seed)
            : Fold(training: all, test: [])
        let preprocessor = try ImagePreprocessor(
            fitting: images, rows: fold.training, scaling: recipe.preprocessing.scaling,
            targetEncoding: recipe.targetEncoding, conversion: conversion, target: images.target)
        switch recipe.precision {
        case .float32:
            return try train(images, fold, validation, preprocessor, as: Float.self, onEpoch, onEvent)
        case .float64:
            return try train(images, fold, validation, preprocessor, as: Double.self, onEpoch, onEvent)
        }
    }

    private func train<S: Scalar>(
        _ images: ImageSet, _ fold: Fold, _ others: ImageSet?, _ preprocessor: ImagePreprocessor,
        as scalar: S.Type, _ onEpoch: (EpochReport) -> Void,
        _ onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        let input = recipe.network.inputShape(forImages: images.shape)
        let all = try ImageRows<S>(
            images, preprocessor: preprocessor, augmentation: recipe.augmentation, input: input)
        let data = all.selecting(fold.training)
        let validation: (any BatchSource<S>)? =
            try others.map { try ImageRows<S>($0, preprocessor: preprocessor, input: input) }
            ?? (fold.test.isEmpty ? nil : all.selecting(fold.test))
        let classes = images.classes.map { all in fold.training.map { all[$0] } }
        let source = images.source.split(separator: "/").last.map(String.init) ?? images.source
        func model(_ outcome: TrainingOutcome<S>) throws -> Model {
            try Model(
                recipe: recipe, inputShape: input, parameters: Parameters(outcome.parameters),
                images: preprocessor,
                provenance: Provenance(source: source, rows: data.rowCount, epochs: outcome.epochs))
        }
        let outcome = try run(
            TrainingInputs(
                data: data, validation: validation, classes: classes, scoring: ValidationScoring(recipe),
                preprocessor: preprocessor, model: model),
            onEpoch: onEpoch, onEvent: onEvent)
        return TrainingResult(
            model: try model(outcome), history: outcome.history, ending: outcome.ending)
    }
}

extension Network {
    /// What a network takes for images of that shape: the shape itself, or, where only that fits, all values in a row.
    public func inputShape(forImages shape: Shape) -> Shape {
        let flat: Shape = [shape.count]
        let isFlat = (try? shapes(for: shape)) == nil && (try? shapes(for: flat)) != nil
        return isFlat ? flat : shape
    }
}
