import Testing

@testable import Backprop
@testable import BackpropInterchange

/// ONNX files as networks.
@Suite struct ONNXImportTests {
    @Test(arguments: [
        "dense 3 gelu, dense 2 silu", "dense 4, batchnorm, selu, layernorm, dense 3 mish",
        "scaling, dense 3, parametric relu, dense 3 leaky-relu(0.2)",
        "dense 4, residual(dense 4 tanh), residual(dense 3 elu | dense 3), parallel(dense 2 softplus | dense 3)",
        "reshape 2x2x2, conv 3 2x2 relu padding same, maxpool 2, flatten, dense 2",
        "reshape 2x4x1, conv 4 1x1, batchnorm, relu, conv 2 1x3 padding 1, avgpool 2, flatten",
        "reshape 4x2, conv1d 3 3 padding 1, maxpool1d 2, flatten",
    ])
    func ownNetworksComeBackWithTheirPredictions(_ layers: String) throws {
        let text = layers.hasPrefix("reshape") ? GraphModels.signals : GraphModels.flowers
        let model = try GraphModels.model(text, layers: layers)
        let file = try ONNXFile(networkOf: model, origin: GraphModels.origin)
        let imported = try ONNXImport(file.bytes)
        #expect(imported.rows.classes == model.input.classLabels)
        let back = try Model(imported.network, rows: imported.rows, source: "m.onnx")
        let inputs = (0..<(6 * model.inputShape.count)).map { Double($0 * 37 % 19) / 8 - 1 }
        let outputs = try zip(model.outputs(for: inputs), back.outputs(for: unscaled(inputs, back)))
        #expect(outputs.allSatisfy { abs($0 - $1) < 2e-6 }, "\(back.network.text)")
    }

    /// The numbers as a network takes them, whose scaling at the beginning lies in the preprocessor.
    private func unscaled(_ inputs: [Double], _ model: Model) -> [Double] {
        let scales = model.preprocessor?.columns.compactMap { $0.numeric?.scale } ?? []
        return inputs.enumerated().map { scales[$0 % scales.count].apply($1) }
    }

    @Test func imagesComeBack() throws {
        let model = try GraphModels.images()
        let file = try ONNXFile(networkOf: model, origin: GraphModels.origin)
        let imported = try ONNXImport(file.bytes)
        #expect(imported.network.inputShape == model.inputShape)
        #expect(imported.rows.classes == ["a", "b"])
    }

    /// A graph of one input of three numbers, and nodes.
    private func graph(
        _ nodes: [ONNXNode], _ constants: [ONNXTensor] = [], outputs: [String] = ["y"], sizes: [Int64] = [3],
        change: (inout ONNXModel) -> Void = { _ in }
    ) throws -> [UInt8] {
        var model = ONNXModel.with {
            $0.irVersion = 8
            $0.opsetImport = [
                .with { $0.version = 13 }, .with { ($0.domain, $0.version) = ("ai.onnx.ml", 2) },
            ]
            $0.graph.node = nodes
            $0.graph.initializer = constants
            $0.graph.input = [ONNXValueInfo("x", .float, sizes.map { Int($0) }, "")]
            $0.graph.output = outputs.map { ONNXValueInfo($0, .float, [3], "") }
        }
        change(&model)
        return try model.serializedBytes()
    }

    private func node(
        _ operation: String, _ inputs: [String], _ output: String = "y", _ attributes: [ONNXAttribute] = []
    ) -> ONNXNode {
        .with {
            ($0.opType, $0.input, $0.output, $0.attribute) = (operation, inputs, [output], attributes)
            $0.name = "the_\(operation)"
        }
    }

    private func constant(_ name: String, _ dims: [Int64], _ values: [Float]) -> ONNXTensor {
        .with { ($0.name, $0.dims, $0.dataType, $0.floatData) = (name, dims, .float, values) }
    }

    private func text(of bytes: [UInt8]) throws -> String { try ONNXImport(bytes).network.network.text }

    @Test func sumsScalesAndActivationsBecomeOneLayer() throws {
        let weights = constant("w", [3, 2], [1, 2, 3, 4, 5, 6])
        let imported = try ONNXImport(
            graph(
                [
                    node("MatMul", ["x", "w"], "a"), node("Add", ["a", "b"], "c"),
                    node("Mul", ["c", "two"], "d"), node("Relu", ["d"]),
                ], [weights, constant("b", [2], [1, -1]), constant("two", [], [2])]))
        #expect(imported.network.network.text == "dense 2 relu")
        let model = try Model(imported.network, rows: imported.rows, source: "")
        #expect(try model.outputs(for: [1, 0, 1]) == [14, 14])
    }

    @Test func scalingAtTheBeginningBelongsToTheRows() throws {
        let imported = try ONNXImport(
            graph(
                [node("Sub", ["x", "m"], "a"), node("Div", ["a", "s"], "b"), node("MatMul", ["b", "w"])],
                [
                    constant("m", [3], [1, 2, 3]), constant("s", [3], [2, 4, 8]),
                    constant("w", [3, 1], [1, 1, 1]),
                ]))
        #expect(imported.rows.centers == [1, 2, 3] && imported.rows.scales == [2, 4, 8])
        #expect(imported.network.network.text == "dense 1 no-bias")
    }

