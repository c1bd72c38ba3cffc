import CZlib

/// Reads PNG files: all colour types, depths and interlacing, with the checksum of every chunk.
///
/// Samples come out as bytes: of 16 bits the upper eight, fewer than eight stretched to 0 to 255. A palette
/// becomes red, green and blue; a chunk tRNS adds opacity. Gamma and colour profiles are not applied.
///
/// Own code over zlib, rather than libpng: the build needs no package beyond the toolchain's, and pixels, hence
/// results, do not depend on what a system has installed.
///
/// Source: "Portable Network Graphics (PNG) Specification (Third Edition)", W3C.
struct PNGDecoder {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private let source: String
    private var header: PNGHeader?
    private var palette: [UInt8] = []
    private var transparency: [UInt8]?
    /// Where the parts of the compressed image lie in the file.
    private var parts: [Range<Int>] = []
    private var hasEnded = false

    /// Decodes a file that is in memory.
    static func decode(_ bytes: [UInt8], source: String) throws(ImageError) -> Raster {
        var decoder = PNGDecoder(source: source)
        try decoder.readChunks(bytes)
        return try decoder.image(bytes)
    }

    private init(source: String) { self.source = source }

    private mutating func readChunks(_ bytes: [UInt8]) throws(ImageError) {
        var place = Self.signature.count
        while !hasEnded {
            guard bytes.count - place >= 12 else { throw cutShort() }
            let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - place - 12 else { throw cutShort() }
            let content = (place + 8)..<(place + 8 + length)
            let name = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
            let sum = bytes[content.upperBound..<(content.upperBound + 4)].reduce(UInt32(0)) {
                $0 << 8 | UInt32($1)
            }
            guard Self.checksum(bytes, (place + 4)..<content.upperBound) == sum else {
                throw .damaged(source, "The checksum of the PNG chunk \(quoted(name)) is wrong.")
            }
            try take(name, bytes, content)
            place = content.upperBound + 4
        }
    }

    static func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
        bytes.withUnsafeBufferPointer { backprop_crc32(0, $0.baseAddress! + range.lowerBound, range.count) }
    }

    private mutating func take(_ name: String, _ bytes: [UInt8], _ content: Range<Int>) throws(ImageError) {
        guard header != nil || name == "IHDR" else {
            throw .damaged(source, "The PNG file begins with the chunk \(quoted(name)), not with its header.")
        }
        switch name {
        case "IHDR":
            guard header == nil else { throw .damaged(source, "The PNG file has two headers.") }
            header = try PNGHeader(bytes[content], source: source)
        case "PLTE":
            guard content.count % 3 == 0, (1...256).contains(content.count / 3) else {
                throw .damaged(source, "The PNG palette has \(content.count) bytes.")
            }
            palette = Array(bytes[content])
        case "tRNS": transparency = Array(bytes[content])
        case "IDAT": parts.append(content)
        case "IEND": hasEnded = true
        default:
            // An upper-case first letter marks what a reader must understand.
            if let first = name.utf8.first, first & 0x20 == 0 {
                throw ImageError(
                    .unsupported, source: source,
                    problem: "The PNG file has the unknown chunk \(quoted(name)).",
                    remedy: "Save it again as plain PNG.")
            }
        }
    }

    private func image(_ bytes: [UInt8]) throws(ImageError) -> Raster {
        guard let header else { throw cutShort() }
        if header.color == .palette, palette.isEmpty {
            throw .damaged(source, "The PNG file lacks its palette.")
        }
        let filtered = try inflate(bytes, count: header.filteredBytes)
        return try PNGPixels(header: header, palette: palette, transparency: transparency, source: source)
            .raster(filtered)
    }

    /// The image as it was before it was compressed: exactly `count` bytes.
    private func inflate(_ bytes: [UInt8], count: Int) throws(ImageError) -> [UInt8] {
        // Deflate makes at best 1,032 bytes of one, so that a small file cannot ask for much memory.
        guard parts.reduce(0, { $0 + $1.count }) >= count / 1032 else { throw cutShort() }
        guard let inflater = backprop_inflater_create_zlib() else {
            throw ImageError(
                .unreadable, source: source, problem: "There is no memory to decompress the file.",
                remedy: "Close other programs.")
        }
        defer { backprop_inflater_destroy(inflater) }
        var output = [UInt8](repeating: 0, count: count)
        var produced = 0
        var status = Int32(BACKPROP_INFLATE_MORE.rawValue)
        for part in parts where status == 0 && produced < count {
            var used = 0
            while used < part.count, status == 0, produced < count {
                var (consumed, made) = (0, 0)
                status = bytes.withUnsafeBufferPointer { input in
                    output.withUnsafeMutableBufferPointer { output in
                        backprop_inflate(
                            inflater, input.baseAddress! + part.lowerBound + used, part.count - used,
                            output.baseAddress! + produced, count - produced, &consumed, &made)
                    }
                }
                used += consumed
                produced += made
                if consumed == 0, made == 0 { break }
            }
        }
        guard status >= 0 else { throw .damaged(source, "The compressed image in the PNG file is damaged.") }
        guard produced == count else { throw cutShort() }
        return output
    }

    private func cutShort() -> ImageError { .damaged(source, "The PNG file ends too early.") }
}
