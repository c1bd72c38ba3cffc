import Testing

@testable import Backprop

@Suite("The orientation that cameras note")
struct ImageOrientationTests {
    /// The stored pixels, two rows of three.
    private static let stored: [[UInt8]] = [[1, 2, 3], [4, 5, 6]]

    /// The shown rows for each code.
    static let shown: [(code: UInt8, rows: [[UInt8]])] = [
        (1, [[1, 2, 3], [4, 5, 6]]), (2, [[3, 2, 1], [6, 5, 4]]), (3, [[6, 5, 4], [3, 2, 1]]),
        (4, [[4, 5, 6], [1, 2, 3]]), (5, [[1, 4], [2, 5], [3, 6]]), (6, [[4, 1], [5, 2], [6, 3]]),
        (7, [[6, 3], [5, 2], [4, 1]]), (8, [[3, 6], [2, 5], [1, 4]]), (9, [[1, 2, 3], [4, 5, 6]]),
    ]

    @Test("a PNG file is turned according to its chunk eXIf", arguments: shown)
    func png(code: UInt8, rows: [[UInt8]]) throws {
        for isLittleEndian in [false, true] {
            let exif = ImageFiles.exif(orientation: code, isLittleEndian: isLittleEndian)
            let file = ImageFiles.png(
                header: ImageFiles.header(height: 2, width: 3), chunks: [("eXIf", exif)], lines: Self.stored)
            let image = try Raster(decoding: file, source: "FILE")
            #expect(image.shape == [rows.count, rows[0].count, 1])
            #expect(image.bytes == rows.flatMap(\.self))
        }
    }

    @Test("a JPEG file is turned according to its segment APP1", arguments: shown)
    func jpeg(code: UInt8, rows: [[UInt8]]) throws {
        let plain = JPEGTests.bytes(JPEGGoldenValues.sequential)
        let upright = try Raster(decoding: plain, source: "FILE")
        let content = Array("Exif\0\0".utf8) + ImageFiles.exif(orientation: code)
        let segment = [0xFF, 0xE1, 0, UInt8(content.count + 2)] + content
        let turned = try Raster(decoding: plain.prefix(2) + segment + plain.dropFirst(2), source: "FILE")
        // The numbers 1 to 6 stand for corners and middles: two of them tell the orientation.
        let (height, width) = (turned.height, turned.width)
        #expect((height == upright.height) == (rows.count == 2))
        func pixel(_ image: Raster, _ row: Int, _ column: Int) -> [UInt8] {
            let start = (row * image.width + column) * 3
            return Array(image.bytes[start..<(start + 3)])
        }
        let corners: [UInt8: (Int, Int)] = [
            1: (0, 0), 3: (0, upright.width - 1), 4: (upright.height - 1, 0),
            6: (upright.height - 1, upright.width - 1),
        ]
        let first = corners[rows[0][0]]!
        let last = corners[rows[0].last!]!
        #expect(pixel(turned, 0, 0) == pixel(upright, first.0, first.1))
        #expect(pixel(turned, 0, width - 1) == pixel(upright, last.0, last.1))
    }

    @Test("damaged EXIF data turn nothing")
    func damaged() throws {
        let sound = ImageFiles.exif(orientation: 6)
        for length in 0..<20 {
            let file = ImageFiles.png(
                header: ImageFiles.header(height: 2, width: 3),
                chunks: [("eXIf", Array(sound.prefix(length)))], lines: Self.stored)
            #expect(try Raster(decoding: file, source: "FILE").shape == [2, 3, 1])
        }
        var far = sound
        far[4] = 0xFF
        let file = ImageFiles.png(
            header: ImageFiles.header(height: 2, width: 3), chunks: [("eXIf", far)], lines: Self.stored)
        #expect(try Raster(decoding: file, source: "FILE").shape == [2, 3, 1])
    }
}
