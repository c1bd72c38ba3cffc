/// A height and a width in pixels: of a kernel, a stride, a dilation or a border.
public struct Extent: Hashable, Sendable {
    /// The extent from row to row.
    public let height: Int

    /// The extent from column to column.
    public let width: Int

    /// The maximum side that text and files may contain.
    static let maximum = 1 << 16

    /// Creates an extent.
    public init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }

    /// Whether both sides are in the range.
    func isWithin(_ range: ClosedRange<Int>) -> Bool { range.contains(height) && range.contains(width) }
}

extension Extent: ExpressibleByIntegerLiteral {
    /// Creates a square.
    public init(integerLiteral value: Int) { self.init(height: value, width: value) }
}

extension Extent: CustomStringConvertible {
    /// Height and width, such as `3x3`.
    public var description: String { "\(height)x\(width)" }

    /// One number if both sides are equal, else ``description``.
    var shortText: String { height == width ? "\(height)" : description }
}

extension Extent: Codable {
    /// Reads a list of height and width.
    public init(from decoder: any Decoder) throws {
        let sides = try [Int](from: decoder)
        guard sides.count == 2, sides.allSatisfy({ (0...Self.maximum).contains($0) }) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\(sides) is not a height and a width from 0 to \(Self.maximum)"))
        }
        self.init(height: sides[0], width: sides[1])
    }

    /// Writes a list of height and width.
    public func encode(to encoder: any Encoder) throws {
        try [height, width].encode(to: encoder)
    }
}

/// The border added around an image before a window slides over it.
public enum Padding: Hashable, Sendable {
    /// No border: the window stays inside.
    case valid
    /// A border that makes the output as large as the input, divided by the stride and rounded up. If the border is
    /// uneven, the larger part lies below and to the right.
    case same
    /// A border of so many rows above and below, and so many columns on either side.
    case border(Extent)
}

extension Padding: CustomStringConvertible {
    /// `valid`, `same`, or the border such as `1` or `1x2`.
    public var description: String {
        switch self {
        case .valid: "valid"
        case .same: "same"
        case .border(let extent): extent.shortText
        }
    }
}

extension Padding: Codable {
    /// Reads `"valid"`, `"same"`, or a list of height and width.
    public init(from decoder: any Decoder) throws {
        guard let word = try? String(from: decoder) else {
            self = .border(try Extent(from: decoder))
            return
        }
        switch word {
        case "valid": self = .valid
        case "same": self = .same
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "there is no padding \"\(word)\""))
        }
    }

    /// Writes the form that ``init(from:)`` reads.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .valid, .same: try description.encode(to: encoder)
        case .border(let extent): try extent.encode(to: encoder)
        }
    }
}
