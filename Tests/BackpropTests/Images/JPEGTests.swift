import Foundation
import Testing

@testable import Backprop

@Suite("JPEG files")
struct JPEGTests {
    let folder: ImageFolder

    init() throws { folder = try ImageFolder() }

    static let golden = [
        (JPEGGoldenValues.sequential, JPEGGoldenValues.sequentialValues),
        (JPEGGoldenValues.progressive, JPEGGoldenValues.progressiveValues),
        (JPEGGoldenValues.restarts, JPEGGoldenValues.restartsValues),
        (JPEGGoldenValues.inks, JPEGGoldenValues.inksValues),
        (JPEGGoldenValues.transformedInks, JPEGGoldenValues.transformedInksValues),
    ]

    static func bytes(_ text: String) -> [UInt8] {
        Array(Data(base64Encoded: text, options: .ignoreUnknownCharacters)!)
    }

    @Test("values are Pillow's", arguments: golden)
    func values(file: String, values: String) throws {
        let image = try Raster(decoding: Self.bytes(file), source: "FILE")
        #expect(image.shape == [13, 19, 3])
        let distances = zip(image.bytes, Self.bytes(values)).map { abs(Int($0) - Int($1)) }
        #expect(distances.max()! == 0)
    }

    @Test("a file that is cut anywhere is an error")
    func cutShort() {
        for (file, _) in Self.golden {
            let bytes = Self.bytes(file)
            for length in stride(from: 3, to: bytes.count - 1, by: 7) {
                #expect(throws: ImageError.self, "\(length)") {
                    try Raster(decoding: Array(bytes.prefix(length)), source: "FILE")
                }
            }
        }
    }

    @Test("the fault of a file is named")
    func damaged() throws {
        let sound = Self.bytes(JPEGGoldenValues.sequential)
        let frame = sound.indices.first { sound[$0] == 0xFF && sound[$0 + 1] == 0xC0 }!
        func error(_ change: (inout [UInt8]) -> Void) throws -> String {
            var bytes = sound
            change(&bytes)
            return try folder.error(bytes) { _ = try Raster(contentsOf: $0) }
        }
        let again = "Copy, download or save the file again."
        let ordinary = "Save it as an ordinary JPEG or PNG image."
        #expect(try error { $0.removeLast(30) } == "FILE: The JPEG file ends too early. \(again)")
        #expect(
            try error { $0.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xFF, 0xFF, 0xFF]) }
                == "FILE: The image declares 65535 × 65535 pixels, more than the limit of 67108864. Make the image smaller, or raise the limit of pixels."
        )
        #expect(
            try error { $0.replaceSubrange((frame + 5)..<(frame + 9), with: [0x1F, 0xFF, 0x1F, 0xFF]) }
                == "FILE: The JPEG file ends too early. \(again)")
        #expect(
            try error { $0[frame + 1] = 0xC9 }
                == "FILE: The JPEG file has arithmetic coding, which is not read here. \(ordinary)")
        #expect(
            try error { $0[frame + 4] = 12 }
                == "FILE: The JPEG file has 12 bits per sample, which is not read here. \(ordinary)")
        #expect(
            try error { $0 = [0xFF, 0xD8, 0xFF, 0xD9] } == "FILE: The JPEG file holds no image. \(again)")
    }

    @Test("damaged files never trap")
    func mutations() {
        var generator = TestGenerator(state: 11)
        var (decoded, refused) = (0, 0)
        for round in 0..<900 {
            var bytes = Self.bytes(Self.golden[round % 5].0)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 2..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
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
}
