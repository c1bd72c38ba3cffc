/// The limits on images from outside: larger ones are refused from their header, before memory is allocated for them.
public struct ImageLimits: Hashable, Sendable {
    /// The largest number of pixels of one image, height × width. Defaults to 67,108,864.
    public var pixelsPerImage: Int

    /// The largest number of bytes of one image file. Defaults to 268,435,456.
    public var bytesPerFile: Int

    /// The largest number of values of all images together, pixels × channels, a byte each.
    /// Defaults to 8,589,934,592.
    public var valuesInAll: Int

    /// Creates limits; each is at least 1.
    public init(pixelsPerImage: Int = 1 << 26, bytesPerFile: Int = 1 << 28, valuesInAll: Int = 1 << 33) {
        precondition(pixelsPerImage > 0 && bytesPerFile > 0 && valuesInAll > 0, "limits are at least 1")
        self.pixelsPerImage = pixelsPerImage
        self.bytesPerFile = bytesPerFile
        self.valuesInAll = valuesInAll
    }

    /// Throws if an image declares more pixels than are read.
    func check(height: Int, width: Int, source: String) throws(ImageError) {
        let (area, overflow) = height.multipliedReportingOverflow(by: width)
        guard !overflow, area <= pixelsPerImage else {
            throw ImageError(
                .tooLarge, source: source,
                problem:
                    "The image declares \(height) × \(width) pixels, more than the limit of \(pixelsPerImage).",
                remedy: "Make the image smaller, or raise the limit of pixels.", advice: .raisePixelLimit)
        }
    }
}
