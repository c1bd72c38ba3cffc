import ArgumentParser
import Backprop
import BackpropRecipes

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

    /// Overrides what a recipe says.
    func apply(to images: inout ImageReading) throws {
        if let labels { images.labels = labels }
        if let image { images.shape = try Self.shape(image) }
        if let resize {
            guard let size = ImageReading.size(parsing: resize) else {
                throw UsageError("--resize is a height and a width, such as 32x32, not “\(resize)”")
            }
            (images.conversion.height, images.conversion.width) = (size[0], size[1])
        }
        if grayscale { images.conversion.isGray = true }
    }

    /// How images are read where no recipe says anything.
    func reading() throws -> ImageReading {
        var images = ImageReading()
        try apply(to: &images)
        return images
    }

    private static func shape(_ text: String) throws -> Shape {
        guard let shape = ImageReading.shape(parsing: text) else {
            throw UsageError(
                "--image is a height, a width and, if need be, a number of channels, such as 28x28 or 32x32x3, not “\(text)”"
            )
        }
        return shape
    }
}
