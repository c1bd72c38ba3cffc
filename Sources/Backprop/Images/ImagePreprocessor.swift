/// The conversion of images into the numbers that a network takes, and of class labels into its targets.
///
/// Fitted on training images alone and saved with the model, so that the network always sees an image the same way. For
/// each channel c
///
///     x = (pixel − centers[c]) / scales[c]
///
/// computed in `Double` and rounded once.
public struct ImagePreprocessor: Codable, Hashable, Sendable {
    /// Height, width and channels of every image.
    public let shape: Shape

    /// The numbers that are subtracted, one per channel.
    public let centers: [Double]

    /// The divisors, one per channel.
    public let scales: [Double]

    /// The class labels in the order of the outputs.
    public let classLabels: [String]

    /// The share of each class in the training images, in the order of the labels.
    public let classShares: [Double]

    /// The layout of targets: one column per class, or one column for two classes.
    public let targetEncoding: TargetEncoding

    /// The conversion of pixels before they are scaled: to another size, or to one channel.
    public let conversion: ImageConversion

    /// The column of the labels, if the training images came in a table.
    public let target: String?

    /// The label of the positive class of two, if it was chosen explicitly.
    public internal(set) var positiveLabel: String?

    /// Fits to the training images: `rows` of a set, or all of it.
    ///
    /// ``Scaling/standard`` takes the mean and standard deviation of each channel. ``Scaling/max`` takes the maximum of
    /// image files, 255, and for numbers from tables the largest that occurs. ``Scaling/none`` leaves pixels unchanged.
    ///
    /// - Throws: ``ImageError`` for a scaling that images do not have, or if there are no labels or only one class.
    public init(
        fitting images: ImageSet, rows: [Int]? = nil, scaling: Scaling = .standard,
        targetEncoding: TargetEncoding = .oneHot, conversion: ImageConversion = ImageConversion(),
        target: String? = nil
    ) throws(ImageError) {
        precondition(targetEncoding != .numeric, "images are sorted into classes")
        guard let classes = images.classes else { throw .unlabelled(images.source) }
        try images.requireSeveralClasses()
        shape = images.shape
        classLabels = images.classLabels
        classShares = Self.shares(
            rows.map { $0.map { classes[$0] } } ?? classes, count: images.classLabels.count)
        self.targetEncoding = targetEncoding
        self.conversion = conversion
        self.target = target
        let channels = images.shape[2]
        switch scaling {
        case .none:
            centers = Array(repeating: 0, count: channels)
            scales = Array(repeating: 1, count: channels)
        case .max:
            centers = Array(repeating: 0, count: channels)
            scales = Array(repeating: images.pixels.span(rows, width: images.shape.count), count: channels)
        case .auto, .standard:
            let moments = images.pixels.moments(rows, width: images.shape.count, channels: channels)
            centers = moments.map(\.mean)
            scales = moments.map { $0.deviation > 0 ? $0.deviation : 1 }
        default:
            throw ImageError(
                .badOptions, source: images.source, problem: "Pixels are not scaled by that rule.",
                remedy: "Choose standard, max or none.")
        }
    }

    private static func shares(_ classes: [Int], count: Int) -> [Double] {
        var totals = [Double](repeating: 0, count: count)
        for index in classes { totals[index] += 1 }
        return totals.map { $0 / Double(max(1, classes.count)) }
    }

    /// Joins the scaling of one preprocessor with the classes of another one, for images of the same shape.
    init(scalesOf scaling: ImagePreprocessor, classesOf classes: ImagePreprocessor) {
        shape = scaling.shape
        centers = scaling.centers
        scales = scaling.scales
        conversion = scaling.conversion
        target = classes.target
        classLabels = classes.classLabels
        classShares = classes.classShares
        targetEncoding = classes.targetEncoding
        positiveLabel = classes.positiveLabel
    }

    /// The number of outputs of the network.
    public var targetCount: Int { targetEncoding == .binary ? 1 : classLabels.count }

    /// The network's input for black, a raw value of 0: one number per channel.
    public var background: [Double] { zip(centers, scales).map { (0 - $0) / $1 } }
}

extension ImagePreprocessor {
    private enum CodingKeys: CodingKey {
        case shape, centers, scales, classLabels, classShares, targetEncoding, conversion, target,
            positiveLabel
    }

    /// Reads a fitted preprocessor; one whose parts contradict each other is a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        shape = try values.decode(Shape.self, forKey: .shape)
        centers = try values.decode([Double].self, forKey: .centers)
        scales = try values.decode([Double].self, forKey: .scales)
        classLabels = try values.decode([String].self, forKey: .classLabels)
        classShares = try values.decode([Double].self, forKey: .classShares)
        targetEncoding = try values.decode(TargetEncoding.self, forKey: .targetEncoding)
        conversion = try values.decode(ImageConversion.self, forKey: .conversion)
        target = try values.decodeIfPresent(String.self, forKey: .target)
        positiveLabel = try values.decodeIfPresent(String.self, forKey: .positiveLabel)
        let isValid =
            shape.rank == 3 && centers.count == shape[2] && scales.count == shape[2]
            && centers.allSatisfy(\.isFinite) && scales.allSatisfy { $0 > 0 && $0.isFinite }
            && (positiveLabel == nil || classLabels.count == 2 && classLabels.contains(positiveLabel!))
            && Set(classLabels).count == classLabels.count && classShares.count == classLabels.count
            && classShares.allSatisfy { $0 >= 0 } && abs(classShares.reduce(0, +) - 1) < 1e-6
            && (targetEncoding == .oneHot && classLabels.count >= 1
                || targetEncoding == .binary && classLabels.count == 2)
        guard isValid else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "the preprocessor of images is not valid"))
        }
    }
}

/// The optional conversion of images before a network sees them.
public struct ImageConversion: Codable, Hashable, Sendable {
    /// The height and width that images are resized to, or `nil` to accept only images of one size.
    public var height: Int?
    /// The width that images are brought to; see ``height``.
    public var width: Int?
    /// Whether colours become shades of gray.
    public var isGray: Bool

    /// Creates a conversion. By default nothing is changed.
    public init(height: Int? = nil, width: Int? = nil, isGray: Bool = false) {
        self.height = height
        self.width = width
        self.isGray = isGray
    }
}
