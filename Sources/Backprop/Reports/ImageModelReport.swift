/// A page about a model of images. It shows scores and baselines, images with predictions, the classes that are most
/// often confused, the first layer's filters and the decisive pixels. Training, network and recipe follow.
public struct ImageModelReport {
    let model: Model
    let images: ImageSet
    let predictions: Predictions
    let evaluation: Evaluation
    let baselines: [NamedBaseline]
    let threads: Int

    /// The result of the model's training, or `nil` if it is not known.
    public var training: TrainingResult?

    /// The recipe and the commands that reproduce the result.
    public var origin = ReportOrigin()

    /// The scored images, as the end of a sentence. Defaults to those of the file.
    public var rowsScored: String

    private static let sheetSize = 40
    private static let pairCount = 5
    private static let imagesPerPair = 6
    private static let saliencyCount = 6

    /// Creates the report.
    ///
    /// - Throws: ``ImageError`` if the images have no labels or do not fit the model.
    public init(_ model: Model, predictions: Predictions, on images: ImageSet, threads: Int = 1) throws {
        self.model = model
        self.images = images
        self.predictions = predictions
        self.threads = threads
        evaluation = try model.evaluate(predictions, on: images)
        baselines = try model.baselines(on: images)
        rowsScored =
            "\(counted(images.count, "image", "images")) of \(images.source.split(separator: "/").last ?? "a file")"
    }

    /// Returns the page.
    public func page() throws -> HTMLReport {
        let rows = PredictionsWithTruth(predictions.content, try model.truth(of: images))
        let judged = ImagePredictionsWithTruth(images, rows)
        let right = judged.truth.indices.count { judged.truth[$0] == judged.classes[$0] }
        var sections = [
            HTMLSection(
                "Scores",
                [.paragraph("On \(rowsScored).")]
                    + ScoreSections.scores(
                        evaluation, baselines,
                        BaselineComparison(evaluation, baselines: baselines, by: model.recipe.comparedMetric))
            ),
            try rows.section(
                "Predictions compared with the truth",
                note: training == nil ? nil : "These predictions are those of \(rowsScored)."),
            judged.sheet(count: Self.sheetSize),
            judged.confusedPairs(Self.pairCount, imagesEach: Self.imagesPerPair),
        ]
        if let filters = FirstLayerFilters(model)?.section { sections.append(filters) }
        sections.append(try saliency(judged))
        if let training { sections.append(training.section) }
        sections += [model.networkSection, images.section]
        if let origin = origin.section { sections.append(origin) }
        return HTMLReport(
            title: "Predictions for \(images.source.split(separator: "/").last ?? "images")",
            summary:
                "\(right) of \(images.count) images of \(images.shape) are classified correctly by \(model.networkWords).",
            sections: sections)
    }

    private func saliency(_ judged: ImagePredictionsWithTruth) throws -> HTMLSection {
        let title = "Which pixels decide"
        guard let map = InputGradient(model, threads: threads) else {
            return HTMLSection(
                title,
                [
                    .paragraph(
                        model.isAverage
                            ? "There is no such map of an average of several networks."
                            : "Images of \(images.shape) are too large for this map with these layers.")
                ]
            )
        }
        var pairs: [(HTMLFigure, HTMLFigure)] = []
        for image in judged.worstFirst.prefix(Self.saliencyCount) {
            let values = try map.magnitudes(of: images.selecting([image]), output: judged.classes[image])
            pairs.append(
                (
                    judged.figure(image),
                    HTMLFigure(
                        Raster.shades(values, height: images.shape[0], width: images.shape[1]),
                        alternative:
                            "Map of \(images.name(of: image)): bright where a pixel changes the score of \(judged.labels[judged.classes[image]]) most.",
                        caption: "for \(judged.labels[judged.classes[image]])")
                ))
        }
        return HTMLSection(
            title,
            [
                .paragraph(
                    "Next to each image: how fast the score of the predicted class changes with each pixel. This is the magnitude of the gradient with respect to the input; the largest is white."
                ), .pairs(pairs),
            ])
    }
}
