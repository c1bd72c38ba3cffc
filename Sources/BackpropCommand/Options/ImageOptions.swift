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

    @Option(
        help: ArgumentHelp(
            "Where to write a page to look at, HTML: images with predictions, confusions, filters, decisive pixels.",
            valueName: "file"))
    var report: String?

    /// Refuses options that images alone have, where the data are none.
    func refuseForTables() throws {
        if report != nil { throw UsageError("--report shows images; these data are a table") }
    }

    /// Refuses a page where the command writes none.
    func refuseReport() throws {
        if report != nil { throw UsageError("--report goes with train and evaluate") }
    }

    /// Writes the page that was asked for, if one was.
    func writeReport(
        _ model: Model, _ predictions: Predictions, _ images: ImageSet, threads: Int
    ) throws {
        guard let report else { return }
        let page = try ImageModelReport(model, predictions: predictions, on: images, threads: threads).page()
        try AtomicFile.write(Array(page.text.utf8), to: report)
        Console.message("Report written to \(report)")
    }

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
