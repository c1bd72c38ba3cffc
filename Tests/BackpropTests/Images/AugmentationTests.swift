import Testing

@testable import Backprop

@Suite("Augmentation")
struct AugmentationTests {
    @Test("the text is read, and written as it is read")
    func text() throws {
        let text = "shift 2, rotate 10, scale 0.1, elastic 1.5, flip both, noise 0.05, cutout 8"
        let value = try Augmentation(parsing: text)
        #expect(value.text == text)
        #expect(
            value
                == Augmentation(
                    shift: 2, rotation: 10, scale: 0.1, elasticity: 1.5, flipsHorizontally: true,
                    flipsVertically: true, noise: 0.05, cutout: 8))
        #expect(try JSONValue(encoding: value).decode(Augmentation.self) == value)
        #expect(try Augmentation(parsing: "flip horizontal").text == "flip horizontal")
    }

    @Test(
        "the fault of a text is named",
        arguments: [
            ("shift -1", "the augmentation's shift must be a number of pixels from 0 to 1000, not \"-1\""),
            (
                "rotate nan",
                "the augmentation's rotate must be a number of degrees from 0 to 180, not \"nan\""
            ),
            ("flip left", "the augmentation's flip must be horizontal, vertical or both, not \"left\""),
            (
                "cutout 1.5",
                "the augmentation's cutout must be a whole number of pixels from 0 to 1000, not \"1.5\""
            ),
            (
                "shift",
                "the augmentation must be a list such as \"shift 2, rotate 10, flip horizontal\", not \"shift\""
            ),
            (
                "shfit 2",
                "the augmentation must be one of shift, rotate, scale, elastic, flip, noise, cutout, not \"shfit\""
            ),
        ])
    func invalid(_ text: String, _ message: String) {
        #expect(throws: SettingError.self) { try Augmentation(parsing: text) }
        do { _ = try Augmentation(parsing: text) } catch { #expect("\(error)" == message) }
    }

    /// Five images of one bright pixel each on black.
    static let images: ImageSet = {
        var bytes = [UInt8](repeating: 0, count: 5 * 63)
        for image in 0..<5 { bytes[image * 63 + 31 + image] = 255 }
        return ImageSet(bytes: bytes, shape: [7, 9, 1], labels: ["a", "b", "a", "b", "a"])
    }()

    static func gathered(
        _ augmentation: Augmentation, rows: [Int] = [0, 1, 2, 3, 4], context: RandomContext?,
        threads: Int = 1,
        images: ImageSet = images
    ) throws -> [Float] {
        let preprocessor = try ImagePreprocessor(fitting: images, scaling: .max)
        let source = try ImageRows<Float>(images, preprocessor: preprocessor, augmentation: augmentation)
        var rows = rows
        var features = [Float](repeating: .nan, count: rows.count * images.shape.count)
        var targets = [Float](repeating: .nan, count: rows.count * 2)
        var weights: [Float] = [0]
        rows.withUnsafeMutableBufferPointer { rows in
            source.gather(
                BatchRequest(
                    rows: rows, context: context, features: &features, targets: &targets, weights: &weights,
                    threads: threads))
        }
        #expect(targets[0] + targets[1] == 1)
        return features
    }

    static let first = RandomContext(seed: 3, epoch: 0, step: 0)
    static let all = try! Augmentation(
        parsing: "shift 2, rotate 30, scale 0.2, elastic 1, flip both, noise 0.1, cutout 3")

    @Test("the same seed, epoch and image give the same bits, whatever the batch and the threads")
    func sameBits() throws {
        let one = try Self.gathered(Self.all, context: Self.first)
        #expect(try Self.gathered(Self.all, context: Self.first, threads: 3) == one)
        let single = try Self.gathered(Self.all, rows: [3], context: Self.first)
        #expect(single == Array(one[(3 * 63)..<(4 * 63)]))
        let later = RandomContext(seed: 3, epoch: 0, step: 17)
        #expect(try Self.gathered(Self.all, context: later) == one)
        let next = RandomContext(seed: 3, epoch: 1, step: 0)
        #expect(try Self.gathered(Self.all, context: next) != one)
    }

    @Test("nothing is changed if rows are measured")
    func validation() throws {
        let plain = try Self.gathered(Self.all, context: nil)
        var expected = [Float](repeating: 0, count: 5 * 63)
        for image in 0..<5 { expected[image * 63 + 31 + image] = 1 }
        #expect(plain == expected)
        #expect(try Self.gathered(Augmentation(), context: Self.first) == plain)
    }

    @Test("a flip mirrors half of the images, and moves nothing else")
    func flips() throws {
        let ramp = [UInt8](0..<63)
        let labels = (0..<200).map { $0 % 2 == 0 ? "a" : "b" }
        let many = ImageSet(bytes: (0..<200).flatMap { _ in ramp }, shape: [7, 9, 1], labels: labels)
        let values = try Self.gathered(
            Augmentation(flipsHorizontally: true), rows: Array(0..<200), context: Self.first, images: many)
        let original: [Float] = ramp.map { Float(Double($0) / 255) }
        let mirrored: [Float] = ramp.indices.map { original[$0 / 9 * 9 + 8 - $0 % 9] }
        var count = 0
        for image in 0..<200 {
            let found = Array(values[(image * 63)..<((image + 1) * 63)])
            if found == mirrored { count += 1 } else { #expect(found == original) }
        }
        #expect((70...130).contains(count))
    }

    @Test("a shift keeps what an image holds, and moves its center of mass at most as far as asked")
    func shifts() throws {
        for epoch in 0..<20 {
            let values = try Self.gathered(
                Augmentation(shift: 1.5), rows: [0], context: RandomContext(seed: 9, epoch: epoch, step: 0))
            let sum = values.reduce(0, +)
            #expect(abs(sum - 1) < 1e-5)
            var (row, column): (Float, Float) = (0, 0)
            for context in 0..<63 {
                row += values[context] * Float(context / 9)
                column += values[context] * Float(context % 9)
            }
            #expect(abs(row - 3) <= 1.5001 && abs(column - 4) <= 1.5001)
        }
    }

    @Test("a cutout blackens a square of at most its side")
    func cutouts() throws {
        let white = ImageSet(
            bytes: Array(repeating: 255, count: 63 * 2), shape: [7, 9, 1], labels: ["a", "b"])
        for epoch in 0..<20 {
            let values = try Self.gathered(
                Augmentation(cutout: 3), rows: [0], context: RandomContext(seed: 2, epoch: epoch, step: 0),
                images: white)
            let black = values.count { $0 == 0 }
            #expect((4...9).contains(black))
            #expect(values.count { $0 == 1 } == 63 - black)
        }
    }

    @Test("noise has the deviation asked for")
    func noise() throws {
        let gray = ImageSet(
            bytes: Array(repeating: 100, count: 40 * 40 * 2), shape: [40, 40, 1], labels: ["a", "b"])
        let values = try Self.gathered(Augmentation(noise: 0.2), rows: [0], context: Self.first, images: gray)
        let mean: Float = values.reduce(0, +) / 1600
        let squares: [Float] = values.map { ($0 - mean) * ($0 - mean) }
        let deviation: Float = (squares.reduce(0, +) / 1600).squareRoot()
        #expect(abs(mean - 100 / 255) < 0.02)
        #expect(abs(deviation - 0.2) < 0.02)
    }
}
