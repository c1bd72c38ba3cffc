/// Images of one size, with their labels if these are known.
///
/// Values lie as `[image, height, width, channel]`, so that the channels of a pixel are adjacent. Nothing is scaled
/// when images are read: an ``ImagePreprocessor`` turns them into the numbers that a network takes.
public struct ImageSet: Hashable, Sendable {
    /// The source of the images, for messages.
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

    /// The class of each image, an index into ``classLabels``, or `nil` if labels are not known.
    public let classes: [Int]?

    /// The file of each image, if each has its own.
    public let names: [String]?

    /// The column of the labels, if the images came in a table.
    public let target: String?

    /// Sentences about the changes to images and the files left out when they were read.
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

    /// Creates a set of images from bytes in memory.
    ///
    /// - Parameters:
    ///   - bytes: `[image, height, width, channel]`, 0 to 255.
    ///   - shape: Height, width, channels.
    ///   - labels: One per image, if they are known.
    ///   - source: A name for messages.
    public init(bytes: [UInt8], shape: Shape, labels: [String]? = nil, source: String = "images") {
        precondition(shape.rank == 3, "an image has height, width and channels")
        self.init(source: source, shape: shape, pixels: .bytes(bytes), labels: labels)
    }

    /// Returns the value of one channel of one pixel, as the file contained it.
    public func value(image: Int, row: Int, column: Int, channel: Int) -> Double {
        pixels[((image * shape[0] + row) * shape[1] + column) * shape[2] + channel]
    }

    /// Returns the label of an image, or `nil` if labels are not known.
    public func label(of image: Int) -> String? { classes.map { classLabels[$0[image]] } }

    /// Returns the name of an image for messages: its file, control characters as escapes, or its number from 1.
    public func name(of image: Int) -> String {
        names.map { $0[image].escapingControls } ?? "image \(image + 1)"
    }

    /// Returns the given images, in the given order. The class labels stay unchanged.
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

    /// Returns the images with other labels.
    func labelled(_ labels: [String]) -> ImageSet {
        ImageSet(source: source, shape: shape, pixels: pixels, labels: labels, names: names, notices: notices)
    }

    /// Creates a set with the labels of another and with other values.
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
