import SwiftProtobuf
import Testing

@testable import Backprop
@testable import BackpropInterchange

/// Models as ONNX files.
@Suite struct ONNXFileTests {
    private func file(_ model: Model) throws -> ONNXModel {
        try ONNXModel(serializedBytes: try ONNXFile(model, origin: GraphModels.origin).bytes)
    }

    private func bare(_ model: Model) throws -> ONNXModel {
        try ONNXModel(serializedBytes: try ONNXFile(networkOf: model, origin: GraphModels.origin).bytes)
    }

    /// The name, the type and the sizes of inputs or outputs; -1 is the number of rows.
    private func signature(_ values: [ONNXValueInfo]) -> [String] {
        values.map { value in
            let tensor = value.type.tensorType
            let sizes = tensor.shape.dim.map { $0.dimParam == "N" ? "N" : "\($0.dimValue)" }
            return "\(value.name) \(tensor.elemType) \(sizes.joined(separator: "x"))"
        }
    }

    @Test func theFileTellsItsOriginAndItsOperators() throws {
        let model = try GraphModels.model()
        let bytes = try ONNXFile(model, origin: GraphModels.origin).bytes
        #expect(bytes.prefix(2) == [0x08, 8])
        let file = try ONNXModel(serializedBytes: bytes)
        #expect(file.irVersion == 8 && file.producerName == "backprop" && file.producerVersion == "1.2.3")
        #expect(file.opsetImport.map { "\($0.domain) \($0.version)" } == [" 13", "ai.onnx.ml 2"])
        let sha = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"
        #expect(
            file.metadataProps.map { "\($0.key)=\($0.value)" } == [
                "model_file=flowers.safetensors", "model_sha256=\(sha)", "program=backprop 1.2.3",
                "trained_on=flowers.csv", "rows=12", "epochs=2", "seed=\(model.recipe.seed)",
                "networks=\(model.network.text)", #"classes=["lily","rose"]"#,
            ])
        #expect(
            file.docString.hasPrefix(
                "Made by backprop 1.2.3 from flowers.safetensors. Do not edit: export again.\n"))
    }

    @Test func columnsAreInputsAndLabelsAreOutputs() throws {
        let graph = try file(try GraphModels.model()).graph
        #expect(
            signature(graph.input) == [
                "width doubleElement Nx1", "length doubleElement Nx1", "colour stringElement Nx1",
            ])
        #expect(signature(graph.output) == ["label stringElement N", "probabilities doubleElement Nx2"])
        #expect(graph.output[1].docString == "The probability of each class: lily, rose")
        let encoder = try #require(graph.node.first { $0.opType == "LabelEncoder" })
        #expect(encoder.domain == "ai.onnx.ml" && encoder.input == ["colour"])
        #expect(encoder.attribute[0].strings == ["", "blue", "red", "white"])
        #expect(encoder.attribute[1].ints == [-2, 0, 1, 2] && encoder.attribute[2].i == -1)
    }

    @Test func yesNoTargetsAreColumnsOfTheOutputs() throws {
        let model = try GraphModels.model(GraphModels.symptoms) {
            $0.columns.targets = ["fever", "cough"]
            $0.columns.task = .multiLabel
        }
        let targets = try #require(model.input.binaryTargets)
        let file = try file(model)
        #expect(
            signature(file.graph.output) == [
                "label stringElement Nx2", "probabilities doubleElement Nx2",
            ])
        let positives = targets.map(\.positive)
        #expect(
            file.graph.output.map(\.docString) == [
                "The predicted value of each target, empty for a refused row: fever, cough",
                "The probability of the positive value of each target: fever (\(positives[0])), cough (\(positives[1]))",
            ])
        #expect(
            file.metadataProps.suffix(2).map { "\($0.key)=\($0.value)" } == [
                #"targets=["fever","cough"]"#, "positive_values=[\"\(positives[0])\",\"\(positives[1])\"]",
            ])
        let texts = file.graph.initializer.filter { $0.dataType == .string }.map(\.stringData)
        #expect(texts == targets.map { [$0.negative, $0.positive] } + [[""]])
    }

    @Test func numbersAreOutputsByTheirNames() throws {
        let model = try GraphModels.model(GraphModels.visits) {
            $0.columns.targets = ["price", "size"]
            $0.columns.task = .regression
        }
        let graph = try file(model).graph
        #expect(
            signature(graph.input) == ["day doubleElement Nx1", "visits doubleElement Nx1"],
            "\(signature(graph.input))")
        #expect(graph.input[0].docString == "A date in seconds since 1970 in UTC, NaN if it is missing.")
        #expect(signature(graph.output) == ["price doubleElement N", "size doubleElement N"])
        let single = try GraphModels.model(GraphModels.visits) {
            $0.columns.targets = ["price"]
            $0.columns.task = .regression
        }
        #expect(signature(try file(single).graph.output) == ["prediction doubleElement N"])
    }

    @Test func aNetworkAloneTakesPreparedNumbers() throws {
        let graph = try bare(try GraphModels.model()).graph
        #expect(signature(graph.input) == ["inputs floatElement Nx5"])
        #expect(signature(graph.output) == ["outputs floatElement Nx2"])
        #expect(graph.node.map(\.opType) == ["Gemm", "Tanh", "Gemm", "Softmax", "Identity"])
        let double = try bare(try GraphModels.model(precision: .float64)).graph
        #expect(signature(double.input) == ["inputs doubleElement Nx5"])
    }

    @Test func imagesAreOneInput() throws {
        let model = try GraphModels.images()
        let graph = try file(model).graph
        #expect(signature(graph.input) == ["image floatElement Nx1x4x4"])
        #expect(graph.node.contains { $0.opType == "Conv" } && graph.node.contains { $0.opType == "MaxPool" })
        #expect(signature(try bare(model).graph.input) == ["inputs floatElement Nx4x4x1"])
        #expect(model.exportError(to: .onnx) == nil && model.exportError(to: .c) == .trainedOnImages)
    }

    @Test func everyNodeFollowsWhatItNeeds() throws {
        let layers = [
            "dense 3 gelu, batchnorm, dense 4 mish, layernorm, residual(dense 4 selu), dense 3 elu",
            "periodic first 2 frequencies 3 outputs 2, scaling, parametric silu, dense 3 leaky-relu",
            "reshape 4x2x1, conv 4 2x2 relu padding same, depthwise 3 padding same, maxpool 2, globalavgpool",
        ]
        for text in layers {
            for precision in [Precision.float32, .float64] {
                let model = try GraphModels.model(GraphModels.signals, layers: text, precision: precision) {
                    $0.preprocessing.scaling = .quantile
                    $0.preprocessing.bins = text.hasPrefix("reshape") ? 0 : 3
                }
                let graph = try file(model).graph
                var known = Set(graph.input.map(\.name) + graph.initializer.map(\.name))
                #expect(known.count == graph.input.count + graph.initializer.count)
                for node in graph.node {
                    #expect(known.isSuperset(of: node.input), "\(text) \(node.opType)")
                    #expect(known.insert(node.output[0]).inserted, "\(node.output)")
                }
                #expect(known.isSuperset(of: graph.output.map(\.name)))
            }
        }
    }
}
