/// An error that prevents a network from being built or from taking its input.
public enum NetworkError: BackpropError {
    /// The network has no layers.
    case empty
    /// A layer has an invalid number, such as zero units.
    case invalidLayer(layer: String, reason: String)
    /// A layer cannot take its input shape. `table` shows the shapes up to that layer.
    case shapeMismatch(layer: String, position: Int, found: Shape, expected: String, table: String)
    /// The loss contains an activation that the last layer does not have.
    case lossNeedsActivation(loss: String, needed: String, found: String)
    /// The text of the layers cannot be read; `column` counts characters from 1.
    case text(line: String, column: Int, reason: String)
    /// The system has no memory for the buffers of a network that computes so many rows at a time.
    case noMemory(bytes: Int, rows: Int)
}

extension NetworkError {
    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// A sentence that names the error, its location and a remedy.
    public var description: String {
        switch self {
        case .empty:
            "the network has no layers; give at least one, such as \"dense 8 relu\""
        case .invalidLayer(let layer, let reason):
            "layer \"\(layer)\": \(reason)"
        case .shapeMismatch(let layer, let position, let found, let expected, let table):
            "layer \(position) (\"\(layer)\") takes \(expected), but its input is \(found):\n\(table)"
        case .lossNeedsActivation(let loss, let needed, let found):
            """
            the loss "\(loss)" needs a network that ends in \(needed), but this one ends in \(found); \
            set the output to \(needed) or choose another loss
            """
        case .noMemory(let bytes, let rows):
            """
            the network needs \(Memory.text(bytes)) for \(rows) row\(rows == 1 ? "" : "s") at a time, and the system does \
            not give them. Make the layers or the batches smaller.
            """
        case .text(let line, let column, let reason):
            "\(reason)\n  \(line)\n  \(String(repeating: " ", count: max(0, column - 1)))^"
        }
    }
}

extension NetworkError {
    /// Returns the error of a layer that does not take its input shape; the network adds the layer's position.
    static func incompatibleShape(_ layer: some Layer, found: Shape, expected: String) -> NetworkError {
        .shapeMismatch(layer: layer.text, position: 0, found: found, expected: expected, table: "")
    }
}
