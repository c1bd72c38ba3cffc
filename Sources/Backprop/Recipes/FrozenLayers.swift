/// The layers of a network whose parameters and statistics training leaves unchanged.
///
/// Layers are counted from 1 in the order of the network's text; the output layer counts too. A frozen layer computes
/// in training what it computes in prediction: dropout passes its input on, and batch normalization uses its running
/// statistics. In PyTorch these are layers with `requires_grad = False` in the mode `eval()`.
public struct FrozenLayers: Hashable, Sendable {
    /// The numbers of the layers in ascending order, without common or adjacent numbers.
    public let ranges: [ClosedRange<Int>]

    /// Creates the set of the layers with these numbers, counted from 1.
    public init(_ ranges: ClosedRange<Int>...) {
        self.init(ranges)
    }

    /// Creates the set of the layers with these numbers, counted from 1.
    public init(_ ranges: [ClosedRange<Int>]) {
        precondition(ranges.allSatisfy { $0.lowerBound > 0 }, "layers are counted from 1")
        var merged: [ClosedRange<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    /// Whether no layer is frozen.
    public var isEmpty: Bool { ranges.isEmpty }

    /// Returns whether the layer of that number, counted from 1, is frozen.
    public func contains(_ number: Int) -> Bool { ranges.contains { $0.contains(number) } }

    /// Returns the indices, from 0, of those of so many layers that are frozen.
    func indices(of count: Int) -> Set<Int> { Set((0..<count).filter { contains($0 + 1) }) }
}

extension FrozenLayers: CustomStringConvertible {
    /// The largest number of a layer in text.
    private static let maximumNumber = 1_000_000

    /// Reads numbers and ranges of numbers, such as `layers 1-4` or `layers 1, 3-5`; `none` names no layer.
    ///
    /// Returns `nil` for any other text.
    public init?(parsing text: String) {
        if text == "none" {
            self.init([])
            return
        }
        var ranges: [ClosedRange<Int>] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let range = Self.range(part) else { return nil }
            ranges.append(range)
        }
        self.init(ranges)
    }

    private static func range(_ text: Substring) -> ClosedRange<Int>? {
        var words = text.split(separator: " ")
        if let first = words.first, first == "layers" || first == "layer" { words.removeFirst() }
        // Blanks may be before and behind the dash, and not between digits.
        let ends = words.joined(separator: " ").split(separator: "-", omittingEmptySubsequences: false)
        let numbers = ends.compactMap { end -> Int? in
            let digits = end.split(separator: " ")
            guard digits.count == 1, digits[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            return Int(digits[0])
        }
        guard (1...2).contains(ends.count), numbers.count == ends.count,
            numbers.allSatisfy((1...maximumNumber).contains), numbers[0] <= numbers[numbers.count - 1]
        else { return nil }
        return numbers[0]...numbers[numbers.count - 1]
    }

    /// The layers as text: `layers 1-4, 6`, or `none`.
    public var description: String {
        guard !isEmpty else { return "none" }
        let parts = ranges.map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
        }
        return (parts == [parts[0]] && ranges[0].count == 1 ? "layer " : "layers ")
            + parts.joined(separator: ", ")
    }
}

extension FrozenLayers: Codable {
    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let layers = FrozenLayers(parsing: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "frozen layers are written such as \"layers 1-4\"")
        }
        self = layers
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
