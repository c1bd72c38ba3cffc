import Backprop
import Testing

/// A file that is sound as safetensors but no model of ours is refused in words.
@Suite struct ModelFileErrorTests {
    /// The refusal of the model's file after a change.
    private func refusal(_ model: Model? = nil, _ change: (inout SafetensorsFile) -> Void) throws -> String {
        try ModelSupport.refusal(of: model ?? ModelSupport.model(), source: "m.safetensors", change)
    }

    private static let damaged = "m.safetensors is damaged or was changed by hand: "

    @Test func refusesWhatIsNotOurs() throws {
        #expect(
            try refusal { $0.metadata = ["format": "pt"] }
                == "m.safetensors is a safetensors file, but not a model of Backprop. Give a file that "
                + "Backprop saved after training.")
    }

    @Test func refusesALaterFormat() throws {
        #expect(
            try refusal { $0.metadata["backprop.format"] = "4" }
                == "m.safetensors has the model format 4, but this version reads formats up to 3. Use the version of "
                + "Backprop that wrote it, or a newer one.")
        #expect(
            try refusal { $0.metadata["backprop.format"] = "3" }
                == Self.damaged + "its metadata lack \"backprop.threshold\"")
    }

    @Test(arguments: ["backprop.recipe", "backprop.input", "backprop.provenance"])
    func refusesMissingMetadata(key: String) throws {
        #expect(
            try refusal { $0.metadata[key] = nil } == Self.damaged + "its metadata lack \"\(key)\"")
        #expect(try refusal { $0.metadata[key] = "{" }.hasPrefix(Self.damaged + "\"\(key)\": "))
    }

    @Test func refusesTensorsThatDoNotFit() throws {
        #expect(
            try refusal { $0.tensors.removeAll { $0.name == "0.bias" } }
                == Self.damaged + "the tensor \"0.bias\" is missing")
        #expect(
            try refusal {
                $0.tensors[0] = SafetensorsFile.Tensor(
                    name: "0.weight", shape: [5, 4], values: [Float](repeating: 0, count: 20))
            }
                == Self.damaged + "the tensor \"0.weight\" is [5, 4], but the network needs [4, 5]")
        #expect(
            try refusal {
                $0.tensors.append(SafetensorsFile.Tensor(name: "9.bias", shape: [1], values: [Float(0)]))
            }
                == Self.damaged + "the tensor \"9.bias\" belongs to no layer of the network")
        #expect(
            try refusal {
                $0.tensors[1] = SafetensorsFile.Tensor(
                    name: "0.bias", shape: [4], values: [0, .nan, 0, Float(0)])
            }
                == Self.damaged + "a parameter is infinite or not a number")
    }

    @Test func refusesPartsThatDoNotBelongTogether() throws {
        #expect(
            try refusal { file in
                file.metadata["backprop.input"] = "[6]"
                file.tensors[0] = SafetensorsFile.Tensor(
                    name: "0.weight", shape: [4, 6], values: [Float](repeating: 0, count: 24))
            } == Self.damaged + "the columns make 5 inputs, but the network takes 6")
        #expect(
            try refusal { file in
                file.replace("\"units\":3", "\"units\":2")
                file.tensors[2] = SafetensorsFile.Tensor(
                    name: "2.weight", shape: [2, 4], values: [Float](repeating: 0, count: 8))
                file.tensors[3] = SafetensorsFile.Tensor(name: "2.bias", shape: [2], values: [0, Float(0)])
            } == Self.damaged + "the target needs 3 outputs, but the network gives 2")
    }

    /// Numbers that no layer, loss or recipe can have, with the end of the error about them.
    static let absurd: [(from: String, to: String, end: String)] = [
        ("\"units\":4", "\"units\":0", "a dense layer has 1 to 16777216 units, not 0"),
        ("\"units\":4", "\"units\":-1", "a dense layer has 1 to 16777216 units, not -1"),
        (
            "\"units\":4", "\"units\":4611686018427387904",
            "a dense layer has 1 to 16777216 units, not 4611686018427387904"
        ),
        (
            "\"units\":4", "\"units\":16777216",
            "the tensor \"0.weight\" is [4, 5], but the network needs [16777216, 5]"
        ),
        ("\"rate\":0.5", "\"rate\":-1", "a dropout rate is at least 0 and below 1, not -1.0"),
        ("\"rate\":0.5", "\"rate\":1", "a dropout rate is at least 0 and below 1, not 1.0"),
        ("\"delta\":0.5", "\"delta\":0", "delta is a number above 0, not 0.0"),
        ("\"delta\":0.5", "\"delta\":-2", "delta is a number above 0, not -2.0"),
        ("leaky-relu(0.2)", "leaky-relu(-0.2)", "there is no activation \"leaky-relu(-0.2)\""),
        ("leaky-relu(0.2)", "elu(-1)", "there is no activation \"elu(-1)\""),
        ("leaky-relu(0.2)", "leaky-relu(nan)", "there is no activation \"leaky-relu(nan)\""),
        ("\"every\":2", "\"every\":0", "the schedule's number of epochs must be at least 1, not 0"),
        ("\"factor\":0.5", "\"factor\":-1", "the schedule's factor must be above 0 and at most 1, not -1.0"),
        (
            "\"epochs\":3", "\"epochs\":0",
            "the number of epochs must be a whole number from 1 to 1000000000, not 0"
        ),
        (
            "\"learningRate\":0.01", "\"learningRate\":0",
            "the learning rate must be a number above 0, not 0.0"
        ),
        ("\"batchSize\":16", "\"batchSize\":0", "a batch size is a whole number of at least 1, or \"full\""),
        ("\"seed\":1", "\"seed\":-1", ""), ("\"float32\"", "\"float16\"", ""),
    ]

    @Test(arguments: absurd.indices) func refusesAbsurdNumbers(index: Int) throws {
        let model = try ModelSupport.model(layers: "dense 4 leaky-relu(0.2), dropout 0.5") {
            $0.output = .linear
            $0.loss = Huber(delta: 0.5)
            $0.schedule = .step(every: 2, factor: 0.5)
        }
        let (from, to, end) = Self.absurd[index]
        let message = try refusal(model) { $0.replace(from, to) }
        #expect(message.hasPrefix(Self.damaged) && message.hasSuffix(end), "\(message)")
    }

    @Test(arguments: [
        "[]", "[0]", "[-5]", "[1,1,1,1,5]", "[4294967296,4294967296]", "[9223372036854775807,2]",
    ])
    func refusesShapesThatCannotBe(text: String) throws {
        let message = try refusal { $0.metadata["backprop.input"] = text }
        #expect(message.hasPrefix(Self.damaged + "\"backprop.input\": "))
        #expect(message.hasSuffix("is not a shape"))
    }

    @Test func refusesParametersBeyondCounting() throws {
        let message = try refusal { file in
            file.metadata["backprop.input"] = "[1099511627776]"
            file.replace("\"units\":4", "\"units\":16777216")
        }
        #expect(message.hasSuffix("with 1099511627776 inputs its parameters do not fit in memory"))
    }
}

extension SafetensorsFile {
    /// Changes the recipe's text at the first occurrence of the piece.
    mutating func replace(_ piece: String, _ other: String) {
        guard var text = metadata["backprop.recipe"], let range = text.firstRange(of: piece) else { return }
        text.replaceSubrange(range, with: other)
        metadata["backprop.recipe"] = text
    }
}
