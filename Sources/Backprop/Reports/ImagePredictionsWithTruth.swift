/// Images with their predictions and true classes.
struct ImagePredictionsWithTruth {
    let images: ImageSet
    let truth: [Int]
    let classes: [Int]
    let labels: [String]
    let probabilities: [Double]?

    /// Puts images next to the predictions of their classes.
    init(_ images: ImageSet, _ rows: PredictionsWithTruth) {
        guard case .classes(let truth, let classes, let labels, let probabilities) = rows.content else {
            preconditionFailure("images are sorted into classes")
        }
        self.images = images
        (self.truth, self.classes, self.labels, self.probabilities) = (truth, classes, labels, probabilities)
    }

    /// Returns the first images, in the order of the file.
    func sheet(count: Int) -> HTMLSection {
        HTMLSection(
            "The first images",
            [
                .paragraph(
                    "Each with the class that the model predicts. If that is wrong, the true class follows, and the frame is coloured."
                ),
                .figures((0..<min(count, images.count)).map(figure)),
            ])
    }

    /// Returns an image with its prediction as a caption.
    func figure(_ image: Int) -> HTMLFigure {
        let isWrong = truth[image] != classes[image]
        let share = probabilities.map { " " + percent($0[image * labels.count + classes[image]]) } ?? ""
        let predicted = labels[classes[image]]
        return HTMLFigure(
            images.raster(image),
            alternative:
                "\(images.name(of: image)): the model predicts \(predicted)\(isWrong ? ", but it is \(labels[truth[image]])" : "")",
            caption: "\(predicted)\(share)\(isWrong ? ", is \(labels[truth[image]])" : "")", isWrong: isWrong)
    }

    private func percent(_ share: Double) -> String { "\(NumberText.fixed(100 * share, places: 0)) %" }

    /// Returns the most frequently confused pairs of classes, with the images of the largest errors.
    func confusedPairs(_ count: Int, imagesEach: Int) -> HTMLSection {
        var pairs: [Int: [Int]] = [:]
        for image in worstFirst where truth[image] != classes[image] {
            pairs[truth[image] * labels.count + classes[image], default: []].append(image)
        }
        let order = pairs.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(count)
        var elements: [HTMLElement] = []
        for (pair, found) in order {
            let (actual, predicted) = (labels[pair / labels.count], labels[pair % labels.count])
            elements.append(
                .heading(
                    "\(actual) taken for \(predicted): \(found.count == 1 ? "once" : "\(found.count) times")")
            )
            elements.append(.figures(found.prefix(imagesEach).map(figure)))
        }
        if elements.isEmpty { elements = [.paragraph("No image is put in a wrong class.")] }
        return HTMLSection("Most often confused", elements)
    }

    /// All images, those with the lowest probability of the true class first.
    var worstFirst: [Int] {
        func error(_ image: Int) -> Double {
            probabilities.map { 1 - $0[image * labels.count + truth[image]] }
                ?? (truth[image] == classes[image] ? 0 : 1)
        }
        let all = truth.indices.map { (error($0), $0) }
        return all.sorted { ($1.0, $0.1) < ($0.0, $1.1) }.map(\.1)
    }
}

extension ImageSet {
    /// Returns one image as bytes. Numbers of a table range from black, at 0 or their minimum, to white at their
    /// maximum.
    func raster(_ image: Int) -> Raster {
        let pixelRange = (image * shape.count)..<((image + 1) * shape.count)
        let channels = shape[2] <= 4 ? shape[2] : 1
        let bytes: [UInt8]
        switch pixels {
        case .bytes(let values): bytes = Array(values[pixelRange])
        case .numbers(let values):
            let (minimum, maximum) = (
                Swift.min(0, values[pixelRange].min() ?? 0), values[pixelRange].max() ?? 1
            )
            bytes = values[pixelRange].map {
                UInt8(maximum > minimum ? (($0 - minimum) / (maximum - minimum) * 255).rounded() : 0)
            }
        }
        let shown = channels == shape[2] ? bytes : (0..<(shape[0] * shape[1])).map { bytes[$0 * shape[2]] }
        return Raster(height: shape[0], width: shape[1], channels: channels, bytes: shown)
    }
}

extension Raster {
    /// Returns numbers of at least 0 as shades of gray, with the maximum as white.
    static func shades(_ values: [Double], height: Int, width: Int) -> Raster {
        let maximum = values.max() ?? 0
        return Raster(
            height: height, width: width, channels: 1,
            bytes: values.map { UInt8(maximum > 0 ? (255 * $0 / maximum).rounded() : 0) })
    }

    /// Returns numbers of either sign as shades: gray for 0, black or white for the largest magnitude.
    static func signedShades(_ values: [Double], height: Int, width: Int, channels: Int) -> Raster {
        let maximum = values.reduce(0) { Swift.max($0, abs($1)) }
        return Raster(
            height: height, width: width, channels: channels,
            bytes: values.map { UInt8(maximum > 0 ? (127.5 + 127.5 * $0 / maximum).rounded() : 128) })
    }
}
