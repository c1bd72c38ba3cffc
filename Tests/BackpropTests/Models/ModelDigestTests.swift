import Backprop
import Testing

/// A model file of which a bit has changed is refused.
@Suite struct ModelDigestTests {
    private static let refusal = """
        m is damaged or was changed by hand: its content is not that of its digest. Copy the file again; if you \
        changed it on purpose, remove "backprop.digest" from its metadata.
        """

    @Test func aBitOfAWeightIsMissed() throws {
        let model = try ModelSupport.model()
        let bytes = try model.safetensors().serialized()
        for distance in [1, 5, 40] {
            var changed = bytes
            changed[bytes.count - distance] ^= 1
            let message = try #require(throws: ModelFileError.self) {
                try Model(SafetensorsFile(bytes: changed), source: "m")
            }
            #expect("\(message)" == Self.refusal)
        }
    }

    @Test func aNumberOfTheMetadataIsMissed() throws {
        var file = try ModelSupport.model().safetensors()
        file.replace("\"seed\":", "\"seed\":1")
        let error = try #require(throws: ModelFileError.self) { try Model(file, source: "m") }
        #expect(error == .otherContent(source: "m"))
    }

    @Test func everyMemberOfAnAverageHasItsDigest() throws {
        let model = try Model(averaging: [ModelSupport.model(), ModelSupport.model(layers: "dense 2 relu")])
        var file = model.safetensors()
        let last = try #require(file.tensors.indices.last)
        let tensor = file.tensors[last]
        #expect(tensor.name.hasPrefix("companions.0."))
        file.tensors[last] = SafetensorsFile.Tensor(
            name: tensor.name, shape: tensor.shape, values: try tensor.floats().map { $0 + 1 })
        let error = try #require(throws: ModelFileError.self) { try Model(file, source: "m") }
        #expect(error == .otherContent(source: "m"))
    }

    @Test func filesOfEarlierVersionsHaveNone() throws {
        let model = try ModelSupport.model()
        var file = model.safetensors()
        file.metadata["backprop.digest"] = nil
        #expect(try Model(file, source: "m").parameters == model.parameters)
    }
}
