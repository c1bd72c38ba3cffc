/// A summary of many numbers: some of them in ascending order, each with the count of numbers up to it.
///
/// All distinct numbers are kept if they are few. Of many, those of rank ⌈n·k/steps⌉ are kept, for k from 0 (the
/// smallest) to `steps` (the largest). So every hundredth, or every twentieth of a wide table's column, is exact.
public struct NumberDistribution: Equatable, Sendable {
    /// The kept numbers, ascending.
    public let values: [Double]

    /// For each kept number, how many numbers are at most as large.
    public let counts: [Int]

    /// Whether every distinct number is kept.
    public let isComplete: Bool

    /// The number of steps that many numbers are divided into, in tables of few and of many columns.
    static let (fineStepCount, coarseStepCount) = (100, 20)

    /// Summarizes finite numbers in any order; `nil` if there are none.
    init?(_ numbers: [Double], stepCount: Int = fineStepCount) {
        guard !numbers.isEmpty, numbers.allSatisfy(\.isFinite) else { return nil }
        let sorted = numbers.map { $0 == 0 ? 0 : $0 }.sorted()
        let ends = Self.endsOfDistinct(sorted, maximum: stepCount + 1)
        isComplete = ends != nil
        let kept = ends ?? Self.ends(sorted, stepCount: stepCount)
        values = kept.map { sorted[$0 - 1] }
        counts = kept
    }

    /// The number of numbers.
    public var count: Int { counts[counts.count - 1] }

    /// The smallest number.
    public var minimum: Double { values[0] }

    /// The largest number.
    public var maximum: Double { values[values.count - 1] }

    /// The kept number below which about half of the numbers lie.
    public var median: Double { value(ofShare: 1, of: 2) }

    /// The numbers that divide the sorted numbers into ten bins: those of rank ⌈n·k/10⌉, each once, without the largest.
    var decileEdges: [Double] {
        var edges: [Double] = []
        for step in 1..<10 {
            let edge = value(ofShare: step, of: 10)
            if edge < maximum, edge > edges.last ?? -.infinity { edges.append(edge) }
        }
        return edges
    }

    /// Returns how many numbers are at most as large as a kept number.
    func count(upTo value: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] > value { high = middle } else { low = middle + 1 }
        }
        return low == 0 ? 0 : counts[low - 1]
    }

    /// Returns the first kept number up to which a share of the numbers lies.
    private func value(ofShare step: Int, of steps: Int) -> Double {
        let rank = max(1, (Double(count) * Double(step) / Double(steps)).rounded(.up))
        return values[counts.firstIndex { Double($0) >= rank } ?? values.count - 1]
    }

    /// Returns the count up to each distinct number, or `nil` if there are more than a maximum.
    private static func endsOfDistinct(_ sorted: [Double], maximum: Int) -> [Int]? {
        var ends: [Int] = []
        for index in sorted.indices where index + 1 == sorted.count || sorted[index] != sorted[index + 1] {
            if ends.count == maximum { return nil }
            ends.append(index + 1)
        }
        return ends
    }

    /// Returns the counts up to the numbers of certain ranks, each number once.
    private static func ends(_ sorted: [Double], stepCount: Int) -> [Int] {
        var ends: [Int] = []
        for step in 0...stepCount {
            var end = max(1, (sorted.count * step + stepCount - 1) / stepCount)
            while end < sorted.count, sorted[end] == sorted[end - 1] { end += 1 }
            if end > ends.last ?? 0 { ends.append(end) }
        }
        return ends
    }
}

extension NumberDistribution: Codable {
    private enum CodingKeys: String, CodingKey {
        case values, counts
        case isComplete = "complete"
    }

    /// Reads a summary, and throws if its numbers or counts do not ascend.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        values = try container.decode([Double].self, forKey: .values)
        counts = try container.decode([Int].self, forKey: .counts)
        isComplete = try container.decode(Bool.self, forKey: .isComplete)
        let isSound =
            !values.isEmpty && values.count == counts.count && counts[0] > 0
            && counts[counts.count - 1] <= 1 << 53 && values.allSatisfy(\.isFinite)
            && zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
            && zip(counts, counts.dropFirst()).allSatisfy { $0 < $1 }
        guard isSound else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: container.codingPath,
                    debugDescription: "the numbers of a distribution and their counts must ascend"))
        }
    }
}
