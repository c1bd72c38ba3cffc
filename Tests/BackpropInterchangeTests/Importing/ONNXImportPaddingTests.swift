import Testing

@testable import Backprop
@testable import BackpropInterchange

/// Sequences whose channels are last, and padding by copies of the edge, as Keras exports them.
@Suite struct ONNXImportPaddingTests {
    /// The layers of a graph, or the reason why it is refused.
    private func layers(_ sizes: [Int], _ nodes: [ONNXNode], _ constants: [ONNXTensor] = []) throws -> String
    {
        let model = ONNXModel.with {
            $0.irVersion = 8
            $0.opsetImport = [.with { $0.version = 20 }]
            $0.graph.node = nodes
            $0.graph.initializer = constants
            $0.graph.input = [ONNXValueInfo("x", .float, sizes, "")]
            $0.graph.output = [ONNXValueInfo("y", .float, [3], "")]
        }
        do {
            return try ONNXImport(model.serializedBytes()).network.network.text
        } catch let error as ONNXImportError {
            return error.description
        }
    }

    private func node(
        _ operation: String, _ inputs: [String], _ output: String, _ attributes: [ONNXAttribute] = []
    ) -> ONNXNode {
        .with {
            ($0.opType, $0.name, $0.input, $0.output) = (operation, output, inputs, [output])
            $0.attribute = attributes
        }
    }

    private func pool(_ operation: String, _ input: String, _ kernel: [Int], _ strides: [Int]) -> ONNXNode {
        node(
            operation, [input], "p",
            [.integers("kernel_shape", kernel), .integers("strides", strides)])
    }

    private let edge = ONNXAttribute.with { ($0.name, $0.type, $0.s) = ("mode", .string, "edge") }

    private func list(_ name: String, _ values: [Int64], _ dims: [Int64]? = nil) -> ONNXTensor {
        .with {
            ($0.name, $0.dims, $0.dataType) = (name, dims ?? [Int64(values.count)], .int64)
            $0.int64Data = values
        }
    }

    @Test func aSequenceThatIsConvolvedHasItsChannelsLast() throws {
        let weights = ONNXTensor.with {
            ($0.name, $0.dims, $0.dataType) = ("w", [4, 2, 3], .float)
            $0.floatData = (0..<24).map { Float($0) }
        }
        let turn = ONNXAttribute.integers("perm", [0, 2, 1])
        let nodes = [
            node("Transpose", ["x"], "t", [turn]), node("Relu", ["t"], "r"), node("Conv", ["r", "w"], "c"),
            node("Transpose", ["c"], "u", [turn]), node("Tanh", ["u"], "v"),
            node("ReduceMean", ["v", "axes"], "y", [.integer("keepdims", 0)]),
        ]
        #expect(
            try layers([12, 2], nodes, [weights, list("axes", [1])])
                == "relu, conv1d 4 3 tanh no-bias, globalavgpool")
        #expect(
            try layers([2, 12], nodes, [weights, list("axes", [1])])
                == """
                The node "c" with the operator Conv of opset 20 cannot be imported: its weights are not for 12 channels in 1 \
                groups. Export a model without it.
                """)
    }

    @Test func copiesOfTheEdgeAreThePaddingOfPools() throws {
        func pooled(_ operation: String, _ kernel: [Int], _ strides: [Int], _ pads: [Int64]) throws -> String
        {
            try layers(
                [2, 7, 6],
                [
                    node("Pad", ["x", "pads"], "e", [edge]), pool(operation, "e", kernel, strides),
                    node("GlobalMaxPool", ["p"], "y"),
                ], [list("pads", pads)])
        }
        #expect(
            try pooled("MaxPool", [2, 2], [2, 2], [0, 0, 0, 0, 0, 0, 1, 0])
                == "maxpool 2 padding same, globalmaxpool")
        #expect(
            try pooled("AveragePool", [2, 2], [2, 2], [0, 0, 0, 0, 0, 0, 1, 0])
                == "avgpool 2 padding same, globalmaxpool")
        #expect(
            try pooled("MaxPool", [3, 3], [2, 2], [0, 0, 1, 0, 0, 0, 1, 1])
                == "maxpool 3 stride 2 padding same, globalmaxpool")
        #expect(
            try pooled("AveragePool", [3, 3], [2, 2], [0, 0, 1, 0, 0, 0, 1, 1])
                == """
                The node "p" with the operator AveragePool of opset 20 cannot be imported: its means count pixels at the edge \
                several times, which those of a layer do not. Export a model without it.
                """)
        #expect(
            try pooled("MaxPool", [2, 2], [1, 1], [0, 0, 2, 0, 0, 0, 0, 0])
                == """
                The node "p" with the operator MaxPool of opset 20 cannot be imported: copies of the edge and padding of its \
                own are around the image. Export a model without it.
                """)
        #expect(
            try pooled("MaxPool", [2, 2], [1, 1], [0, 1, 0, 0, 0, 0, 0, 0])
                == """
                The node "e" with the operator Pad of opset 20 cannot be imported: only zeros or copies of the edge around an \
                image with its channels first are supported. Export a model without it.
                """)
    }

    /// Exporters turn a list of paddings around, as a table of pairs.
    @Test func constantsAreSlicedBackwards() throws {
        let nodes = [
            node("Slice", ["pairs", "last", "beforeFirst", "zero", "back"], "s"),
            node("Transpose", ["s"], "t", [.integers("perm", [1, 0])]),
            node("Reshape", ["t", "flat"], "pads"),
            node("Pad", ["x", "pads"], "e", [edge]), pool("MaxPool", "e", [2, 2], [2, 2]),
            node("GlobalMaxPool", ["p"], "y"),
        ]
        let constants = [
            list("pairs", [0, 0, 0, 1, 0, 0, 0, 0], [4, 2]), list("last", [-1]),
            list("beforeFirst", [-Int64.max]), list("zero", [0]), list("back", [-1]), list("flat", [-1]),
        ]
        #expect(try layers([2, 7, 6], nodes, constants) == "maxpool 2 padding same, globalmaxpool")
        func indices(_ start: Int, _ end: Int, _ step: Int) -> [Int] {
            GraphConstant.Slice(start: start, end: end, step: step).indices(count: 4)
        }
        #expect(indices(0, .max, 1) == [0, 1, 2, 3] && indices(-3, -1, 1) == [1, 2])
        #expect(indices(-1, .min, -1) == [3, 2, 1, 0] && indices(9, 0, -2) == [3, 1])
        #expect(indices(0, 9, .max) == [0] && indices(3, .min, .min) == [3] && indices(2, 1, 1) == [])
    }
}
