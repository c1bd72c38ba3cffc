import Backprop

/// A reason why an ONNX file cannot become a network.
public enum ONNXImportError: BackpropError {
    /// The bytes are not an ONNX file.
    case notONNX
    /// The file has a set of operators that is too old or unknown.
    case operatorSet(domain: String, version: Int)
    /// A tensor lies in another file.
    case externalData(tensor: String)
    /// A tensor of the file is not valid.
    case tensor(name: String, reason: String)
    /// The graph has several inputs, or none.
    case inputs([String])
    /// The shape of the input is not known, or is not one of rows, sequences or images.
    case inputShape(name: String, found: String)
    /// The graph has several outputs that could be the predictions, or none.
    case outputs([String])
    /// The graph does not have the chosen output.
    case noOutput(String, known: [String])
    /// A node cannot be expressed by layers.
    case node(name: String, operation: String, domain: String, version: Int, reason: String)
    /// The output does not depend on the input.
    case constantOutput(String)
}

extension ONNXImportError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .outputs, .noOutput, .inputShape: .setting
        default: .data
        }
    }

    /// A sentence that names the part that cannot be read, and a remedy.
    public var description: String {
        switch self {
        case .notONNX:
            "The file is not an ONNX file: its bytes are not those of a model. Export the model again."
        case .operatorSet(let domain, let version):
            """
            The file needs opset \(version)\(domain.isEmpty ? "" : " of \(domain)"), which is not supported. \
            Export the model with an opset from \(ONNXImporter.opsets.lowerBound) to \(ONNXImporter.opsets.upperBound).
            """
        case .externalData(let tensor):
            """
            The tensor \(quoted(tensor)) lies in another file, which is not read. \
            Export the model with all its data in one file.
            """
        case .tensor(let name, let reason): "The tensor \(quoted(name)) \(reason). Export the model again."
        case .inputs(let names):
            """
            The graph has \(names.count) inputs\(names.isEmpty ? "" : ": \(Self.list(names))"), and one is needed. \
            Export a model with one input for all numbers.
            """
        case .inputShape(let name, let found):
            """
            The input \(quoted(name)) has the shape \(found), but rows × numbers, rows × channels × steps or \
            rows × channels × height × width is needed. Give the shape of one example.
            """
        case .outputs(let names):
            "The graph has \(names.count) outputs\(names.isEmpty ? "" : ": \(Self.list(names))"). Choose the one to predict."
        case .noOutput(let name, let known):
            "The graph has no output \(quoted(name)). Choose one of these: \(Self.list(known))."
        case .node(let name, let operation, let domain, let version, let reason):
            """
            The node \(quoted(name)) with the operator \(domain.isEmpty ? "" : domain + ".")\(operation) of opset \(version) \
            cannot be imported: \(reason). Export a model without it.
            """
        case .constantOutput(let name):
            "The output \(quoted(name)) does not depend on the input. Choose another output."
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(12).map(quoted).joined(separator: ", ")
            + (names.count > 12 ? " and \(names.count - 12) more" : "")
    }
}
