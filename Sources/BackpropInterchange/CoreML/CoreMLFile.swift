import Backprop
import SwiftProtobuf

/// A model as a file in the format of Core ML: a pipeline from raw rows to predictions, for apps of Apple's systems.
///
/// The inputs are the columns of a table by their names. Numbers are in double precision, NaN being a missing value.
/// Categories are texts, and an empty one is a missing value. A model of images has one input, `image`, an array of
/// channels × height × width with pixels as in the training images.
///
/// The outputs are `label` and `probabilities` (or `scores`, if the network does not give probabilities): the number of each
/// class by its label. They are `prediction` for one number, and the names of the targets for several.
///
/// The neural network computes in single precision. Unlike `Model.predict`, the pipeline does not refuse a row without any
/// value. The format has version 4, for iOS 13 and macOS 10.15 or later.
public struct CoreMLFile: Sendable {
    /// The bytes of the file.
    public let bytes: [UInt8]

    /// Writes a model with its preprocessing.
    ///
    /// - Parameters:
    ///   - model: The model, which has one network.
    ///   - origin: The origin of the model, for the metadata of the file.
    /// - Throws: `ExportError` if a part of the model cannot be written.
    public init(_ model: Model, origin: SourceOrigin) throws(ExportError) {
        var file = Self.model(try PortableModel(model, as: .pipeline))
        file.description_p.metadata = .with {
            $0.shortDescription = origin.lines(model).joined(separator: "\n")
            $0.versionString = origin.version
            $0.userDefined = origin.properties(model).map { key, value in
                .with { ($0.key, $0.value) = (key, value) }
            }
        }
        do {
            bytes = try file.serializedBytes()
        } catch {
            preconditionFailure("the limit of parameters keeps a file below 2 GiB: \(error)")
        }
    }
}

extension CoreMLFile {
    /// Returns the pipeline from raw rows to predictions.
    private static func model(_ model: PortableModel) -> CoreMLModel {
        let inputs = model.images.map { [imageInput($0.shape)] } ?? model.columns.map(input)
        let names = OutputNames(model.output, besides: inputs.map(\.name))
        let outputs = Self.outputs(model.output, names)
        var rows = RowPipeline(model, reserving: inputs.map(\.name) + names.all)
        switch model.output {
        case .classes(let labels, _): rows.classify(labels, outputs)
        case .numbers: rows.regress(outputs)
        case .binary: preconditionFailure("several yes/no targets are refused before")
        }
        let pipeline = CoreMLPipeline.with {
            ($0.models, $0.names) = (rows.stages.stages, rows.stages.names)
        }
        return .with {
            $0.specificationVersion = PipelineBuilder.version
            ($0.description_p.input, $0.description_p.output) = (inputs, outputs)
            if case .classes = model.output {
                $0.description_p.predictedFeatureName = outputs[0].name
                $0.description_p.predictedProbabilitiesName = outputs[1].name
                $0.pipelineClassifier.pipeline = pipeline
            } else if outputs.count == 1 {
                $0.description_p.predictedFeatureName = outputs[0].name
                $0.pipelineRegressor.pipeline = pipeline
            } else {
                $0.pipeline = pipeline
            }
        }
    }

    private static func input(_ column: PortableColumn) -> CoreMLFeature {
        if column.kind == .category {
            return .text(column.name, "A category, the empty text if it is missing.")
        }
        return .number(column.name, "A number, NaN if it is missing.")
    }

    private static func imageInput(_ shape: Shape) -> CoreMLFeature {
        .array(
            LayerValue(name: RowGraph.imageInput, sizes: [shape[2], shape[0], shape[1]]),
            "Pixels as in the training images: channels, rows, columns.", .float)
    }

    private static func outputs(_ output: PortableOutput, _ names: OutputNames) -> [CoreMLFeature] {
        switch output {
        case .classes(_, let hasProbabilities):
            [
                .text(names.label, "The most probable class."),
                .dictionary(
                    names.values[0],
                    "The \(hasProbabilities ? "probability" : "score") of each class by its label."),
            ]
        case .numbers(let targets):
            zip(names.values, targets).map { .number($0, "The predicted \($1).") }
        case .binary: preconditionFailure("several yes/no targets are refused before")
        }
    }
}
