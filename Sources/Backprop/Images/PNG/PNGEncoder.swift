import CZlib

/// An encoder of PNG files of eight bits per sample, compressed by zlib without filters.
///
/// Source: "Portable Network Graphics (PNG) Specification (Third Edition)", W3C.
package enum PNGEncoder {
    /// Returns the file for an image of one to four channels.
    package static func encode(_ image: Raster) -> [UInt8] {
        let colors: [UInt8] = [0, 4, 2, 6]
        precondition((1...4).contains(image.channels), "a PNG image has one to four channels")
        var bytes = PNGDecoder.signature
        append(
            "IHDR",
            word(image.width) + word(image.height) + [8, colors[image.channels - 1], 0, 0, 0], to: &bytes)
        append("IDAT", compressed(lines(of: image)), to: &bytes)
        append("IEND", [], to: &bytes)
        return bytes
    }

    /// Returns the lines, each after the byte of its filter, 0 for none.
    private static func lines(of image: Raster) -> [UInt8] {
        let length = image.width * image.channels
        var lines: [UInt8] = []
        lines.reserveCapacity(image.height * (1 + length))
        for row in 0..<image.height {
            lines.append(0)
            lines.append(contentsOf: image.bytes[(row * length)..<((row + 1) * length)])
        }
        return lines
    }

    private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        let room = backprop_deflate_bound(bytes.count)
        let result = [UInt8](unsafeUninitializedCapacity: room) { output, count in
            count = bytes.withUnsafeBufferPointer {
                backprop_deflate($0.baseAddress, $0.count, output.baseAddress, room)
            }
        }
        precondition(!result.isEmpty, "there is memory to compress an image")
        return result
    }

    private static func append(_ name: String, _ content: [UInt8], to bytes: inout [UInt8]) {
        bytes += word(content.count)
        let start = bytes.count
        bytes += Array(name.utf8) + content
        bytes += word(Int(PNGDecoder.checksum(bytes, start..<bytes.count)))
    }

    /// Returns four bytes, the most significant first.
    private static func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
