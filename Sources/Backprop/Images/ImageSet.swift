/// Images of one size, with their labels where these are known.
///
/// Values lie as `[image, height, width, channel]`, the channels of a pixel side by side. Nothing is scaled
/// when images are read: an ``ImagePreprocessor`` turns them into the numbers that a network takes.
public struct ImageSet: Hashable, Sendable {
    /// What the images were read from, for messages.
    public let source: String

    /// The shape of every image: height, width, channels.
    public let shape: Shape

    /// The number of images.
    public let count: Int

    /// The labels that occur, each once: in numeric order if all are numbers, else in that of their Unicode scalars.
    /// Empty if labels are not known.
    ///
    /// As in a table, `1` and `1.0` are one label if all labels are numbers.
    public let classLabels: [String]

    /// The class of each image, a position in ``classLabels``; `nil` where labels are not known.
    public let classes: [Int]?

    /// The file of each image, where each has one of its own.
    public let names: [String]?

    /// The column that the labels came from, where the images came in a table.
    public let target: String?

    /// Sentences about what was changed or left out when images were read.
    public let notices: [String]

    let pixels: Pixels

    init(
        source: String, shape: Shape, pixels: Pixels, labels: [String]? = nil, names: [String]? = nil,
        target: String? = nil, notices: [String] = []
    ) {
        precondition(pixels.count.isMultiple(of: shape.count), "pixels fill whole images")
        self.source = source
        self.shape = shape
        self.pixels = pixels
        self.names = names
        self.target = target
        self.notices = notices
        count = pixels.count / shape.count
        classLabels = LabelCounts(labels ?? []).labels
        let vocabulary = LabelVocabulary(labels: classLabels)
        classes = labels.map { $0.map { vocabulary.index(of: $0)! } }
        precondition(labels == nil || labels?.count == count, "there is one label an image")
        precondition(names == nil || names?.count == count, "there is one name an image")
    }

    /// Images from bytes in memory.
    ///
    /// - Parameters:
    ///   - bytes: `[image, height, width, channel]`, 0 to 255.
    ///   - shape: Height, width, channels.
    ///   - labels: One an image, if they are known.
    ///   - source: A name for messages.
    public init(bytes: [UInt8], shape: Shape, labels: [String]? = nil, source: String = "images") {
        precondition(shape.rank == 3, "an image has height, width and channels")
        self.init(source: source, shape: shape, pixels: .bytes(bytes), labels: labels)
    }

    /// The value of one channel of one pixel, as the file had it.
    public func value(image: Int, row: Int, column: Int, channel: Int) -> Double {
        pixels[((image * shape[0] + row) * shape[1] + column) * shape[2] + channel]
    }

    /// The label of an image; `nil` where labels are not known.
    public func label(of image: Int) -> String? { classes.map { classLabels[$0[image]] } }

    /// Returns the name of an image for messages: its file, control characters as escapes, or its number from 1.
    public func name(of image: Int) -> String {
        names.map { ImageError.escaped($0[image]) } ?? "image \(image + 1)"
    }

    /// The given images, in the order given. The class labels stay as they are.
    public func selecting(_ images: [Int]) -> ImageSet {
        ImageSet(
            self, pixels: pixels.selecting(images, width: shape.count), shape: shape,
            classes: classes.map { all in images.map { all[$0] } },
            names: names.map { all in images.map { all[$0] } })
    }

    /// Refuses images that all have the same label.
    func requireSeveralClasses() throws(ImageError) {
        guard classLabels.count == 1 else { return }
        throw ImageError(
            .singleClass, source: source,
            problem: "Every image has the label \(quoted(classLabels[0])): there is nothing to tell apart.",
            remedy: "Add images of another class.")
    }

    /// The same images with other labels.
    func labelled(_ labels: [String]) -> ImageSet {
        ImageSet(source: source, shape: shape, pixels: pixels, labels: labels, names: names, notices: notices)
    }

    /// The same labels with other values.
    init(_ other: ImageSet, pixels: Pixels, shape: Shape, classes: [Int]?, names: [String]?) {
        source = other.source
        self.shape = shape
        self.pixels = pixels
        count = pixels.count / shape.count
        classLabels = other.classLabels
        self.classes = classes
        self.names = names
        target = other.target
        notices = other.notices
    }
}
