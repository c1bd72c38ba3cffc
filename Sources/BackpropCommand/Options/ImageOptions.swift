import ArgumentParser
import Backprop

/// How images are read.
struct ImageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The labels of an IDX file of images: another IDX file, gzipped or not.", valueName: "file"))
    var labels: String?

    @Option(
        help: ArgumentHelp(
            "The numeric columns are the pixels of images of this size: 28x28, 32x32x3.",
            valueName: "height x width x channels"))
    var image: String?

    @Option(
        help: ArgumentHelp("Bring images of a folder to this size: 32x32.", valueName: "height x width"))
    var resize: String?

    @Flag(help: "Turn the colours of images into shades of gray.")
    var grayscale = false

    /// What is done to images as they are read.
    func conversion() throws -> ImageConversion {
        var conversion = ImageConversion(isGray: grayscale)
        if let resize {
            guard let size = Self.extents(resize), size.count == 2 else {
                throw UsageError("--resize is a height and a width, such as 32x32, not “\(resize)”")
            }
            (conversion.height, conversion.width) = (size[0], size[1])
        }
        return conversion
    }

    /// The shape that `--image` gives to the pixels of a table.
    func shape() throws -> Shape? {
        guard let image else { return nil }
        guard let extents = Self.extents(image), (2...3).contains(extents.count) else {
            throw UsageError(
                "--image is a height, a width and, if need be, a number of channels, such as 28x28 or 32x32x3, not “\(image)”"
            )
        }
        return Shape(extents.count == 2 ? extents + [1] : extents)
    }

    private static func extents(_ text: String) -> [Int]? {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        let extents = parts.compactMap { Int($0) }.filter { (1...65_535).contains($0) }
        return extents.count == parts.count ? extents : nil
    }
}
