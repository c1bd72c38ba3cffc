import CZlib

/// A decoder of PNG files: all colour types, depths and interlacing, with the checksum of every chunk.
///
/// Samples become bytes: of 16 bits the upper eight, fewer than eight stretched to 0 to 255. A palette becomes red,
/// green and blue; a chunk tRNS adds opacity; the orientation of a chunk eXIf is applied. Gamma and colour profiles are
/// not applied.
///
/// This is our own code over zlib, not libpng. The build then needs no package beyond the toolchain's, and pixels,
/// hence results, do not depend on the system's libraries.
///
/// Source: "Portable Network Graphics (PNG) Specification (Third Edition)", W3C.
struct PNGDecoder {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private let source: String
    private let limits: ImageLimits
    private var header: PNGHeader?
    private var palette: [UInt8]?
    private var transparency: [UInt8]?
    private var orientation: ImageOrientation?
    /// The ranges of the file that hold the compressed image.
    private var parts: [Range<Int>] = []
    /// The name of the chunk before.
    private var lastName = ""

    /// Decodes a file that is in memory.
    static func decode(
        _ bytes: [UInt8], source: String, limits: ImageLimits
    ) throws(ImageError) -> DecodedImage {
        var decoder = PNGDecoder(source: source, limits: limits)
        try decoder.readChunks(bytes)
        return try decoder.image(bytes)
    }

    private init(source: String, limits: ImageLimits) {
        self.source = source
        self.limits = limits
    }

    private mutating func readChunks(_ bytes: [UInt8]) throws(ImageError) {
        var offset = Self.signature.count
        while lastName != "IEND" {
            guard bytes.count - offset >= 12 else { throw cutShort() }
            let length = bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - offset - 12 else { throw cutShort() }
            let content = (offset + 8)..<(offset + 8 + length)
            let name = String(decoding: bytes[(offset + 4)..<(offset + 8)], as: UTF8.self)
            let sum = bytes[content.upperBound..<(content.upperBound + 4)].reduce(UInt32(0)) {
                $0 << 8 | UInt32($1)
            }
            guard Self.checksum(bytes, (offset + 4)..<content.upperBound) == sum else {
                throw damaged("The checksum of the PNG chunk \(quoted(name)) is wrong.")
            }
            try take(name, bytes, content)
            lastName = name
            offset = content.upperBound + 4
        }
    }

    static func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
        bytes.withUnsafeBufferPointer { backprop_crc32(0, $0.baseAddress! + range.lowerBound, range.count) }
    }

    private mutating func take(_ name: String, _ bytes: [UInt8], _ content: Range<Int>) throws(ImageError) {
        guard let header else {
            guard name == "IHDR" else {
                throw damaged("The PNG file begins with the chunk \(quoted(name)), not with its header.")
            }
            header = try PNGHeader(bytes[content], source: source, limits: limits)
            return
        }
        switch name {
        case "IHDR": throw damaged("The PNG file has two headers.")
        case "PLTE": try takePalette(bytes[content])
        case "tRNS": try takeTransparency(bytes[content], header)
        case "IDAT":
            guard parts.isEmpty || lastName == "IDAT" else {
                throw damaged("The chunk \(quoted(lastName)) lies between two chunks of the PNG image.")
            }
            parts.append(content)
        case "eXIf": orientation = orientation ?? ImageOrientation(exif: bytes[content])
        case "IEND": break
        default:
            // An upper-case first letter marks a chunk that a reader must understand.
            if let first = name.utf8.first, first & 0x20 == 0 {
                throw ImageError(
                    .unsupported, source: source,
                    problem: "The PNG file has the unknown chunk \(quoted(name)).",
                    remedy: "Save it again as plain PNG.")
            }
        }
    }

    private mutating func takePalette(_ content: ArraySlice<UInt8>) throws(ImageError) {
        guard palette == nil else { throw damaged("The PNG file has two palettes.") }
        guard parts.isEmpty else { throw damaged("The PNG palette comes after the image.") }
        guard content.count % 3 == 0, (1...256).contains(content.count / 3) else {
            throw damaged("The PNG palette has \(count(content.count, "byte")).")
        }
        palette = Array(content)
    }

    private mutating func takeTransparency(
        _ content: ArraySlice<UInt8>, _ header: PNGHeader
    ) throws(ImageError) {
        // Images with an opacity channel need no transparent color.
        guard header.color != .rgba, header.color != .grayAlpha else { return }
        guard transparency == nil else { throw damaged("The PNG file has two chunks \"tRNS\".") }
        guard parts.isEmpty else { throw damaged("The PNG chunk \"tRNS\" comes after the image.") }
        if header.color == .palette {
            guard let palette else { throw damaged("The PNG chunk \"tRNS\" comes before the palette.") }
            guard (1...(palette.count / 3)).contains(content.count) else {
                throw damaged(
                    "The PNG chunk \"tRNS\" has \(count(content.count, "byte")) for a palette of \(count(palette.count / 3, "color"))."
                )
            }
        } else if content.count != 2 * header.color.samples {
            throw damaged(
                "The PNG chunk \"tRNS\" has \(count(content.count, "byte")), not \(2 * header.color.samples)."
            )
        }
        transparency = Array(content)
    }

    private func image(_ bytes: [UInt8]) throws(ImageError) -> DecodedImage {
        guard let header else { throw cutShort() }
        if header.color == .palette, palette == nil { throw damaged("The PNG file lacks its palette.") }
        // Deflate makes at best 1,032 bytes of one, so that a small file cannot claim much memory.
        guard parts.reduce(0, { $0 + $1.count }) >= header.filteredBytes / 1032 else { throw cutShort() }
        let lines = try PNGLines(
            bytes, parts: parts, longest: header.lineBytes(header.width), source: source)
        var pixels = PNGPixels(
            header: header, palette: palette ?? [], transparency: transparency, source: source)
        var image = try pixels.image(lines)
        image.raster = image.raster.upright(orientation)
        return image
    }

    private func damaged(_ problem: String) -> ImageError { .damaged(source, problem) }

    private func cutShort() -> ImageError { damaged("The PNG file ends too early.") }
}