    @Test func twoClassesOfOneProbability() throws {
        let one = constant("one", [], [1])
        let imported = try ONNXImport(
            graph(
                [
                    node("MatMul", ["x", "w"], "z"), node("Sigmoid", ["z"], "p"),
                    node("Sub", ["one", "p"], "q"), node("Concat", ["q", "p"], "y", [.integer("axis", 1)]),
                ], [one, constant("w", [3, 1], [1, 1, 1])]))
        #expect(imported.network.network.text == "dense 1 sigmoid no-bias")
        #expect(imported.rows.classes == ["0", "1"])
    }

    private func refusal(of bytes: [UInt8]) -> String {
        do {
            _ = try ONNXImport(bytes)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func otherOperatorsAreNamed() throws {
        #expect(
            refusal(of: try graph([node("LSTM", ["x"])]))
                == """
                The node "the_LSTM" with the operator LSTM of opset 13 cannot be imported: no layer expresses it. \
                Export a model without it.
                """)
        #expect(
            refusal(of: try graph([node("Erf", ["x"])]))
                == """
                The node "the_Erf" with the operator Erf of opset 13 cannot be imported: \
                it is not a part of an expression that is a layer. Export a model without it.
                """)
        let own = ONNXNode.with { ($0.opType, $0.domain, $0.input, $0.output) = ("Own", "me", ["x"], ["y"]) }
        #expect(
            refusal(of: try graph([own]))
                == """
                The node "y" with the operator me.Own of opset 0 cannot be imported: its operators are not known. \
                Export a model without it.
                """)
        // A node that no output needs does not matter.
        #expect(try text(of: graph([node("LSTM", ["x"], "z"), node("Relu", ["x"])])) == "relu")
    }

    @Test func filesThatAreNotNetworksAreRefused() throws {
        #expect(
            refusal(of: Array("a,b\n1,2\n".utf8))
                == "The file is not an ONNX file: its bytes are not those of a model. Export the model again."
        )
        #expect(
            refusal(of: try graph([node("Relu", ["x"])]) { $0.opsetImport[0].version = 6 })
                == """
                The file needs opset 6, which is not supported. Export the model with an opset from 7 to 26.
                """)
        let external = ONNXTensor.with {
            ($0.name, $0.dims, $0.dataType, $0.dataLocation) = ("w", [3, 1], .float, 1)
        }
        #expect(
            refusal(of: try graph([node("MatMul", ["x", "w"])], [external]))
                == """
                The tensor "w" lies in another file, which is not read. Export the model with all its data in one file.
                """)
        let short = constant("w", [1 << 40, 1 << 40], [1])
        #expect(
            refusal(of: try graph([node("MatMul", ["x", "w"])], [short]))
                == "The tensor \"w\" has sizes that are not valid. Export the model again.")
        let missing = constant("w", [1 << 40], [1])
        #expect(
            refusal(of: try graph([node("MatMul", ["x", "w"])], [missing]))
                == "The tensor \"w\" has 1 elements, but needs 1099511627776. Export the model again.")
        #expect(
            refusal(of: try graph([node("Relu", ["x"])], sizes: [0]))
                == """
                The input "x" has the shape N × 0, but rows × numbers, rows × channels × steps or \
                rows × channels × height × width is needed. Give the shape of one example.
                """)
        #expect(
            refusal(
                of: try graph([node("Relu", ["x"], "y"), node("Tanh", ["x"], "z")], outputs: ["y", "z"]))
                == "The graph has 2 outputs: \"y\", \"z\". Choose the one to predict.")
    }

    @Test func deepNetworksAreRefusedAndNotFollowed() throws {
        var nodes: [ONNXNode] = []
        for index in 0..<40 {
            let (x, y) = (index == 0 ? "x" : "y\(index)", index == 39 ? "y" : "y\(index + 1)")
            nodes += [
                node("Relu", [x], "a\(index)"), node("Tanh", [x], "b\(index)"),
                node("Add", ["a\(index)", "b\(index)"], "c\(index)"),
                node("Sigmoid", ["a\(index)"], "d\(index)"),
                node("Add", ["c\(index)", "d\(index)"], y),
            ]
        }
        _ = refusal(of: try graph(nodes))
        let many = (0..<6000).map {
            node("Relu", [$0 == 0 ? "x" : "v\($0)"], $0 == 5999 ? "y" : "v\($0 + 1)")
        }
        #expect(refusal(of: try graph(many)).contains("the network has more than 4096 layers"))
    }

    /// Changed bytes are read or refused, and never end the process.
    @Test func changedBytesAreReadOrRefused() throws {
        let model = try GraphModels.model(layers: "dense 3 gelu, batchnorm, residual(dense 3), layernorm")
        let bytes = try ONNXFile(networkOf: model, origin: GraphModels.origin).bytes
        var (refused, read) = (0, 0)
        for attempt in 0..<400 {
            var changed = bytes
            for change in 0...(attempt % 3) {
                changed[(attempt * 7919 + change * 104_729) % bytes.count] = UInt8(
                    (attempt * 37 + change * 101) % 256)
            }
            if refusal(of: changed).isEmpty { read += 1 } else { refused += 1 }
        }
        for length in stride(from: 0, to: bytes.count, by: 97) { _ = refusal(of: Array(bytes[..<length])) }
        #expect(refused > 50 && read > 0)
    }
}
