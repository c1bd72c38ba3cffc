import Backprop
import SwiftProtobuf

/// A model as a file in the format [ONNX](https://onnx.ai): a graph of standard operators, which many programs run.
///
/// The inputs of the graph are the columns of a table, one tensor of rows × 1 for each, by the name of the column. Numbers
/// and dates are in double precision, NaN being a missing value, and dates are seconds since the beginning of 1970 in UTC.
/// Categories are texts, and an empty one is a missing value. A model of images has one input, `image`: rows × channels ×
/// height × width, with pixels as in the training images.
///
/// The outputs are `label` and `probabilities` (or `scores`, if the network does not give probabilities), or `prediction`.
/// Several predicted numbers are outputs by the names of their targets. With several yes/no targets, `label` and
/// `probabilities` are rows × targets: the value of each target, and the probability of its positive value. A row that
/// `Model.predict` refuses has an empty label and NaN.
public struct ONNXFile: Sendable {
    /// The bytes of the file.
    public let bytes: [UInt8]

    /// Writes a model with its preprocessing.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - origin: The origin of the model, for the metadata of the file.
    /// - Throws: `ExportError` if a part of the model cannot be written.
    public init(_ model: Model, origin: SourceOrigin) throws(ExportError) {
        bytes = Self.bytes(Self.graph(try PortableModel(model, as: .graph)), model, origin)
    }

    /// Writes the network of a model alone: from `inputs`, prepared numbers in the order of `inspect`, to `outputs`.
    ///
    /// - Parameters:
    ///   - model: The model, which has one network.
    ///   - origin: The origin of the model, for the metadata of the file.
    /// - Throws: `ExportError` if a layer cannot be written, or the model is an average.
    public init(networkOf model: Model, origin: SourceOrigin) throws(ExportError) {
        let network = try PortableNetwork(alone: model)
        bytes = Self.bytes(Self.graph(network, model.inputShape), model, origin)
    }

    /// The classes, or the yes/no targets with their positive values, in the order of the probabilities, as lists in JSON.
    private static func classes(_ model: Model) -> [(key: String, value: String)] {
        let targets = model.input.binaryTargets ?? []
        let lists = [
            ("classes", model.input.classLabels), ("targets", targets.map(\.name)),
            ("positive_values", targets.map(\.positive)),
        ]
        return lists.compactMap { key, texts in
            guard !texts.isEmpty, let list = try? JSONValue(texts.map { JSONValue($0) }).text() else {
                return nil
            }
            return (key, list)
        }
    }

    private static func bytes(_ graph: ONNXGraph, _ model: Model, _ origin: SourceOrigin) -> [UInt8] {
        let file = ONNXModel.with {
            $0.irVersion = 8
            $0.producerName = "backprop"
            $0.producerVersion = origin.version
            $0.docString = origin.lines(model).joined(separator: "\n")
            $0.opsetImport = [("", 13), ("ai.onnx.ml", 2)].map { domain, version in
                .with { ($0.domain, $0.version) = (domain, version) }
            }
            $0.graph = graph
            $0.metadataProps = (origin.properties(model) + classes(model)).map { key, value in
                .with { ($0.key, $0.value) = (key, value) }
            }
        }
        do {
            return try file.serializedBytes()
        } catch {
            preconditionFailure("the limit of parameters keeps a file below 2 GiB: \(error)")
        }
    }
}
