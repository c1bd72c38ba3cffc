extension Model {
    /// Predicts every image of a set.
    ///
    /// - Throws: ``ImageError`` where the images have another shape than those the model was trained on, and
    ///   ``ModelError/notTrainedOnImages``.
    public func predict(_ images: ImageSet, threads: Int = 1) throws -> Predictions {
        guard companions.isEmpty else {
            return Predictions(averaging: try members.map { try $0.predict(images, threads: threads) })
        }
        let preprocessor = try requiredImages()
        let outputs =
            switch parameters.precision {
            case .float32: try outputs(images, preprocessor, as: Float.self, threads: threads)
            case .float64: try outputs(images, preprocessor, as: Double.self, threads: threads)
            }
        let labels = preprocessor.classLabels
        let scores = ClassScoring(
            outputs, classCount: labels.count, isBinary: preprocessor.targetEncoding == .binary,
            activation: network.outputActivation)
        return Predictions(
            content: .classes(scores.classes, labels: labels, probabilities: scores.probabilities),
            rowCount: images.count, report: EncodingReport(images: images.count))
    }

    /// Compares predictions with the labels of the images.
    ///
    /// - Throws: ``ImageError`` where labels are missing or unknown to the model.
    public func evaluate(_ images: ImageSet, threads: Int = 1) throws -> Evaluation {
        try evaluate(predict(images, threads: threads), on: images)
    }

    /// Compares predictions made earlier with the labels of their images.
    public func evaluate(_ predictions: Predictions, on images: ImageSet) throws -> Evaluation {
        let truth = try requiredImages().classIndices(of: images)
        guard case .classes(let classes, let labels, let probabilities) = predictions.content else {
            preconditionFailure("images are sorted into classes")
        }
        guard let probabilities else {
            return .classification(
                try ClassificationEvaluation(truth: truth, predicted: classes, classLabels: labels))
        }
        return .classification(
            try ClassificationEvaluation(truth: truth, probabilities: probabilities, classLabels: labels))
    }

    /// What predictors reach on labelled images without looking at them: the most frequent class of the training
    /// images, and a class drawn as often as those have it.
    public func baselines(on images: ImageSet) throws -> [NamedBaseline] {
        let preprocessor = try requiredImages()
        return try Self.baselines(
            shares: preprocessor.classShares, classes: preprocessor.classIndices(of: images), weights: nil,
            labels: preprocessor.classLabels)
    }

    /// The images whose predictions are farthest from the truth, the worst first.
    public func worstImages(_ predictions: Predictions, on images: ImageSet, count: Int) throws
        -> [WorstPrediction]
    {
        let truth = try requiredImages().classIndices(of: images)
        guard case .classes(let classes, let labels, let probabilities) = predictions.content else {
            return []
        }
        let all = truth.indices.map { image in
            WorstPrediction(
                row: image, class: classes[image], truth: truth[image], labels: labels,
                share: probabilities?[image * labels.count + truth[image]])
        }
        return Array(all.sorted { ($1.badness, $0.row) < ($0.badness, $1.row) }.prefix(max(0, count)))
    }

    /// What turns images into numbers.
    func requiredImages() throws -> ImagePreprocessor {
        guard let images else { throw ModelError.notTrainedOnImages }
        return images
    }

    /// In parts, so that a hundred thousand images need not lie in memory as numbers all at once.
    private func outputs<S: Scalar>(
        _ images: ImageSet, _ preprocessor: ImagePreprocessor, as scalar: S.Type, threads: Int
    ) throws -> [Double] {
        let predictor = try Predictor<S>(member: self, threads: threads)
        var outputs: [Double] = []
        outputs.reserveCapacity(images.count * predictor.outputCount)
        let size = rowsAtATime(maximum: Self.maximumImages, outputs: predictor.outputCount)
        for begin in stride(from: 0, to: images.count, by: size) {
            let rows = Array(begin..<min(images.count, begin + size))
            let features = try preprocessor.features(of: images, rows: rows, as: S.self)
            outputs += predictor.outputs(for: features).map { Double($0) }
        }
        return outputs
    }

    private static let maximumImages = 4096
}
