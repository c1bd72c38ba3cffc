/// Labelled images as training reads them: scaled, and changed by an augmentation when they are learned from.
///
/// They stay bytes in memory; a batch is scaled when it is gathered.
public struct ImageRows<S: Scalar>: BatchSource {
    /// The images.
    public let images: ImageSet

    /// The preprocessor that scales them.
    public let preprocessor: ImagePreprocessor

    /// The augmentation of images that are learned from, or `nil` for none.
    public let augmentation: Augmentation?

    /// The shape of a row: height, width and channels, or all values in one dimension.
    public let inputShape: Shape

    /// The class of each image among the preprocessor's.
    private let classes: [Int]

    /// Takes labelled images.
    ///
    /// - Throws: ``ImageError`` if they have another shape than the preprocessor's, or labels that it does not know.
    public init(
        _ images: ImageSet, preprocessor: ImagePreprocessor, augmentation: Augmentation? = nil,
        input: Shape? = nil
    ) throws(ImageError) {
        try preprocessor.check(images)
        self.images = images
        self.preprocessor = preprocessor
        self.augmentation = augmentation
        classes = try preprocessor.classIndices(of: images)
        inputShape = input ?? preprocessor.shape
        precondition(inputShape.count == preprocessor.shape.count, "all values go in")
    }

    /// The number of images.
    public var rowCount: Int { images.count }

    /// The number of outputs.
    public var targetCount: Int { preprocessor.targetCount }

    /// Whether images have weights: never, since each counts once.
    public var hasWeights: Bool { false }

    /// Scales the requested images, and augments them if the pass has a position in a training run.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func gather(_ pass: BatchRequest<S>) {
        let width = inputShape.count
        nonisolated(unsafe) let pass = pass
        Threads.forEach(pass.rows.count, threads: pass.threads) { index in
            let image = pass.rows[index]
            writeTargets(image, pass.targets + index * targetCount)
            writeFeatures(image, pass.features + index * width, pass.context)
        }
    }

    private func writeTargets(_ image: Int, _ targets: UnsafeMutablePointer<S>) {
        if preprocessor.targetEncoding == .binary {
            targets[0] = S(classes[image])
        } else {
            for index in 0..<targetCount { targets[index] = index == classes[image] ? 1 : 0 }
        }
    }

    private func writeFeatures(_ image: Int, _ features: UnsafeMutablePointer<S>, _ context: RandomContext?) {
        let start = image * images.shape.count
        switch images.pixels {
        case .bytes(let values):
            values.withUnsafeBufferPointer {
                write(UnsafeBufferPointer(rebasing: $0[start...]), image, features, context) { Double($0) }
            }
        case .numbers(let values):
            values.withUnsafeBufferPointer {
                write(UnsafeBufferPointer(rebasing: $0[start...]), image, features, context) { Double($0) }
            }
        }
    }

    @inline(__always)
    private func write<Pixel>(
        _ pixels: UnsafeBufferPointer<Pixel>, _ image: Int, _ features: UnsafeMutablePointer<S>,
        _ context: RandomContext?, _ number: (Pixel) -> Double
    ) {
        let painter = ImagePainter(preprocessor)
        if let augmentation, let context {
            painter.paint(pixels, features, augmentation, image: image, context: context, number)
        } else {
            painter.paint(pixels, features, number)
        }
    }
}
