/// The shape of one example as it passes between layers, without the batch dimension.
///
/// A row of a table has one extent, `[features]`. An image has three, `[height, width, channels]`:
/// channels are contiguous in memory, so that a convolution's inner loop runs over them.
public struct Shape: Hashable, Sendable {
    /// The extents, outermost first. At least one, each at least 1.
    public let extents: [Int]

    /// Creates a shape from its extents, outermost first.
    public init(_ extents: [Int]) {
        precondition(!extents.isEmpty, "a shape has at least one extent")
        precondition(extents.allSatisfy { $0 > 0 }, "every extent of a shape is at least 1")
        self.extents = extents
    }

    /// The number of values one example has: the product of the extents.
    public var count: Int { extents.reduce(1, *) }

    /// The number of extents.
    public var rank: Int { extents.count }
}

extension Shape: ExpressibleByArrayLiteral {
    /// Creates a shape from a literal such as `[28, 28, 1]`.
    public init(arrayLiteral elements: Int...) {
        self.init(elements)
    }
}

extension Shape: CustomStringConvertible {
    /// The extents joined by `×`: `28×28×1`.
    public var description: String {
        extents.map(String.init).joined(separator: "×")
    }
}
