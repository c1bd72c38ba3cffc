/// The layers of a neural network, in order: a description that holds no numbers.
///
/// ```swift
/// let network = Network {
///     Dense(5, activation: .sigmoid)
///     Dense(3, activation: .sigmoid)
/// }
/// ```
///
/// The network can also be written as text: `try Network(parsing: "dense 5 sigmoid, dense 3 sigmoid")`.
public struct Network: Sendable {
    /// The layers, from the input to the output.
    public var layers: [any Layer]

    /// Creates a network from a list of layers.
    public init(_ layers: [any Layer]) {
        self.layers = layers
    }

    /// Creates a network from the layers that the closure lists.
    public init(@NetworkBuilder _ layers: () -> [any Layer]) {
        self.layers = layers()
    }

    /// Returns the shapes between the layers for examples of the given shape: the input first, the output last.
    ///
    /// - Throws: ``NetworkError`` that names the first layer that does not fit, with a table of the
    ///   shapes up to it.
    public func shapes(for input: Shape) throws(NetworkError) -> [Shape] {
        guard !layers.isEmpty else { throw .empty }
        var shapes = [input]
        for (index, layer) in layers.enumerated() {
            do {
                shapes.append(try layer.outputShape(for: shapes[index]))
            } catch .shapeMismatch(let name, _, let found, let expected, _) {
                throw .shapeMismatch(
                    layer: name, position: index + 1, found: found, expected: expected,
                    table: shapeTable(shapes))
            }
        }
        return shapes
    }

    /// The layers as text, separated by commas; ``init(parsing:)`` reads it back.
    public var text: String {
        layers.map(\.text).joined(separator: ", ")
    }

    private func shapeTable(_ shapes: [Shape]) -> String {
        var lines = ["  input → \(shapes[0])"]
        for (layer, shape) in zip(layers, shapes.dropFirst()) {
            lines.append("  \(layer.text) → \(shape)")
        }
        return lines.joined(separator: "\n") + "\n  \(layers[shapes.count - 1].text) → does not fit"
    }
}

extension Network: Equatable {
    /// Whether both have equal layers in the same order.
    public static func == (left: Network, right: Network) -> Bool {
        left.layers.count == right.layers.count
            && zip(left.layers, right.layers).allSatisfy { $0.isEqual(to: $1) }
    }
}

extension Network: CustomStringConvertible {
    /// The layers as text.
    public var description: String { text }
}

/// A result builder that collects the layers listed in a closure, with `if`, `switch` and `for`.
@resultBuilder
public enum NetworkBuilder {
    /// Returns a layer on a line of its own.
    public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }

    /// Returns several layers built elsewhere.
    public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }

    /// Returns the layers of a block, in order.
    public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }

    /// Returns the layers of an `if` without `else`.
    public static func buildOptional(_ layers: [any Layer]?) -> [any Layer] { layers ?? [] }

    /// Returns the layers of the first branch of an `if` or `switch`.
    public static func buildEither(first layers: [any Layer]) -> [any Layer] { layers }

    /// Returns the layers of the second branch of an `if` or `switch`.
    public static func buildEither(second layers: [any Layer]) -> [any Layer] { layers }

    /// Returns the layers of a loop.
    public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
}
