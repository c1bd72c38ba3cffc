import Testing

@testable import BackpropInterchange

/// Graphs that grow node by node.
@Suite struct GraphBuilderTests {
    @Test func equalNodesAndConstantsAreOne() {
        var graph = GraphBuilder(reserving: ["x"])
        let first = graph.add("Add", ["x", graph.number(2)])
        #expect(graph.add("Add", ["x", graph.number(2)]) == first)
        #expect(graph.add("Add", ["x", graph.number(3)]) != first)
        #expect(graph.add("Add", ["x", graph.number(2, .float)]) != first)
        #expect(graph.nodes.map(\.output) == [["add_1"], ["add_2"], ["add_3"]])
        #expect(graph.initializers.map(\.name) == ["constant_1", "constant_2", "constant_3"])
    }

    @Test func attributesDistinguishNodes() {
        var graph = GraphBuilder(reserving: ["x"])
        let double = graph.cast("x", to: .double)
        #expect(graph.cast("x", to: .float) != double)
        #expect(graph.nodes.map { $0.attribute[0].i } == [11, 1])
        #expect(graph.nodes.map { $0.attribute[0].type } == [.int, .int])
    }

    @Test func noValueHasTheNameOfAnInput() {
        var graph = GraphBuilder(reserving: ["add_1", "constant_1"])
        #expect(graph.add("Add", ["add_1", graph.number(1)]) == "add_2")
        #expect(graph.initializers[0].name == "constant_2")
        #expect(graph.add("Identity", ["add_2"], named: "y") == "y")
    }

    @Test func constantsHoldTheirElements() {
        var graph = GraphBuilder(reserving: [])
        _ = graph.numbers([1, 2, 3, 4, 5, 6], [2, 3], .float, named: "weight")
        _ = graph.integers([-1, 4])
        _ = graph.texts(["a", "b"], named: "classes")
        let tensors = graph.initializers
        #expect(tensors.map(\.name) == ["weight_1", "constant_1", "classes_1"])
        #expect(tensors.map(\.dims) == [[2, 3], [2], [2]])
        #expect(tensors.map(\.dataType) == [.float, .int64, .string])
        #expect(tensors[0].floatData == [1, 2, 3, 4, 5, 6] && tensors[1].int64Data == [-1, 4])
        #expect(tensors[2].stringData == ["a", "b"])
    }
}
