import Testing

@testable import Backprop

@Suite("JPEG files that every viewer opens")
struct JPEGSegmentTests {
    private static let sound = JPEGTests.bytes(JPEGGoldenValues.sequential)
    private static let values = JPEGTests.bytes(JPEGGoldenValues.sequentialValues)

    /// The segments of the file; the last one is the scan with all that follows.
    private static let segments: [[UInt8]] = {
        var (pieces, offset) = ([Array(sound.prefix(2))], 2)
        while sound[offset + 1] != 0xDA {
            let end = offset + 2 + Int(sound[offset + 2]) << 8 + Int(sound[offset + 3])
            pieces.append(Array(sound[offset..<end]))
            offset = end
        }
        return pieces + [Array(sound[offset...])]
    }()

    private func check(_ pieces: [[UInt8]], _ comment: Comment) throws {
        let image = try Raster(decoding: pieces.flatMap(\.self), source: "FILE")
        #expect(image.bytes == Self.values, comment)
    }

    @Test("bytes between segments are passed over")
    func between() throws {
        for junk: [UInt8] in [[0], [1, 2, 3], [0xFF, 0, 7], [0xFF, 0xFF, 0xFF]] {
            try check(Array(Self.segments.map { [$0] }.joined(separator: [junk])), "\(junk)")
        }
    }

    @Test("a wrong length of a segment that is not needed does not matter")
    func lengths() throws {
        let text = Array("a note".utf8)
        let thumbnail: [UInt8] = [0xFF, 0xD8] + Self.segments[2] + Self.segments.last! + [0xFF, 0xD9]
        for marker: UInt8 in [0xFE, 0xE1, 0xED] {
            for content in [text, thumbnail] {
                for length in [0, 1, 2, 5, content.count + 1, content.count + 3, content.count + 40, 65_535] {
                    let note = [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + content
                    var pieces = Self.segments
                    pieces.insert(note, at: 2)
                    try check(pieces, "marker \(marker), length \(length), \(content.count) bytes")
                }
            }
        }
    }

    @Test("frames of motion JPEG leave out the tables of codes")
    func codeless() throws {
        try check(Self.segments.filter { $0[1] != 0xC4 }, "without tables")
    }

    @Test("the letters R, G and B as identifiers mean red, green and blue")
    func letters() throws {
        let frame = Self.segments.firstIndex { $0[1] == 0xC0 }!
        let scan = Self.segments.count - 1
        var pieces = Self.segments.filter { $0[1] != 0xE0 }
        let shift = Self.segments.count - pieces.count
        for (index, letter) in "RGB".utf8.enumerated() {
            pieces[frame - shift][10 + 3 * index] = letter
            pieces[scan - shift][5 + 2 * index] = letter
        }
        let letters = try Raster(decoding: pieces.flatMap(\.self), source: "FILE")
        // An Adobe marker without a transform means the same.
        let adobe: [UInt8] = [0xFF, 0xEE, 0, 14] + Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 0]
        var marked = Self.segments.filter { $0[1] != 0xE0 }
        marked.insert(adobe, at: 1)
        let same = try Raster(decoding: marked.flatMap(\.self), source: "FILE")
        #expect(letters == same && letters.bytes != Self.values)
    }

    @Test("files of nothing but wrong lengths end quickly")
    func work() {
        let many: [UInt8] =
            [0xFF, 0xD8] + Array(repeating: [0xFF, 0xE0, 0, 0], count: 100_000).flatMap(\.self)
        #expect(throws: ImageError.self) { try Raster(decoding: many, source: "FILE") }
    }
}
