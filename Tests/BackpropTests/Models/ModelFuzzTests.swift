import Backprop
import Testing

/// Many damaged model files: each is refused, or read and then predicts.
@Suite struct ModelFuzzTests {
    /// Words and numbers that have a meaning in the metadata, or look as if they had.
    static let fragments = [
        "0", "-1", "1", "2", "7", "1e308", "9223372036854775807", "4611686018427387904", "null", "true", "[]",
        "{}", "\"\"", "\"dense\"", "\"softmax\"", "\"linear\"", "\"numeric\"", "\"one-hot\"", "\"binary\"",
        "\"regression\"", "\"target\"", "\"ignored\"", "0.5", "[1,2]", "-0.0", "5e-324",
    ]

    /// Replaces a number or a text of the JSON by something else.
    static func damage(_ text: String, _ generator: inout TestGenerator) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...2, using: &generator) {
            let starts = bytes.indices.filter { ":,[".utf8.contains(bytes[$0]) }
            guard let start = starts.randomElement(using: &generator) else { break }
            let end = bytes[(start + 1)...].firstIndex { ",]}".utf8.contains($0) } ?? bytes.count
            let fragment = fragments.randomElement(using: &generator) ?? ""
            bytes.replaceSubrange((start + 1)..<max(start + 1, end), with: fragment.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func damagedModelsAreReadOrRefused() throws {
        var generator = TestGenerator(state: 77)
        let files = try [
            ModelSupport.model(layers: "dense 2 tanh, dropout 0.5"),
            ModelSupport.model(ModelSupport.slope, layers: "dense 2 relu"),
            Model(averaging: [ModelSupport.model(), ModelSupport.model(layers: "dense 2 relu")]),
        ].map { model in
            // The digest would refuse every change.
            var file = model.safetensors()
            file.metadata = file.metadata.filter { !$0.key.hasSuffix("backprop.digest") }
            return file
        }
        let texts = [ModelSupport.flowers, ModelSupport.slope, ModelSupport.flowers]
        let tables = try texts.map { try ModelSupport.table($0) }
        var (read, predicted, refusals) = (0, 0, Set<String>())
        for round in 0..<900 {
            var file = files[round % 3]
            let key = file.metadata.keys.sorted().randomElement(using: &generator) ?? ""
            file.metadata[key] = Self.damage(file.metadata[key] ?? "", &generator)
            do {
                let model = try Model(file, source: "m")
                read += 1
                _ = try model.evaluate(tables[round % 3])
                _ = try model.safetensors().serialized()
                predicted += 1
            } catch {
                refusals.insert(String("\(error)".suffix(30)))
            }
        }
        // All happens; otherwise the damage would be too coarse, or too fine, to test anything.
        #expect(
            read > 30 && predicted > 15 && refusals.count > 50, "\(read) \(predicted) \(refusals.count)")
    }

    @Test func damagedBytesAreReadOrRefused() throws {
        var generator = TestGenerator(state: 78)
        var file = try ModelSupport.model(layers: "dense 2 tanh").safetensors()
        file.metadata["backprop.digest"] = nil
        let whole = try file.serialized()
        var (read, refused) = (0, 0)
        for _ in 0..<1000 {
            var bytes = whole
            ModelsFuzzTests.damage(&bytes, using: &generator)
            if bytes.count > 9, Bool.random(using: &generator) {
                bytes[Int.random(in: 8..<bytes.count, using: &generator)] ^= 1
            }
            do {
                _ = try Model(SafetensorsFile(bytes: bytes), source: "m")
                read += 1
            } catch {
                refused += 1
            }
        }
        #expect(read > 10 && refused > 500, "\(read) read, \(refused) refused")
    }
}
