import ArgumentParser
import Backprop
import BackpropRecipes

/// The options for reading images.
struct ImageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The IDX file with the labels of an IDX file of images, gzipped or not.", valueName: "file"))
    var labels: String?

    @Option(
        help: ArgumentHelp(
            "The size of images whose pixels are the numeric columns of a table, such as 28x28 or 32x32x3.",
            valueName: "height x width x channels"))
    var image: String?

    @Option(
        help: ArgumentHelp(
            "Bring the images of a folder to this size, such as 32x32.", valueName: "height x width"))
    var resize: String?

    @Flag(help: "Turn images in color into shades of gray.")
    var grayscale = false

    @Flag(help: "Leave out files that cannot be read as images, and list them.")
    var skipUnreadable = false

    @Option(
        "max-pixels", 1...ImageOptions.maximumPixelCount,
        "The largest number of pixels of an image; larger ones are refused",
        default: "67108864", valueName: "number")
    var maxPixels: Int?

    /// Returns the option that a model of images leaves without effect, or `nil` if there is none.
    ///
    /// - Parameter isFileOfImages: Whether the data are images, whose size may be changed, or a table of pixels.
    func optionWithoutEffect(isFileOfImages: Bool) -> String? {
        if image != nil { return "--image" }
        return isFileOfImages ? nil : resize != nil ? "--resize" : grayscale ? "--grayscale" : nil
    }

    /// Overrides the settings of a recipe.
    func apply(to images: inout ImageReading) throws {
        if let labels { images.labels = labels }
        if let image { images.shape = try Self.shape(image) }
        if let resize {
            guard let size = ImageReading.size(parsing: resize) else {
                throw UsageError("--resize is a height and a width, such as 32x32, not \"\(resize)\"")
            }
            (images.conversion.height, images.conversion.width) = (size[0], size[1])
        }
        if grayscale { images.conversion.isGray = true }
        if skipUnreadable { images.skipsUnreadable = true }
        if let maxPixels { images.limits.pixelsPerImage = maxPixels }
    }

    /// No image has more: neither PNG nor the memory of a machine holds them.
    private static let maximumPixelCount = 1 << 36

    /// Returns the error with a remedy in the words of this command.
    static func worded(_ error: ImageError) -> ImageError {
        var error = error
        switch error.advice {
        case .resize: error.remedy = "Bring all images to one size with --resize, such as --resize 32x32."
        case .skipUnreadable:
            error.remedy =
                "Convert them to PNG, take them out of the folder, or leave them out with --skip-unreadable."
        case .raisePixelLimit: error.remedy = "Make the image smaller, or raise the limit with --max-pixels."
        case .resizeForModel:
            error.remedy =
                "Use --resize and --grayscale to give them the model's size and channels, or train with these."
        case .addLabels:
            error.remedy = "Add them with --labels, or use a folder with one subfolder for each class."
        case .imageSize:
            error.remedy = "Set the size of the images with --image, and ignore other columns with --ignore."
        case .reading(let remedy): error.remedy += " (\(remedy.option))"
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
                "--image is a height, a width and, if need be, a number of channels, such as 28x28 or 32x32x3, not \"\(text)\""
            )
        }
        return shape
    }
}
