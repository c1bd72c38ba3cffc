import Testing

@testable import Backprop

@Suite struct FrozenLayersTests {
    static let texts: [(text: String, ranges: [ClosedRange<Int>], canonical: String)] = [
        ("layers 1-4", [1...4], "layers 1-4"),
        ("layer 2", [2...2], "layer 2"),
        ("layers 2", [2...2], "layer 2"),
        ("3", [3...3], "layer 3"),
        ("layers 1, 3-5", [1...1, 3...5], "layers 1, 3-5"),
        ("layers 6, layers 1 - 2,layer 4", [1...2, 4...4, 6...6], "layers 1-2, 4, 6"),
        ("layers 3-4, 1-2, 2-3", [1...4], "layers 1-4"),
        ("none", [], "none"),
    ]

    @Test(arguments: texts.indices) func readsAndWritesText(index: Int) throws {
        let (text, ranges, canonical) = Self.texts[index]
        let layers = try #require(FrozenLayers(parsing: text))
        #expect(layers.ranges == ranges)
        #expect(layers.description == canonical)
        #expect(FrozenLayers(parsing: canonical) == layers)
        #expect(try JSONValue(encoding: layers).decode(FrozenLayers.self) == layers)
    }

    @Test(
        arguments: [
            "", "layers", "layers 0", "layers 4-1", "layers 1-", "-2", "layers 1-2-3", "layers a", "1,,2",
            "1,",
            "layers 99999999999999999999", "layers 1.5", "conv 1", "1 2", "layers 1 - 2 3",
        ])
    func refusesOtherTexts(text: String) {
        #expect(FrozenLayers(parsing: text) == nil)
    }

    private func error(_ frozen: FrozenLayers, _ layers: String, input: Shape = [2]) throws -> String? {
        let network = try Network(parsing: layers)
        do {
            try frozen.validate(for: network)
            try frozen.validate(for: network, layout: ParameterLayout(network, input: input))
            return nil
        } catch let error as SettingError {
            return error.description
        }
    }

    @Test func refusesLayersThatTheNetworkLacks() throws {
        #expect(
            try error(FrozenLayers(2...4), "dense 3 relu, dense 1") == """
                the frozen layers must be among the 2 layers of the network "dense 3 relu, dense 1", not layers 2-4
                """)
    }

    @Test func refusesNetworksInWhichNothingIsTrained() throws {
        #expect(
            try error(FrozenLayers(1...2), "dense 3 relu, dense 1")
                == "the frozen layers must be some of the 2 layers, so that something is trained, not layers 1-2"
        )
        #expect(
            try error(FrozenLayers(1...1), "dense 3, relu")
                == "the frozen layers must be such that another layer with parameters is trained, not layer 1"
        )
    }

    /// The gradient of prediction is not computed for layers that differ in training.
    @Test func refusesFrozenLayersWithAnotherGradient() throws {
        #expect(
            try error(FrozenLayers(2...2), "dense 3, batchnorm, dense 1") == """
                the frozen layers must be without layer 2 ("batchnorm"), which a trained layer precedes, not layer 2; \
                freeze layer 1 too, or neither of the two
                """)
        #expect(try error(FrozenLayers(2...2), "dense 3, dropout 0.5, dense 1") != nil)
        #expect(try error(FrozenLayers(2...2), "dense 3, residual(dense 3, dropout 0.5), dense 1") != nil)
        #expect(try error(FrozenLayers(1...2), "dense 3, batchnorm, dense 1") == nil)
        #expect(try error(FrozenLayers(2...2), "relu, batchnorm, dense 1") == nil)
        #expect(try error(FrozenLayers(2...2), "dense 3, dense 2, dense 1") == nil)
    }

    @Test func areCheckedInEachNetworkThatMayBeChosen() throws {
        var recipe = Recipe(
            network: try Network(parsing: "dense 3 relu, dense 2 relu, dense 1"), loss: MeanSquaredError(),
            optimizer: AdamW(),
            selection: NestedModelSelection(candidates: [1], layers: [Network([])]),
            frozenLayers: FrozenLayers(2...2))
        #expect {
            try recipe.validate()
        } throws: {
            "\($0)" == """
                the frozen layers must be among the 1 layer of the network "dense 1", not layer 2
                """
        }
        recipe.selection?.layers = []
        #expect(throws: Never.self) { try recipe.validate() }
    }
}
