import Testing

@testable import Backprop

/// Planning takes time in proportion to the layers: these tests end only if it does.
@Suite struct DeepNetworkTests {
    @Test func thousandsOfLayersAreReadAndPlanned() throws {
        let text = Array(repeating: "dense 3 relu", count: 10_000).joined(separator: ", ")
        let network = try Network(parsing: text)
        #expect(network.layers.count == 10_000 && network.text == text)
        let layout = try ParameterLayout(network, input: [3])
        #expect(layout.count == 120_000)
        #expect(layout.tensors.allSatisfy { layout[$0.name]?.offset == $0.offset })
    }

    @Test func wideNetworksComputeFewerRowsAtATime() throws {
        let wide = try Network(parsing: "dense 16777216 no-bias, dense 1")
        func rows(_ network: Network, budget: Int) throws -> Int {
            try MemoryPlan.rows(network, input: [1], maximum: 256, keepsAll: false, budget: budget)
        }
        #expect(try rows(wide, budget: MemoryPlan.predictionBudget) == 1)
        #expect(try rows(Network(parsing: "dense 1000000 relu"), budget: MemoryPlan.predictionBudget) == 16)
        #expect(try rows(Network(parsing: "dense 64 relu"), budget: MemoryPlan.predictionBudget) == 256)
        #expect(try rows(Network(parsing: "dense 64 relu"), budget: 0) == 1)
    }
}
