import Backprop

/// A node with its attributes by name.
struct NodeView {
    let node: ONNXNode
    /// The version of the operator's set.
    let version: Int

    var operation: String { node.opType }

    /// The name in messages: its own, or that of its first output.
    var name: String { node.name.isEmpty ? node.output.first ?? "" : node.name }

    private func attribute(_ name: String) -> ONNXAttribute? { node.attribute.first { $0.name == name } }

    func integer(_ name: String) -> Int? {
        attribute(name).flatMap { $0.hasI ? Int(exactly: $0.i) : nil }
    }

    func integers(_ name: String) -> [Int]? {
        attribute(name).map { $0.ints.map { Int(clamping: $0) } }
    }

    func number(_ name: String) -> Double? { attribute(name).flatMap { $0.hasF ? Double($0.f) : nil } }

    func numbers(_ name: String) -> [Double]? { attribute(name).map { $0.floats.map { Double($0) } } }

    func text(_ name: String) -> String? { attribute(name)?.s }

    func texts(_ name: String) -> [String]? { attribute(name)?.strings }

    func tensor(_ name: String) -> ONNXTensor? { attribute(name).flatMap { $0.hasT ? $0.t : nil } }

    /// Whether the node has an attribute.
    func has(_ name: String) -> Bool { attribute(name) != nil }

    /// Returns the error that the node cannot be imported.
    func refused(_ reason: String) -> ONNXImportError {
        .node(
            name: name, operation: operation, domain: node.domain == "ai.onnx" ? "" : node.domain,
            version: version, reason: reason)
    }
}
