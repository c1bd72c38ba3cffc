/// A summary of many categories: the number of rows of the most frequent ones, and of all others together.
public struct CategoryDistribution: Equatable, Sendable {
    /// The most frequent categories, in descending order of their rows, of equals in the order of Unicode.
    public let labels: [String]

    /// The number of rows of each of them.
    public let counts: [Int]

    /// The number of rows of all other categories.
    public let otherCount: Int

    /// The maximum number of categories that are kept.
    static let maximumCount = 50

    /// Summarizes the number of rows of each category; `nil` if there are no rows.
    init?(counts all: [(label: String, count: Int)], maximum: Int = maximumCount) {
        let sorted = all.filter { $0.count > 0 }.sorted { (-$0.count, $0.label) < (-$1.count, $1.label) }
        guard !sorted.isEmpty else { return nil }
        labels = sorted.prefix(maximum).map(\.label)
        counts = sorted.prefix(maximum).map(\.count)
        otherCount = sorted.dropFirst(maximum).reduce(0) { $0 + $1.count }
    }

    /// The number of rows.
    public var count: Int { counts.reduce(otherCount, +) }
}

extension CategoryDistribution: Codable {
    private enum CodingKeys: String, CodingKey {
        case labels, counts
        case otherCount = "others"
    }

    /// Reads a summary, and throws if a count is not one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        labels = try container.decode([String].self, forKey: .labels)
        counts = try container.decode([Int].self, forKey: .counts)
        otherCount = try container.decode(Int.self, forKey: .otherCount)
        let isSound =
            !labels.isEmpty && labels.count == counts.count && Set(labels).count == labels.count
            && (counts + [otherCount]).allSatisfy { (0...(1 << 40)).contains($0) } && counts[0] > 0
        guard isSound else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: container.codingPath,
                    debugDescription: "the categories of a distribution must have counts of rows"))
        }
    }
}
