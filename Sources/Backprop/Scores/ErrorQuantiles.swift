/// The errors of held-out rows in ascending order: each of them, or some quantiles of many.
///
/// Of n errors the largest is kept, and those of rank ⌈(n + 1)·p⌉: for p in steps of 0.5 % up to 90 %, and of 0.1 %
/// beyond. So the levels that people ask for are exact. Each is rounded up to six digits, so that no bound becomes
/// smaller.
struct ErrorQuantiles: Equatable, Sendable {
    /// The number of rows.
    let count: Int

    /// The kept errors, ascending.
    let values: [Double]

    /// Takes finite errors of at least 0, in any order.
    init(_ errors: [Double]) {
        let sorted = errors.sorted()
        count = sorted.count
        values = Self.ranks(of: sorted.count).map { Self.roundedUp(sorted[$0 - 1]) }
    }

    /// Returns the error that a further row exceeds with a probability of at most 1 − level, or `nil` if there are too
    /// few rows. Formula: the error of rank ⌈(n + 1)·level⌉. Source: Vovk, Gammerman and Shafer, “Algorithmic learning in
    /// a random world” (2005), section 2.2.
    func bound(level: Double) -> Double? {
        let rank = Self.rank(level, of: count)
        return Self.ranks(of: count).firstIndex { $0 >= rank }.map { values[$0] }
    }

    /// Returns the number of rows that a level needs.
    static func requiredCount(level: Double) -> Int {
        let count = (level / (1 - level) - rankTolerance).rounded(.up)
        return Int(exactly: count) ?? .max
    }

    /// A product such as 0.9·10 must not become the next whole number by its last bit.
    private static let rankTolerance = 1e-9

    private static func rank(_ level: Double, of count: Int) -> Int {
        max(1, Int((Double(count + 1) * level - rankTolerance).rounded(.up)))
    }

    /// Returns the ranks of the errors that are kept, from 1, ascending.
    private static func ranks(of count: Int) -> [Int] {
        guard count > maximumCount else { return Array(0..<count).map { $0 + 1 } }
        let steps = stride(from: 5, through: 900, by: 5).map { $0 } + Array(901..<1000)
        let ranks = steps.map { min(count, rank(Double($0) / 1000, of: count)) }
        return ranks.last == count ? ranks : ranks + [count]
    }

    /// The maximum number of errors that are kept.
    private static let maximumCount = 280

    /// Returns a number with six digits that is not below the given one.
    private static func roundedUp(_ error: Double) -> Double {
        for factor in [1, 1 + 1e-6, 1 + 1e-5] {
            let rounded = Double(NumberText.rounded(error * factor, digits: 6)) ?? error
            if rounded >= error, rounded.isFinite { return rounded }
        }
        return error
    }
}

extension ErrorQuantiles: Codable {
    private enum CodingKeys: CodingKey { case count, values }

    /// Reads errors, and throws if they are not ascending numbers of at least 0.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        count = try container.decode(Int.self, forKey: .count)
        values = try container.decode([Double].self, forKey: .values)
        let isAscending = zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
        let isSound = count > 0 && count <= 1 << 53 && values.count == Self.ranks(of: count).count
        guard isSound, isAscending, values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: container.codingPath,
                    debugDescription: "the errors of held-out rows must be ascending numbers of at least 0"))
        }
    }
}
