import Testing

@testable import Backprop

/// Weights in the order and the layouts of Keras.
@Suite struct KerasWeightsTests {
    private func model(_ layers: String, input: Shape) throws -> Model {
        let network = try Network(parsing: layers)
        let count = try ParameterLayout(network, input: input).vectorCount
        return try Model(
            recipe: Recipe(network: network, loss: MeanSquaredError()), inputShape: input,
            parameters: .float32((0..<count).map { Float($0) }), provenance: Provenance(source: "", rows: 0))
    }

    @Test func tensorsHaveTheOrderOfModelWeights() throws {
        let tensors = try KerasWeights.tensors(
            model("conv 3 2x2, depthwise 1x1 multiplier 2, batchnorm, flatten, dense 4", input: [3, 3, 2]))
        #expect(
            tensors.map(\.name) == [
                "0000.layer1.kernel", "0001.layer1.bias", "0002.layer2.kernel", "0003.layer2.bias",
                "0004.layer3.gamma", "0005.layer3.beta", "0006.layer3.moving_mean",
                "0007.layer3.moving_variance", "0008.layer5.kernel", "0009.layer5.bias",
            ])
        #expect(
            tensors.map(\.shape) == [
                [2, 2, 2, 3], [3], [1, 1, 3, 2], [6], [6], [6], [6], [6], [24, 4], [4],
            ])
    }

    @Test func rowsAfterFlattenHaveTheirChannelsLast() throws {
        let tensors = try KerasWeights.tensors(model("flatten, layernorm, dense 2", input: [1, 3, 2]))
        // Channel by channel in memory: a b c, A B C; in Keras a A, b B, c C.
        #expect(try tensors[0].floats() == [0, 3, 1, 4, 2, 5])
        #expect(
            try tensors[2].floats() == [0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11].map { $0 + 12 })
        #expect(try tensors[3].floats() == [24, 25])
    }

    @Test func layersThatKerasLacksAreRefused() {
        for (layers, text, position) in [
            ("dense 2, parametric relu", "parametric relu", 2),
            ("residual(dense 4 relu)", "residual(dense 4 relu)", 1),
            ("reshape 1x2x2", "reshape 1x2x2", 1),
        ] {
            #expect(throws: ExportError.layer(text: text, position: position)) {
                _ = try KerasWeights.tensors(model(layers, input: [4]))
            }
        }
        #expect(throws: ExportError.layer(text: "flatten", position: 1)) {
            _ = try KerasWeights.tensors(model("flatten", input: [2, 2, 2]))
        }
    }
}
