import SwiftProtobuf
import Testing

@testable import Backprop
@testable import BackpropInterchange

/// ONNX files that are small and would need much memory, and graphs with more outputs than the chosen one.
@Suite struct ONNXImportLimitTests {
    /// Imports a graph of one input `x`, and returns the layers or the error.
    private func imported(
        _ nodes: [ONNXNode], _ constants: [ONNXTensor] = [], outputs: [String] = ["y"], size: Int = 3
    ) throws -> String {
        let model = ONNXModel.with {
            $0.irVersion = 8
            $0.opsetImport = [.with { $0.version = 13 }]
            $0.graph.node = nodes
            $0.graph.initializer = constants
            $0.graph.input = [ONNXValueInfo("x", .float, [size], "")]
            $0.graph.output = outputs.map { ONNXValueInfo($0, .float, [size], "") }
        }
        do {
            return try ONNXImport(model.serializedBytes(), output: "y").network.network.text
        } catch let error as ONNXImportError {
            return error.description
        }
    }

    private func node(_ operation: String, _ inputs: [String], _ outputs: [String]) -> ONNXNode {
        .with { ($0.opType, $0.name, $0.input, $0.output) = (operation, outputs[0], inputs, outputs) }
    }

    @Test func layersInBranchesAreCounted() throws {
        let chain = (1...4000).map { node("Tanh", [$0 == 1 ? "x" : "t\($0 - 1)"], ["t\($0)"]) }
        var nodes = chain + [node("Sigmoid", ["x"], ["s"])]
        var last = "x"
        // Each sum copies the chain, and only its shape is used.
        for index in 1...80 {
            let next = index == 80 ? "y" : "r\(index)"
            nodes.append(node("Add", ["t4000", "s"], ["sum\(index)"]))
            nodes.append(node("Shape", ["sum\(index)"], ["shape\(index)"]))
            nodes.append(node("Reshape", [last, "shape\(index)"], [next]))
            last = next
        }
        #expect(
            try imported(nodes)
                == "The node \"sum66\" with the operator Add of opset 13 cannot be imported: the branches up to it have too many layers. Export a model without it."
        )
    }

    @Test func copiedNumbersAreCounted() throws {
        let size = 16384
        let numbers = ONNXTensor.with {
            ($0.name, $0.dims, $0.dataType) = ("c", [Int64(size)], .float)
            $0.floatData = Array(repeating: 1, count: size)
        }
        let nodes = (1...400).map { index in
            node(
                "BatchNormalization", [index == 1 ? "x" : "b\(index - 1)", "c", "c", "c", "c"],
                [index == 400 ? "y" : "b\(index)"])
        }
        let text = try imported(nodes, [numbers], size: size)
        #expect(
            text.hasSuffix(
                " with the operator BatchNormalization of opset 13 cannot be imported: the layers up to it have too many numbers. Export a model without it."
            ), "\(text.prefix(200))")
    }

    @Test func constantsWithoutElementsAreNotTransposed() throws {
        let empty = ONNXTensor.with {
            ($0.name, $0.dims, $0.dataType) = ("e", [0, 1 << 40, 1 << 40], .float)
        }
        let nodes = [node("Transpose", ["e"], ["f"]), node("Add", ["x", "f"], ["y"])]
        #expect(
            try imported(nodes, [empty])
                == "The node \"f\" with the operator Transpose of opset 13 cannot be imported: its constant has no elements. Export a model without it."
        )
    }

    @Test func outputsThatAreNotChosenDoNotMatter() throws {
        let nodes = [
            node("Dropout", ["x"], ["d", "mask"]), node("Tanh", ["d"], ["y"]),
            node("Unknown", ["mask"], ["other"]),
        ]
        #expect(try imported(nodes, outputs: ["y", "mask", "other"]) == "tanh")
        let used = [
            node("Dropout", ["x"], ["d", "mask"]), node("Add", ["d", "mask"], ["y"]),
        ]
        #expect(
            try imported(used)
                == "The node \"d\" with the operator Dropout of opset 13 cannot be imported: its further outputs are used. Export a model without it."
        )
    }
}

/// Expressions of exporters that are layers, or constant.
@Suite struct ONNXImportExpressionTests {
    private func layers(_ nodes: [ONNXNode], _ constants: [ONNXTensor]) throws -> String {
        let model = ONNXModel.with {
            $0.irVersion = 8
            $0.opsetImport = [.with { $0.version = 20 }]
            $0.graph.node = nodes
            $0.graph.initializer = constants
            $0.graph.input = [ONNXValueInfo("x", .float, [8], "")]
            $0.graph.output = [ONNXValueInfo("y", .float, [8], "")]
        }
        do {
            return try ONNXImport(model.serializedBytes()).network.network.text
        } catch let error as ONNXImportError {
            return error.description
        }
    }

    private func node(_ operation: String, _ inputs: [String], _ output: String) -> ONNXNode {
        .with { ($0.opType, $0.name, $0.input, $0.output) = (operation, output, inputs, [output]) }
    }

    private func list(_ name: String, _ values: [Int64]) -> ONNXTensor {
        .with {
            ($0.name, $0.dims, $0.dataType) = (name, [Int64(values.count)], .int64)
            $0.int64Data = values
        }
    }

    /// The exporter of PyTorch writes softplus with a choice of x itself above 20.
    @Test func softplusWithAThreshold() throws {
        func softplus(above limit: Float, of other: String = "x") throws -> String {
            try layers(
                [
                    node("Softplus", ["x"], "s"), node("Tanh", ["x"], "t"),
                    node("Greater", ["x", "limit"], "g"),
                    node("Where", ["g", other, "s"], "y"),
                ], [.with { ($0.name, $0.dataType, $0.floatData) = ("limit", .float, [limit]) }])
        }
        #expect(try softplus(above: 20) == "softplus")
        let refused =
            "The node \"y\" with the operator Where of opset 20 cannot be imported: no layer expresses it. Export a model without it."
        #expect(try softplus(above: 3) == refused)
        #expect(try softplus(above: 20, of: "t") == refused)
    }

    /// A traced Unflatten computes its shape from that of its input.
    @Test func shapesThatSlicesAndRemaindersMake() throws {
        func reshaped(_ axis: Int64) throws -> String {
            try layers(
                [
                    node("Tanh", ["x"], "t"), node("Shape", ["t"], "shape"),
                    node("Mod", ["axis", "two"], "place"),
                    node("Slice", ["shape", "zero", "place"], "first"),
                    node("Add", ["place", "one"], "next"),
                    node("Slice", ["shape", "next", "end"], "rest"),
                    .with {
                        ($0.opType, $0.name, $0.input, $0.output) = (
                            "Concat", "new", ["first", "sizes", "rest"], ["new"]
                        )
                        $0.attribute = [.integer("axis", 0)]
                    },
                    node("Reshape", ["t", "new"], "r"), node("GlobalAveragePool", ["r"], "y"),
                ],
                [
                    list("axis", [axis]), list("two", [2]), list("one", [1]), list("zero", [0]),
                    list("end", [.max]), list("sizes", [2, 2, 2]),
                ])
        }
        #expect(try reshaped(1) == "tanh, reshape 2x2x2, globalavgpool")
        #expect(try reshaped(3) == "tanh, reshape 2x2x2, globalavgpool")
        #expect(
            try reshaped(-1)
                == "The node \"place\" with the operator Mod of opset 20 cannot be imported: it computes with the number of rows. Export a model without it."
        )
    }
}
