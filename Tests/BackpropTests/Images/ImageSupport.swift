import Foundation

@testable import Backprop

/// A folder for the files of one test, which lives as long as this value.
final class ImageFolder {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.appendingPathComponent("images-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, and folders on the way to it; gives its path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    /// Returns the error of reading a file of these bytes as images, the path cut to its name.
    func error(_ bytes: [UInt8], name: String = "FILE", as read: (String) throws -> Void) throws -> String {
        let path = try write(bytes, to: name)
        return error { try read(path) }
    }

    /// Returns the error of a reading, with paths from this folder on.
    func error(_ read: () throws -> Void) -> String {
        do {
            try read()
            return "no error"
        } catch {
            return "\(error)".replacing(path + "/", with: "").replacing(path, with: "FOLDER")
        }
    }
}

/// Files made in code.
enum ImageFiles {
    /// An IDX file with any header.
    static func idx(_ extents: [Int], element: UInt8 = 0x08, _ values: [UInt8]) -> [UInt8] {
        [0, 0, element, UInt8(extents.count)] + extents.flatMap(word) + values
    }

    static func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// A PNG file with a ramp of values.
    static func png(height: Int = 4, width: Int = 5, channels: Int = 1, first: Int = 0) -> [UInt8] {
        PNGEncoder.encode(raster(height: height, width: width, channels: channels, first: first))
    }

    static func raster(height: Int = 4, width: Int = 5, channels: Int = 1, first: Int = 0) -> Raster {
        Raster(
            height: height, width: width, channels: channels,
            bytes: (0..<(height * width * channels)).map { UInt8(truncatingIfNeeded: first + 7 * $0) })
    }

    /// A PNG file of those chunks.
    static func png(_ chunks: [(name: String, content: [UInt8])]) -> [UInt8] {
        PNGDecoder.signature
            + chunks.flatMap { name, content in
                let body = Array(name.utf8) + content
                return word(content.count) + body + word(Int(PNGDecoder.checksum(body, 0..<body.count)))
            }
    }

    /// The content of the chunk IHDR.
    static func header(
        height: Int = 4, width: Int = 5, depth: UInt8 = 8, color: UInt8 = 0, interlace: UInt8 = 0
    ) -> [UInt8] { word(width) + word(height) + [depth, color, 0, 0, interlace] }
}

extension ImageFiles {
    /// Bytes in zlib's frame, stored without compression.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var (a, b) = (1, 0)
        for byte in bytes {
            a = (a + Int(byte)) % 65521
            b = (b + a) % 65521
        }
        let length = [UInt8(bytes.count & 255), UInt8(bytes.count >> 8)]
        return [0x78, 0x01, 1] + length + length.map { ~$0 } + bytes + word(b << 16 | a)
    }

    /// A PNG file of unfiltered lines, with chunks between the header and the image.
    static func png(
        header: [UInt8], chunks: [(name: String, content: [UInt8])] = [], lines: [[UInt8]]
    ) -> [UInt8] {
        png(
            [("IHDR", header)] + chunks
                + [("IDAT", stored(lines.flatMap { [0] + $0 })), ("IEND", [])])
    }

    /// EXIF data with an orientation, the most significant byte first or last.
    static func exif(orientation: UInt8, isLittleEndian: Bool = false) -> [UInt8] {
        isLittleEndian
            ? [
                0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0,
                0,
            ]
            : [
                0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0,
                0,
            ]
    }
}
