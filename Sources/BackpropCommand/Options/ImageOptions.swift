import ArgumentParser
import Backprop
import BackpropRecipes

/// The options for reading images.
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

    @Flag(help: "Leave out files of a folder that cannot be read as images, and name them.")
    var skipUnreadable = false

    @Option(
        "max-pixels", 1...ImageOptions.mostPixels, "The most pixels of one image; larger ones are refused",
        default: "67108864", valueName: "number")
    var maxPixels: Int?

    /// Overrides the settings of a recipe.
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
        if skipUnreadable { images.skipsUnreadable = true }
        if let maxPixels { images.limits.pixelsPerImage = maxPixels }
    }

    /// No image has more: neither PNG nor the memory of a machine holds them.
    private static let mostPixels = 1 << 36

    /// Returns the error with a remedy in the words of this command.
    static func worded(_ error: ImageError) -> ImageError {
        var error = error
        switch error.advice {
        case .resize: error.remedy = "Bring all images to one size with --resize, such as --resize 32x32."
        case .skipUnreadable:
            error.remedy =
                "Convert them to PNG, take them out of the folder, or leave them out with --skip-unreadable."
        case .raisePixelLimit: error.remedy = "Make the image smaller, or raise the limit with --max-pixels."
        case nil: break
        }
        return error
    }

    /// Returns how images are read if there is no recipe.
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
