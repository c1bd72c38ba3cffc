import Backprop

/// A request of the Open Inference Protocol: tensors, each a column by its name, or one matrix of all columns.
///
/// Source: Open Inference Protocol, version 2, with the binary tensor extension of Triton.
struct InferenceRequest: Sendable {
    /// A requested output.
    struct Output: Sendable {
        let name: String
        let isBinary: Bool
    }

    /// The identifier that the answer repeats.
    let id: String?
    /// The rows as a list of JSON objects.
    let records: [UInt8]
    /// The requested outputs, or `nil` for all.
    let outputs: [Output]?
    /// Whether outputs are binary if they do not tell.
    let isBinary: Bool

    /// Reads the body of a request.
    ///
    /// - Parameters:
    ///   - headLength: The number of bytes of JSON, behind which binary data follow, or `nil` if all are JSON.
    ///   - columns: The columns that the model uses, in their order.
    /// - Throws: ``RequestError``.
    init(_ body: [UInt8], headLength: Int?, columns: [String]) throws(RequestError) {
        let length = headLength ?? body.count
        guard (0...body.count).contains(length) else {
            throw RequestError(
                "Inference-Header-Content-Length is \(length), but the body has \(body.count) bytes.")
        }
        let json = try JSONValue(body: Array(body[..<length]))
        _ = try json.object("The body")
        id = json["id"]?.string
        var data = body[length...]
        var tensors: [InferenceTensor] = []
        for input in try (json["inputs"] ?? .null).list("\"inputs\"") {
            tensors.append(try InferenceTensor(input, data: &data))
        }
        guard data.isEmpty else {
            throw RequestError("The body has \(data.count) bytes of binary data that no input takes.")
        }
        records = try Self.records(tensors, columns)
        isBinary = json["parameters"]?["binary_data_output"]?.bool ?? false
        var requested: [Output] = []
        for output in try json["outputs"].map({ (outputs) throws(RequestError) in
            try outputs.list("\"outputs\"")
        }) ?? [] {
            guard let name = output["name"]?.string else {
                throw RequestError("An output without a name was found.")
            }
            let isBinary = output["parameters"]?["binary_data"]?.bool ?? isBinary
            requested.append(Output(name: name, isBinary: isBinary))
        }
        outputs = json["outputs"] == nil ? nil : requested
    }

    private static func records(
        _ tensors: [InferenceTensor], _ columns: [String]
    ) throws(RequestError) -> [UInt8] {
        guard let first = tensors.first else { throw RequestError("The list \"inputs\" is empty.") }
        if tensors.count == 1, !columns.contains(first.name) || first.width != 1 {
            return try matrix(first, columns)
        }
        var names = Set<String>()
        for tensor in tensors {
            guard tensor.width == 1 || tensor.rowCount == 0, tensor.rowCount == first.rowCount else {
                throw RequestError(
                    "The input \"\(tensor.name)\" has another shape than [\(first.rowCount), 1], that of a column."
                )
            }
            guard names.insert(tensor.name).inserted else {
                throw RequestError("The input \"\(tensor.name)\" comes twice.")
            }
        }
        var text = RecordText(columns: tensors.map(\.name))
        for row in 0..<first.rowCount { text.append(tensors.map { $0.values[row] }) }
        return text.finish()
    }

    /// Returns the rows of a matrix with all columns.
    private static func matrix(
        _ tensor: InferenceTensor, _ columns: [String]
    ) throws(RequestError) -> [UInt8] {
        guard tensor.width == columns.count || tensor.rowCount == 0 else {
            throw RequestError(
                "The input \"\(tensor.name)\" has \(tensor.width) values per row, but the model has \(columns.count) columns: "
                    + columns.map { "\"\($0)\"" }.joined(separator: ", ") + ".")
        }
        var text = RecordText(columns: columns)
        for row in 0..<tensor.rowCount {
            text.append(tensor.values[(row * tensor.width)..<((row + 1) * tensor.width)])
        }
        return text.finish()
    }
}
