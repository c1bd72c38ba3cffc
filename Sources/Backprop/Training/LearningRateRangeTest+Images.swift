extension LearningRateRangeTest {
    /// Tests on images, all of them.
    ///
    /// - Parameters:
    ///   - images: With labels.
    ///   - threads: The most threads to use; the result does not depend on it.
    /// - Throws: ``ImageError``, ``NetworkError`` or ``TrainingError``.
    public func run(on images: ImageSet, threads: Int = 1) throws -> Result {
        let preprocessor = try ImagePreprocessor(
            fitting: images, scaling: recipe.preprocessing.scaling, targetEncoding: recipe.targetEncoding,
            target: images.target)
        switch recipe.precision {
        case .float32: return try run(on: rows(images, preprocessor, as: Float.self), threads: threads)
        case .float64: return try run(on: rows(images, preprocessor, as: Double.self), threads: threads)
        }
    }

    private func rows<S: Scalar>(
        _ images: ImageSet, _ preprocessor: ImagePreprocessor, as scalar: S.Type
    ) throws -> ImageRows<S> {
        try ImageRows(
            images, preprocessor: preprocessor, augmentation: recipe.augmentation,
            input: recipe.network.inputShape(forImages: images.shape))
    }
}
