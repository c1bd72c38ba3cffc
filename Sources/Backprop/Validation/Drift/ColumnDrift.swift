/// A comparison of one column of new rows with the rows that a model was trained on.
public struct ColumnDrift: Equatable, Sendable {
    /// The kind of values that are compared.
    public enum Kind: String, Sendable {
        /// Numbers.
        case numbers
        /// Dates. Later ones are to be expected, so that only their range is compared.
        case dates
        /// The numbers of words of texts.
        case words
        /// Categories, or classes.
        case categories
        /// Probabilities of the class that the column names.
        case probabilities
    }

    /// A category that training did not see.
    public struct UnseenCategory: Equatable, Sendable {
        /// The category.
        public let label: String
        /// The number of its new rows.
        public let count: Int
    }

    /// The name of the column in the training table.
    public let name: String

    /// The kind of values that are compared.
    public let kind: Kind

    /// Whether the column is a target.
    public internal(set) var isTarget = false

    /// The number of new rows.
    public let rowCount: Int

    /// The share of missing values among the earlier rows, or `nil` if it is not known.
    public internal(set) var missingShareBefore: Double?

    /// The number of missing values among the new rows.
    public internal(set) var missingCount = 0

    /// The categories that training did not see, the most frequent first.
    public internal(set) var unseen: [UnseenCategory] = []

    /// The range of training, or `nil` of categories. Dates are seconds since 1970.
    public internal(set) var range: ClosedRange<Double>?

    /// The number of values below and above the range.
    public internal(set) var belowCount = 0, aboveCount = 0

    /// The middle value before and now, or `nil` of categories and without a summary.
    public internal(set) var median: Pair?

    /// The category whose share has changed most, with its shares; `nil` if there are no categories or no summary.
    public internal(set) var largestShift: Shift?

    /// The population stability index, or `nil` without a summary.
    public internal(set) var stability: StabilityIndex?

    /// The test of Kolmogorov and Smirnov, or `nil` unless numbers are compared with a summary.
    public internal(set) var kolmogorovSmirnov: KolmogorovSmirnov?

    /// A number before and now.
    public struct Pair: Equatable, Sendable {
        /// The number of the earlier rows.
        public let before: Double
        /// The number of the new rows.
        public let now: Double
    }

    /// The shares of one category.
    public struct Shift: Equatable, Sendable {
        /// The category.
        public let label: String
        /// Its shares of the rows with a value.
        public let shares: Pair
    }

    /// Returns the day of a date in seconds since 1970 as `2022-03-31`.
    package static func date(_ seconds: Double) -> String {
        let day = (seconds / 86_400).rounded(.down)
        return day.magnitude < 1e7 ? CivilDate.text(ofDay: Int(day)) : "\(seconds)"
    }

    /// The number of new rows with an unseen category.
    public var unseenCount: Int { unseen.reduce(0) { $0 + $1.count } }

    /// The number of values outside of the range of training.
    public var outsideCount: Int { belowCount + aboveCount }

    /// The share of missing values among the new rows.
    public var missingShare: Double { Double(missingCount) / Double(max(1, rowCount)) }

    init(name: String, kind: Kind, rowCount: Int) {
        (self.name, self.kind, self.rowCount) = (name, kind, rowCount)
    }
}

extension ColumnDrift {
    /// Compares numbers with a summary, if there is one.
    ///
    /// - Parameters:
    ///   - numbers: The numbers of the new rows that have one.
    ///   - range: The range of training if there is no summary.
    mutating func compare(
        _ numbers: [Double], with before: DataSummary.Column?, _ beforeRowCount: Int,
        range known: ClosedRange<Double>?
    ) {
        missingCount = rowCount - numbers.count
        missingShareBefore = before.map { Double($0.missingCount) / Double(max(1, beforeRowCount)) }
        let old = before?.numbers
        range = old.map { $0.minimum...$0.maximum } ?? known
        if let range {
            belowCount = numbers.count { $0 < range.lowerBound }
            aboveCount = numbers.count { $0 > range.upperBound }
        }
        guard let before else { return }
        if let old, let new = NumberDistribution(numbers) {
            median = Pair(before: old.median, now: new.median)
        }
        guard kind != .dates else { return }
        if let old { kolmogorovSmirnov = KolmogorovSmirnov(before: old, after: numbers) }
        stability = Self.stability(old, before.missingCount, numbers, missingCount)
    }

    /// Returns the stability index over the tenths of the earlier numbers, and the missing values.
    private static func stability(
        _ old: NumberDistribution?, _ oldMissing: Int, _ numbers: [Double], _ missing: Int
    ) -> StabilityIndex? {
        let edges = old?.decileEdges ?? []
        let cumulative = edges.map { old?.count(upTo: $0) ?? 0 } + [old?.count ?? 0]
        var counts = [Int](repeating: 0, count: edges.count + 1)
        for number in numbers { counts[edges.firstIndex { number <= $0 } ?? edges.count] += 1 }
        return StabilityIndex(
            before: zip(cumulative, [0] + cumulative).map { $0 - $1 } + [oldMissing],
            after: counts + [missing])
    }

    /// Compares categories with a summary, if there is one.
    ///
    /// - Parameters:
    ///   - texts: The categories of the new rows; `nil` if missing.
    ///   - isKnown: Whether training saw a category.
    mutating func compare(
        _ texts: [String?], with before: DataSummary.Column?, _ beforeRowCount: Int,
        isKnown: (String) -> Bool
    ) {
        let counts = LabelCounts(texts)
        let found = zip(counts.labels, counts.counts).map { (label: $0, count: Int($1)) }
        missingCount = rowCount - found.reduce(0) { $0 + $1.count }
        missingShareBefore = before.map { Double($0.missingCount) / Double(max(1, beforeRowCount)) }
        unseen = found.filter { !isKnown($0.label) }.map { UnseenCategory(label: $0.label, count: $0.count) }
            .sorted { (-$0.count, $0.label) < (-$1.count, $1.label) }
        guard let before else { return }
        let old = before.categories
        let vocabulary = LabelVocabulary(labels: old?.labels ?? [])
        var now = [Int](repeating: 0, count: vocabulary.labels.count)
        for (label, count) in found { if let index = vocabulary.index(of: label) { now[index] += count } }
        let others = found.reduce(0) { $0 + $1.count } - now.reduce(0, +) - unseenCount
        stability = StabilityIndex(
            before: (old?.counts ?? []) + [old?.otherCount ?? 0, 0, before.missingCount],
            after: now + [others, unseenCount, missingCount])
        largestShift = old.flatMap { Self.shift($0, now, rowCount - missingCount) }
    }

    private static func shift(_ old: CategoryDistribution, _ now: [Int], _ count: Int) -> Shift? {
        guard count > 0 else { return nil }
        let shares = zip(old.counts, now).map {
            Pair(before: Double($0) / Double(old.count), now: Double($1) / Double(count))
        }
        let largest = shares.indices.max {
            abs(shares[$0].now - shares[$0].before) < abs(shares[$1].now - shares[$1].before)
        }
        return largest.map { Shift(label: old.labels[$0], shares: shares[$0]) }
    }
}
