import Backprop
import Testing

/// Files of models that average several networks.
@Suite struct ModelAveragingFileTests {
    private func average(_ text: String = ModelSupport.flowers) throws -> Model {
        try Model(averaging: ModelAveragingTests.members(text))
    }

    @Test(arguments: [ModelSupport.flowers, ModelSupport.slope])
    func readsWhatItWrote(text: String) throws {
        let table = try ModelSupport.table(text)
        let model = try average(text)
        let scored = model.addingMetrics(try model.evaluate(table))
        let copy = try ModelSupport.reread(scored)
        #expect(copy.members.map(\.recipe) == scored.members.map(\.recipe))
        #expect(copy.members.map(\.parameters) == scored.members.map(\.parameters))
        #expect(copy.provenance == scored.provenance && !copy.provenance.metrics.isEmpty)
        #expect(try ModelSupport.bits(copy, table) == ModelSupport.bits(model, table))
        #expect(try copy.safetensors().serialized() == scored.safetensors().serialized())
    }

    @Test func eachMemberStandsThereAsItsOwnFile() throws {
        let model = try average()
        let file = model.safetensors()
        #expect(file.metadata["backprop.format"] == "2" && file.metadata["backprop.companions"] == "2")
        #expect(
            file.tensors.map(\.name) == [
                "0.weight", "0.bias", "2.weight", "2.bias", "companions.0.0.weight", "companions.0.0.bias",
                "companions.0.2.weight", "companions.0.2.bias", "companions.0.4.weight",
                "companions.0.4.bias", "companions.1.0.weight", "companions.1.0.bias",
                "companions.1.2.weight", "companions.1.2.bias",
            ])
        let second = model.members[1].safetensors()
        for (key, text) in second.metadata { #expect(file.metadata["companions.0." + key] == text) }
        for tensor in second.tensors {
            let found = try #require(file["companions.0." + tensor.name])
            #expect(found.bytes == tensor.bytes && found.shape == tensor.shape)
        }
    }

    private func refusal(_ change: (inout SafetensorsFile) -> Void) throws -> String {
        try ModelSupport.refusal(of: average(), source: "m", change)
    }

    private static let damaged = "m is damaged or was changed by hand: "

    @Test func refusesDamage() throws {
        let missing =
            Self.damaged + "its metadata announce 2 more networks after the first, but they are not there"
        #expect(
            try refusal { file in
                file.metadata = file.metadata.filter { !$0.key.hasPrefix("companions.1.") }
                file.tensors.removeAll { $0.name.hasPrefix("companions.1.") }
            } == missing)
        #expect(try refusal { $0.metadata["companions.x.a"] = "b" } == missing)
        for text in ["0", "-1", "two", "99999999999999999999", nil] {
            #expect(
                try refusal { $0.metadata["backprop.companions"] = text }
                    == Self.damaged
                    + "the number of networks is missing from its metadata, under \"backprop.companions\"")
        }
        #expect(
            try refusal { file in file.tensors.removeAll { $0.name == "companions.0.0.bias" } }
                == Self.damaged + "the tensor \"0.bias\" is missing")
        #expect(
            try refusal { $0.metadata["companions.1.backprop.format"] = "2" }
                == "m has the model format 2, but this version reads formats up to 3. Use the version of "
                + "Backprop that wrote it, or a newer one.")
        #expect(
            try refusal { $0.metadata["backprop.format"] = "1" }
                == Self.damaged + "the tensor \"companions.0.0.weight\" belongs to no layer of the network")
    }

    @Test func refusesMembersThatDoNotPredictTheSame() throws {
        let slope = try ModelSupport.model(ModelSupport.slope).safetensors()
        let message = try refusal { file in
            for (key, text) in slope.metadata { file.metadata["companions.1." + key] = text }
            file.tensors.removeAll { $0.name.hasPrefix("companions.1.") }
            for tensor in slope.tensors {
                file.tensors.append(
                    SafetensorsFile.Tensor(
                        name: "companions.1." + tensor.name, shape: tensor.shape,
                        values: (try? tensor.floats()) ?? []))
            }
        }
        #expect(
            message == Self.damaged
                + "model 3 cannot be averaged with the first: it predicts numbers of y, but the first predicts the classes lily, rose and tulip of kind"
        )
    }
}
