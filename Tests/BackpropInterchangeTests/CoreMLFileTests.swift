import SwiftProtobuf
import Testing

@testable import Backprop
@testable import BackpropInterchange

/// Models as Core ML files.
@Suite struct CoreMLFileTests {
    private func file(_ model: Model) throws -> CoreMLModel {
        try CoreMLModel(serializedBytes: try CoreMLFile(model, origin: GraphModels.origin).bytes)
    }

    /// The names and the types of features.
    private func signature(_ features: [CoreMLFeature]) -> [String] {
        features.map { feature in
            switch feature.type.kind {
            case .number: "\(feature.name): number"
            case .text: "\(feature.name): text"
            case .dictionary: "\(feature.name): dictionary"
            case .array(let type): "\(feature.name): \(type.element) \(type.shape)"
            case nil: feature.name
            }
        }
    }

    /// The model that holds the layers.
    private func network(_ stages: [CoreMLModel]) throws -> CoreMLNeuralNetwork {
        for stage in stages {
            if case .neuralNetwork(let network) = stage.kind { return network }
            if case .neuralNetworkClassifier(let network) = stage.kind { return network }
        }
        throw ExportError.trainedOnNumbers
    }

    @Test func theFileTellsItsOrigin() throws {
        let model = try GraphModels.model()
        let bytes = try CoreMLFile(model, origin: GraphModels.origin).bytes
        #expect(try CoreMLFile(model, origin: GraphModels.origin).bytes == bytes)
        let file = try CoreMLModel(serializedBytes: bytes)
        let metadata = file.description_p.metadata
        let sha = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"
        #expect(file.specificationVersion == 4 && metadata.versionString == "1.2.3")
        #expect(
            metadata.userDefined.map { "\($0.key)=\($0.value)" } == [
                "model_file=flowers.safetensors", "model_sha256=\(sha)", "program=backprop 1.2.3",
                "trained_on=flowers.csv", "rows=12", "epochs=2", "seed=\(model.recipe.seed)",
                "networks=\(model.network.text)",
            ])
        #expect(
            metadata.shortDescription.hasPrefix(
                "Made by backprop 1.2.3 from flowers.safetensors. Do not edit: export again.\n"))
    }

    @Test func aTableOfClassesIsAPipeline() throws {
        let model = try GraphModels.model { $0.preprocessing.missingIndicators = true }
        let file = try file(model)
        #expect(
            signature(file.description_p.input) == ["width: number", "length: number", "colour: text"])
        #expect(
            signature(file.description_p.output) == ["label: text", "probabilities: dictionary"])
        #expect(file.description_p.predictedFeatureName == "label")
        #expect(file.description_p.predictedProbabilitiesName == "probabilities")
        let pipeline = file.pipelineClassifier.pipeline
        #expect(
            pipeline.names == [
                "1 side by side", "2 imputer", "3 scaler", "4 choice", "5 imputer", "6 imputer",
                "7 one-hot encoder of colour", "8 classifier",
            ])
        #expect(pipeline.models[0].featureVectorizer.columns.map(\.name) == ["width", "length"])
        #expect(pipeline.models[1].imputer.replaced.isNaN)
        #expect(pipeline.models[3].arrayFeatureExtractor.indices == [1])
        #expect(pipeline.models[6].oneHotEncoder.categories.values == ["blue", "red", "white"])
        let network = try network(pipeline.models)
        #expect(network.classLabels.values == ["lily", "rose"] && network.arrayMapping == .exact)
        #expect(network.probabilitiesValue == "probabilities")
        #expect(network.layers.last?.output == ["probabilities"])
    }

    @Test func numbersEndInALine() throws {
        let text = GraphModels.visits.split(separator: "\n").map {
            $0.split(separator: ",").dropFirst().joined(separator: ",") + "\n"
        }.joined()
        let model = try GraphModels.model(text) {
            $0.columns.targets = ["price"]
            $0.columns.task = .regression
        }
        let one = try file(model)
        #expect(signature(one.description_p.output) == ["prediction: number"])
        let last = try #require(one.pipelineRegressor.pipeline.models.last)
        let scale = try #require(model.preprocessor?.targetScales.first)
        #expect(last.linearRegressor.weights.map(\.values) == [[scale.scale]])
        #expect(last.linearRegressor.offset == [scale.center])
        let two = try file(
            try GraphModels.model(text) {
                $0.columns.targets = ["price", "size"]
                $0.columns.task = .regression
                $0.preprocessing.targetScaling = .log
            })
        #expect(signature(two.description_p.output) == ["price: number", "size: number"])
        #expect(
            two.pipeline.models.suffix(2).map { $0.linearRegressor.weights[0].values } == [[1, 0], [0, 1]])
    }

    @Test func imagesAreOneInput() throws {
        let file = try file(try GraphModels.images())
        #expect(signature(file.description_p.input) == ["image: float [1, 4, 4]"])
        let layers = try network(file.pipelineClassifier.pipeline.models).layers
        #expect(layers.contains { $0.convolution.outputs == 2 })
        #expect(layers.contains { $0.pooling.kind == .maximum && $0.pooling.kernel == [2, 2] })
    }

    @Test func everyLayerFollowsWhatItNeeds() throws {
        let texts = [
            "dense 3 gelu, batchnorm, dense 4 mish, layernorm, residual(dense 4 selu), dense 3 elu",
            "periodic first 2 frequencies 3 outputs 2, scaling, parametric silu, dense 3 leaky-relu",
            "reshape 4x2x1, conv 4 2x2 relu padding same, depthwise 3 padding same, maxpool 2, globalavgpool",
            "parallel(dense 2 softplus | dense 3 sigmoid)",
        ]
        for text in texts {
            let model = try GraphModels.model(GraphModels.signals, layers: text) {
                $0.preprocessing.scaling = .robustClipped
                $0.preprocessing.bins = text.hasPrefix("reshape") ? 0 : 3
            }
            let stages = try file(model).pipelineClassifier.pipeline.models
            var features = Set(["a", "b", "c", "d", "e", "f", "g", "h"])
            for stage in stages {
                #expect(features.isSuperset(of: stage.description_p.input.map(\.name)))
                for output in stage.description_p.output {
                    #expect(features.insert(output.name).inserted, "\(output.name)")
                }
            }
            var known = Set(try #require(stages.last).description_p.input.map(\.name))
            for layer in try network(stages).layers {
                #expect(known.isSuperset(of: layer.input), "\(text) \(layer.name)")
                #expect(known.insert(layer.output[0]).inserted, "\(layer.output)")
                #expect(layer.outputShapes.map { $0.sizes.count } == [Int(layer.outputShapes[0].rank)])
            }
        }
    }

    @Test func unknownCategoriesAreZerosOrAnError() throws {
        func encoder(_ unseen: UnseenCategories) throws -> CoreMLOneHotEncoder {
            let model = try GraphModels.model { $0.preprocessing.unseenCategories = unseen }
            let stages = try file(model).pipelineClassifier.pipeline.models
            return try #require(stages.first { $0.oneHotEncoder != .init() }).oneHotEncoder
        }
        #expect(try encoder(.zeros).unknown == .isZeros)
        #expect(try encoder(.refuse).unknown == .isAnError)
        #expect(try encoder(.refuse).categories.values == ["", "blue", "red", "white"])
    }

    /// What Core ML cannot hold is refused with the reason.
    @Test func refusalsNameTheReason() throws {
        func refusal(_ model: Model) -> String {
            let known = model.exportError(to: .coreML)
            do {
                _ = try CoreMLFile(model, origin: GraphModels.origin)
                return known == nil ? "exported" : "unexpected"
            } catch {
                return error == known ? error.description : "unexpected"
            }
        }
        let model = try GraphModels.model()
        #expect(refusal(model) == "exported")
        #expect(
            refusal(try Model(averaging: [model, try GraphModels.model(layers: "dense 3 relu")]))
                == "The model is the mean of 2 networks, and a Core ML pipeline holds one. Export one of the models that were averaged, or export the mean as ONNX."
        )
        let dates = try GraphModels.model(GraphModels.visits) {
            $0.columns.targets = ["price"]
            $0.columns.task = .regression
        }
        #expect(
            refusal(dates)
                == "The column \"day\" holds dates, whose features a Core ML pipeline cannot compute. Train without this column, or export the model as ONNX."
        )
        let quantiles = try GraphModels.model { $0.preprocessing.scaling = .quantile }
        #expect(
            refusal(quantiles)
                == "The column \"width\" is scaled by its quantiles, which a Core ML pipeline cannot do. Train with another scaling, or export the model as ONNX."
        )
        let targets = try GraphModels.model(GraphModels.symptoms) {
            $0.columns.targets = ["fever", "cough"]
            $0.columns.task = .multiLabel
        }
        #expect(
            refusal(targets)
                == "The model predicts the yes/no targets \"fever\" and \"cough\" together, and a Core ML classifier predicts one class. Train a model for each target, or export the model as ONNX."
        )
        let upsampled = try GraphModels.model(
            GraphModels.signals, layers: "reshape 2x4x1, conv-transpose 2 2, flatten")
        #expect(
            refusal(upsampled)
                == "Layer 2, \"conv-transpose 2 2x2\", is not one that an exported model can compute. Train with another layer in its place, or predict with the model file."
        )
        let huge =
            "a,y\n" + (1...20).map { "\($0),1e\($0 * 10)\n" }.joined()
        let logarithms = try GraphModels.model(huge) {
            $0.columns.targets = ["y"]
            $0.columns.task = .regression
            $0.preprocessing.targetScaling = .log
        }
        #expect(
            refusal(logarithms)
                == "The column \"y\" has numbers that single precision, in which Core ML computes, cannot hold. Change its unit and train again, or export the model as ONNX."
        )
    }
}
