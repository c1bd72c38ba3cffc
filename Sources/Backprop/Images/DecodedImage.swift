/// An image as its file contains it, and a note of lost precision.
struct DecodedImage {
    /// The pixels, upright.
    var raster: Raster

    /// The largest sample of a file with 16 bits per sample, of which the upper eight are kept, or `nil` for other
    /// files.
    var largestSample: Int?

    /// Creates an image with a note of lost precision.
    init(raster: Raster, largestSample: Int? = nil) {
        self.raster = raster
        self.largestSample = largestSample
    }

    /// Reads a PNG or JPEG file, recognized by its first bytes.
    init(contentsOf path: String, limits: ImageLimits) throws(ImageError) {
        let file = try ImageBytes(path: path)
        guard Raster.isImage(file.prefix) else { throw Raster.unknown(file) }
        let bytes = try file.read(limits.bytesPerFile)
        guard try file.read(1).isEmpty else {
            throw ImageError(
                .tooLarge, source: file.name,
                problem: "The file has more bytes than the limit of \(limits.bytesPerFile).",
                remedy: "Make the image smaller.")
        }
        try self.init(decoding: bytes, source: file.name, limits: limits)
    }

    /// Decodes a PNG or JPEG file that is in memory; `source` names it in messages.
    init(decoding bytes: [UInt8], source: String, limits: ImageLimits) throws(ImageError) {
        if bytes.starts(with: PNGDecoder.signature) {
            self = try PNGDecoder.decode(bytes, source: source, limits: limits)
        } else {
            self.init(raster: try JPEGDecoder.decode(bytes, source: source, limits: limits))
        }
    }
}
