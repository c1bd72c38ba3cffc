import Backprop

extension Answerer {
    /// The maximum number of pixels of an image. A small file may declare many.
    private static let maximumPixelCount = 1 << 24

    /// Answers a request whose rows are images. They are prepared as the command `predict` prepares them.
    ///
    /// - Throws: ``RequestError`` if an image cannot be read, or has another size than the model takes.
    func answer(_ request: ImageRequest, _ choice: AnswerChoice = AnswerChoice()) throws(RequestError)
        -> Answer
    {
        do {
            guard request.files.count <= maximumRowCount else {
                throw RequestError("The body has more than \(maximumRowCount) images.", status: 413)
            }
            guard let images = try images(request.files) else {
                return try answer(PartialPredictions(rowCount: 0), nil, choice)
            }
            let predictions = try compiled.predictions(of: images)
            let sheet = PredictionSheet(
                compiled.model, images: images, choice.columns, uncertainty: try rules(choice))
            let writer = AnswerWriter(sheet, nil, choice)
            let all = PartialPredictions(
                parts: [.init(first: 0, predictions: predictions)], rowCount: predictions.rowCount)
            try writer.write(all)
            return Answer(
                bytes: writer.bytes, form: choice.form, rowCount: predictions.rowCount,
                report: predictions.report)
        } catch {
            throw RequestError(error)
        }
    }

    /// Decodes files and converts them to the size and channels of the model; `nil` stands for no files.
    private func images(_ files: [[UInt8]]) throws -> ImageSet? {
        guard let preprocessor = compiled.model.images, !files.isEmpty else { return nil }
        let shape = preprocessor.shape
        let limits = ImageLimits(pixelsPerImage: Self.maximumPixelCount)
        var bytes: [UInt8] = []
        for (index, file) in files.enumerated() {
            let number = RowNumber(.element, index + 1)
            let raster: Raster
            do {
                raster = try Raster(decoding: file, source: "image \(index + 1)", limits: limits)
            } catch {
                throw RequestError(error).about(number)
            }
            // Files cannot have more than four channels.
            let channels = (1...4).contains(shape[2]) ? shape[2] : nil
            let converted = raster.converted(preprocessor.conversion, channels: channels)
            guard converted.shape == shape else {
                throw RequestError(
                    "Image \(index + 1) is \(raster.shape), but the model takes images of \(shape).",
                    status: 422, row: number)
            }
            bytes += converted.bytes
        }
        return ImageSet(bytes: bytes, shape: shape, source: Self.source)
    }
}
