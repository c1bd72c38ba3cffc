/// The shape of one example as it passes between layers, without the batch dimension.
///
/// A row of a table has one extent, `[features]`. An image has three, `[height, width, channels]`:
/// channels are contiguous in memory, so that a convolution's inner loop runs over them.
///
/// A shape is a fixed-size value, so that passing one to a layer allocates nothing.
public struct Shape: Hashable, Sendable {
    /// The largest number of extents that a shape can have.
    public static let maximumRank = 4

    /// The number of extents.
    public let rank: Int

    private let storage: SIMD4<Int>

    /// Creates a shape from its extents, outermost first; one to four of them, each at least 1.
    public init(_ extents: [Int]) {
        precondition((1...Self.maximumRank).contains(extents.count), "a shape has one to four extents")
        precondition(extents.allSatisfy { $0 > 0 }, "every extent of a shape is at least 1")
        rank = extents.count
        var storage = SIMD4<Int>(repeating: 1)
        for (index, extent) in extents.enumerated() { storage[index] = extent }
        self.storage = storage
    }

    /// Creates the shape of those extents, or returns `nil` if it has no value or more than any memory holds.
    package init?(checking extents: [Int]) {
        guard (1...Self.maximumRank).contains(extents.count), Self.holdsValues(extents) else { return nil }
        self.init(extents)
    }

    /// The extents, outermost first.
    public var extents: [Int] { (0..<rank).map { storage[$0] } }

    /// The number of values one example has: the product of the extents.
    public var count: Int { storage[0] * storage[1] * storage[2] * storage[3] }

    /// The extent at a position, counted from the outermost.
    public subscript(position: Int) -> Int {
        precondition(position < rank, "a shape of rank \(rank) has no extent \(position)")
        return storage[position]
    }
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

extension Shape: Codable {
    /// Reads a list of extents; a list that is not a shape is a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let extents = try [Int](from: decoder)
        guard let shape = Shape(checking: extents) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(extents) is not a shape"))
        }
        self = shape
    }

    /// The maximum number of values of an example read from a file: more would not fit in any memory.
    private static let maximumValueCount = 1 << 40

    /// Whether every extent is at least 1 and their product can be counted.
    private static func holdsValues(_ extents: [Int]) -> Bool {
        var count = 1
        for extent in extents {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard extent > 0, !overflow, product <= maximumValueCount else { return false }
            count = product
        }
        return true
    }

    /// Writes the list of extents.
    public func encode(to encoder: any Encoder) throws {
        try extents.encode(to: encoder)
    }
}
