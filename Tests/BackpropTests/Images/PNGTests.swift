import Testing

@testable import Backprop

@Suite("PNG files")
struct PNGTests {
    let folder: ImageFolder

    init() throws { folder = try ImageFolder() }

    @Test("what is written is read back", arguments: 1...4)
    func roundTrip(channels: Int) throws {
        for (height, width) in [(1, 1), (1, 9), (7, 1), (12, 17)] {
            let image = ImageFiles.raster(height: height, width: width, channels: channels)
            #expect(try Raster(decoding: PNGEncoder.encode(image), source: "FILE") == image)
        }
    }

    static let damagedFiles: [([UInt8], String)] = {
        let sound = ImageFiles.png()
        var flipped = sound
        flipped[sound.count - 20] ^= 1
        let again = "Copy, download or save the file again."
        func bomb(_ height: Int, _ width: Int) -> [UInt8] {
            ImageFiles.png([
                ("IHDR", ImageFiles.header(height: height, width: width)), ("IDAT", [1, 2]), ("IEND", []),
            ])
        }
        return [
            (Array(sound.dropLast(13)), "FILE: The PNG file ends too early. \(again)"),
            (Array(sound.prefix(40)), "FILE: The PNG file ends too early. \(again)"),
            (flipped, "FILE: The checksum of the PNG chunk \"IDAT\" is wrong. \(again)"),
            (
                ImageFiles.png([("IDAT", [])]),
                "FILE: The PNG file begins with the chunk \"IDAT\", not with its header. \(again)"
            ),
            (
                ImageFiles.png([("IHDR", ImageFiles.header(depth: 3)), ("IEND", [])]),
                "FILE: The PNG header declares color type 0 with 3 bits, which PNG does not have. \(again)"
            ),
            (
                ImageFiles.png([("IHDR", ImageFiles.header(height: 0)), ("IEND", [])]),
                "FILE: The PNG header declares 0 × 5 pixels. \(again)"
            ),
            (
                ImageFiles.png([("IHDR", ImageFiles.header(color: 3)), ("IDAT", [1]), ("IEND", [])]),
                "FILE: The PNG file lacks its palette. \(again)"
            ),
            (
                ImageFiles.png([("IHDR", ImageFiles.header()), ("IDAT", [1, 2, 3, 4]), ("IEND", [])]),
                "FILE: The compressed image in the PNG file is damaged. \(again)"
            ),
            (
                bomb(100_000, 100_000),
                "FILE: The image declares 100000 × 100000 pixels, more than the limit of 67108864. Make the image smaller, or raise the limit of pixels."
            ),
            (bomb(8000, 8000), "FILE: The PNG file ends too early. \(again)"),
        ]
    }()

    @Test("the fault of a file is named", arguments: damagedFiles)
    func damaged(_ bytes: [UInt8], _ message: String) throws {
        #expect(try folder.error(bytes) { _ = try Raster(contentsOf: $0) } == message)
    }

    @Test("files that are neither PNG nor JPEG are named by their kind")
    func others() throws {
        let convert = "Convert it to PNG, or take it out of the folder."
        let cases: [([UInt8], String)] = [
            (Array("a,b,c\n1,2,3\n".utf8), "is text"), ([], "is empty"), ([1, 2, 3, 4, 5], "is neither"),
            (Array("GIF89a__".utf8), "is a GIF image"), (Array("BM______".utf8), "is a BMP image"),
        ]
        for (bytes, found) in cases {
            #expect(
                try folder.error(bytes) { _ = try Raster(contentsOf: $0) }
                    == "FILE: A PNG or JPEG image was expected, but the file \(found). \(convert)")
        }
    }

    @Test("damaged files never trap")
    func mutations() {
        var generator = TestGenerator(state: 7)
        let sound = [ImageFiles.png(), ImageFiles.png(height: 9, width: 9, channels: 4)]
        var (decoded, refused) = (0, 0)
        for round in 0..<1000 {
            var bytes = sound[round % 2]
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 8..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            if round % 3 > 0 { mendChecksums(&bytes) }
            do {
                let raster = try Raster(decoding: bytes, source: "FILE")
                #expect(raster.bytes.count == raster.height * raster.width * raster.channels)
                decoded += 1
            } catch {
                refused += 1
            }
        }
        // Both ends are reached, so that the changes are neither all harmless nor all found at once.
        #expect(decoded > 0 && refused > 0)
    }

    /// Makes the checksums right again, so that the change reaches what lies behind them.
    private func mendChecksums(_ bytes: inout [UInt8]) {
        var offset = 8
        while offset + 12 <= bytes.count {
            let length = bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - offset - 12 else { return }
            let end = offset + 8 + length
            let sum = ImageFiles.word(Int(PNGDecoder.checksum(bytes, (offset + 4)..<end)))
            bytes.replaceSubrange(end..<(end + 4), with: sum)
            offset = end + 4
        }
    }
}
