import Testing

@testable import Backprop

@Suite("The order and the content of PNG chunks")
struct PNGChunkTests {
    private static let again = "Copy, download or save the file again."
    private typealias Chunk = (name: String, content: [UInt8])

    private static let color: Chunk = ("IHDR", ImageFiles.header(height: 2, width: 2, color: 2))
    private static let indexed: Chunk = ("IHDR", ImageFiles.header(height: 2, width: 2, color: 3))
    private static let palette: Chunk = ("PLTE", [1, 2, 3, 4, 5, 6])
    private static let end: Chunk = ("IEND", [])
    private static let colorImage: Chunk = (
        "IDAT", ImageFiles.stored([0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6])
    )
    private static let indexedImage: Chunk = ("IDAT", ImageFiles.stored([0, 0, 1, 0, 1, 0]))

    static let wrong: [([UInt8], String)] = {
        let data = indexedImage.content
        let halves: [Chunk] = [("IDAT", Array(data.prefix(6))), ("IDAT", Array(data.dropFirst(6)))]
        let text: Chunk = ("tEXt", Array("a\0b".utf8))
        return [
            (
                [indexed, palette, halves[0], text, halves[1], end],
                "The chunk \"tEXt\" lies between two chunks of the PNG image."
            ),
            ([indexed, palette, palette, indexedImage, end], "The PNG file has two palettes."),
            ([color, colorImage, palette, end], "The PNG palette comes after the image."),
            ([color, color, colorImage, end], "The PNG file has two headers."),
            ([color, ("PLTE", [1]), colorImage, end], "The PNG palette has 1 byte."),
            ([color, ("tRNS", [7]), colorImage, end], "The PNG chunk \"tRNS\" has 1 byte, not 6."),
            (
                [color, colorImage, ("tRNS", [0, 1, 0, 2, 0, 3]), end],
                "The PNG chunk \"tRNS\" comes after the image."
            ),
            (
                [indexed, ("tRNS", [7]), palette, indexedImage, end],
                "The PNG chunk \"tRNS\" comes before the palette."
            ),
            (
                [indexed, palette, ("tRNS", [7, 8, 9]), indexedImage, end],
                "The PNG chunk \"tRNS\" has 3 bytes for a palette of 2 colors."
            ),
            (
                [indexed, palette, ("tRNS", [7]), ("tRNS", [7]), indexedImage, end],
                "The PNG file has two chunks \"tRNS\"."
            ),
            (
                [indexed, palette, ("IDAT", Array(data.dropLast(4))), end],
                "The PNG file ends too early."
            ),
        ].map { (ImageFiles.png($0), "FILE: \($1) \(again)") }
    }()

    @Test("what the specification forbids is refused", arguments: wrong)
    func refused(_ bytes: [UInt8], _ message: String) throws {
        #expect(try ImageFolder().error(bytes) { _ = try Raster(contentsOf: $0) } == message)
    }

    @Test("what is sound is read")
    func sound() throws {
        let file = ImageFiles.png([Self.indexed, Self.palette, ("tRNS", [9]), Self.indexedImage, Self.end])
        let image = try Raster(decoding: file, source: "FILE")
        #expect(image.shape == [2, 2, 4])
        #expect(image.bytes == [1, 2, 3, 9, 4, 5, 6, 255, 4, 5, 6, 255, 1, 2, 3, 9])
        // Opacity of its own makes a chunk tRNS idle; a palette is a suggestion if there are colors.
        let suggested = ImageFiles.png([Self.color, Self.palette, Self.colorImage, Self.end])
        #expect(
            try Raster(decoding: suggested, source: "FILE").bytes == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
    }
}
