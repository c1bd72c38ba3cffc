@testable import Backprop

/// Files of images.
enum ImageInput {
    /// Small images, so that time goes into many of them.
    private static let limits = ImageLimits(pixelsPerImage: 1 << 16)

    static func decode(_ bytes: [UInt8]) throws {
        let raster = try DecodedImage(decoding: bytes, source: "F", limits: limits).raster
        _ = raster.resized(height: 3, width: 2)
    }

    /// Reads a file of images, and as one of labels.
    static func readIDX(_ bytes: [UInt8]) throws {
        let path = try file(bytes)
        _ = try? ImageSet.labels(idx: path)
        _ = try ImageSet(idx: path)
    }
}

/// PNG files whose checksums are right, so that changes reach what lies behind them.
enum PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func correctingChecksums(_ file: [UInt8]) -> [UInt8] {
        var bytes = file
        var offset = signature.count
        while offset + 12 <= bytes.count {
            let length = bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - offset - 12 else { break }
            let end = offset + 8 + length
            bytes.replaceSubrange(end..<(end + 4), with: big(checksum(bytes[(offset + 4)..<end])))
            offset = end + 4
        }
        return bytes
    }

    /// Returns a file of the extents, form, palette and filtered lines that the bytes hold.
    static func file(pixels bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= 6 else { return signature }
        let depth: UInt8 = [1, 2, 4, 8, 16][Int(bytes[2] >> 3) % 5]
        let color: UInt8 = [0, 2, 3, 4, 6][Int(bytes[2] & 7) % 5]
        let header: [UInt8] = [0, 0, 0, bytes[0], 0, 0, 0, bytes[1], depth, color, 0, 0, bytes[3] & 1]
        let palette = Array(bytes[6...].prefix(3 * Int(bytes[4])))
        let transparency = Array(bytes[6...].suffix(Int(bytes[5])))
        let lines = Array(bytes[(6 + palette.count)...].prefix(65_535))
        var file = signature + chunk("IHDR", header)
        if !palette.isEmpty { file += chunk("PLTE", palette) }
        if !transparency.isEmpty { file += chunk("tRNS", transparency) }
        return file + chunk("IDAT", stored(lines)) + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + content
        return big(UInt32(content.count)) + named + big(checksum(named[...]))
    }

    /// Returns a zlib stream of one block that is not compressed.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt16(bytes.count)
        let (low, high) = bytes.reduce((1, 0)) { sums, byte in
            let low = (sums.0 + Int(byte)) % 65_521
            return (low, (sums.1 + low) % 65_521)
        }
        let sizes = [count, ~count].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        return [0x78, 1, 1] + sizes + bytes + big(UInt32(high << 16 | low))
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }

    /// The checksum of the PNG specification, annex D.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}
