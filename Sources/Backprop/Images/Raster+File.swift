extension Raster {
    /// Reads a PNG or JPEG file, recognized by its first bytes.
    ///
    /// - Throws: ``ImageError``, which names the file and its problem.
    public init(contentsOf path: String, limits: ImageLimits = ImageLimits()) throws(ImageError) {
        self = try DecodedImage(contentsOf: path, limits: limits).raster
    }

    /// Decodes a PNG or JPEG file that is in memory; `source` names it in messages.
    public init(
        decoding bytes: [UInt8], source: String, limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        self = try DecodedImage(decoding: bytes, source: source, limits: limits).raster
    }

    /// Whether a file that begins with these bytes is an image.
    static func isImage(_ prefix: [UInt8]) -> Bool {
        prefix.starts(with: PNGDecoder.signature) || prefix.starts(with: JPEGDecoder.signature)
    }

    /// Returns the error for a file that is not an image.
    static func unknown(_ file: ImageBytes) -> ImageError {
        let prefix = file.prefix
        let isText =
            !prefix.isEmpty
            && prefix.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        let unsupported: [([UInt8], String)] = [
            ([0x47, 0x49, 0x46, 0x38], "a GIF image"), ([0x42, 0x4D], "a BMP image"),
            ([0x49, 0x49, 0x2A, 0x00], "a TIFF image"), ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image"),
            ([0x52, 0x49, 0x46, 0x46], "a WebP image or another RIFF file"),
        ]
        let kind = unsupported.first { prefix.starts(with: $0.0) }?.1
        let found =
            prefix.isEmpty ? "is empty" : kind.map { "is \($0)" } ?? (isText ? "is text" : "is neither")
        return ImageError(
            .unknownFormat, source: file.name,
            problem: "A PNG or JPEG image was expected, but the file \(found).",
            remedy: "Convert it to PNG, or take it out of the folder.")
    }
}
