import Backprop

/// The reading of a recipe's images: the labels' file, the shape of a table's pixels, and the conversion of each image.
public struct ImageReading: Hashable, Sendable {
    /// The IDX file of labels of an IDX file of images, relative to the current folder, or `nil` if there is none.
    public var labels: String?

    /// Height, width and channels of images whose pixels are the numeric columns of a table.
    public var shape: Shape?

    /// The conversion of images when they are read.
    public var conversion = ImageConversion()

    /// Whether files of a folder that cannot be read are left out.
    public var skipsUnreadable = false

    /// The limits on the images.
    public var limits = ImageLimits()

    /// Creates a reading without a conversion.
    public init() {}

    /// Returns the options for reading the files, with images converted to `channels` if that is not `nil`.
    public func options(channels: Int? = nil) -> ImageSetOptions {
        ImageSetOptions(channels: channels, skipsUnreadable: skipsUnreadable, limits: limits)
    }

    /// The height and width that images are resized to, or `nil` for no change.
    var size: Shape? {
        get {
            guard let height = conversion.height, let width = conversion.width else { return nil }
            return [height, width]
        }
        set { (conversion.height, conversion.width) = (newValue?[0], newValue?[1]) }
    }

    /// Whether colours become shades of gray; `nil`, which is not written, if they stay.
    var grayscale: Bool? {
        get { conversion.isGray ? true : nil }
        set { conversion.isGray = newValue ?? false }
    }

    /// Whether files that cannot be read are left out; `nil`, which is not written, if they are an error.
    var skipsUnreadableOrNil: Bool? {
        get { skipsUnreadable ? true : nil }
        set { skipsUnreadable = newValue ?? false }
    }

    /// The maximum number of pixels of one image; `nil`, which is not written, for the default.
    var maximumPixels: Int? {
        get { limits.pixelsPerImage == ImageLimits().pixelsPerImage ? nil : limits.pixelsPerImage }
        set { limits.pixelsPerImage = newValue ?? ImageLimits().pixelsPerImage }
    }

    /// Reads a size, such as `32x32`: a height and a width in pixels, each from 1 to 65,535.
    public static func size(parsing text: String) -> Shape? {
        extents(text).flatMap { $0.count == 2 ? Shape($0) : nil }
    }

    /// Reads a shape, such as `28x28` or `32x32x3`: a height, a width and, if it is not 1, a number of channels.
    public static func shape(parsing text: String) -> Shape? {
        extents(text).flatMap { extents in
            switch extents.count {
            case 2: Shape(extents + [1])
            case 3: Shape(extents)
            default: nil
            }
        }
    }

    private static func extents(_ text: String) -> [Int]? {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        let extents = parts.compactMap { Int($0) }.filter { (1...65_535).contains($0) }
        return extents.count == parts.count ? extents : nil
    }
}

extension Notation<Shape> {
    /// The size of an image: `32x32`.
    static var size: Notation { extents("a height and a width, such as 32x32", ImageReading.size(parsing:)) }

    /// The shape of an image: `28x28`, or with channels `32x32x3`.
    static var imageShape: Notation {
        extents("a height, a width and, if need be, channels, such as 28x28", ImageReading.shape(parsing:))
    }

    private static func extents(_ expected: String, _ parse: @escaping (String) -> Shape?) -> Notation {
        Notation(scalar: expected) { node in
            node.text.flatMap(parse)
        } write: { shape in
            .text(shape.extents.map(String.init).joined(separator: "x"))
        }
    }
}
