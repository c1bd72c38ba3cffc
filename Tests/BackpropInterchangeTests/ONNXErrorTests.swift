import Testing

@testable import Backprop
@testable import BackpropInterchange

/// The models that an ONNX file cannot hold.
@Suite struct ONNXErrorTests {
    private func refusal(_ model: Model, alone: Bool = false) -> String {
        do {
            _ =
                alone
                ? try ONNXFile(networkOf: model, origin: GraphModels.origin)
                : try ONNXFile(model, origin: GraphModels.origin)
            return "exported"
        } catch {
            return error.description
        }
    }

    @Test func aMeanHasNoNetworkAlone() throws {
        let mean = try Model(averaging: [
            try GraphModels.model(), try GraphModels.model(layers: "dense 3 relu"),
        ])
        #expect(
            refusal(mean, alone: true)
                == "The model is the mean of 2 networks, and only one can be written alone. Export the whole model, or one of the models that were averaged."
        )
        #expect(refusal(mean) == "exported")
    }

    @Test func layersAndColumnsAreNamed() throws {
        let model = try GraphModels.model(
            GraphModels.signals, layers: "reshape 2x4x1, conv-transpose 2 2, flatten")
        #expect(
            refusal(model)
                == "Layer 2, \"conv-transpose 2 2x2\", is not one that an exported model can compute. Train with another layer in its place, or predict with the model file."
        )
        let numbers = try Model(
            recipe: Recipe(
                network: Network([Dense(1)]), loss: MeanSquaredError(), optimizer: SGD(), epochs: 1),
            inputShape: [2], parameters: .float32([1, 2, 3]), provenance: Provenance(source: "", rows: 1))
        #expect(
            refusal(numbers)
                == "The model was trained on numbers alone, and an exported model needs the names of columns. Train it on a table."
        )
        #expect(refusal(numbers, alone: true) == "exported")
    }
}
