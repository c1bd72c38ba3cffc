/// A summary of a column of a table: its values and its role.
public struct ColumnSummary: Codable, Hashable, Sendable {
    /// A value and its number of occurrences.
    public struct ValueCount: Codable, Hashable, Sendable {
        /// The value as it is written in the file.
        public let value: String
        /// The number of rows with the value.
        public let count: Int
    }

    /// The column's name.
    public let name: String
    /// The column's position, counted from 1.
    public let number: Int
    /// The role of the column.
    public let role: ColumnRole
    /// Whether every value is a number.
    public let isNumeric: Bool
    /// Whether every value is a whole number.
    public let isInteger: Bool
    /// The number of rows without a value.
    public let missingCount: Int
    /// The number of different values.
    public let distinctCount: Int
    /// The smallest value of a numeric column.
    public let minimum: Double?
    /// The largest value of a numeric column.
    public let maximum: Double?
    /// The mean of a numeric column.
    public let mean: Double?
    /// The most frequent values, at most five, of a column that is used as categories or contains text.
    public let mostFrequent: [ValueCount]
    /// The texts that elsewhere mean a missing value and are categories here, or `nil` if there are none.
    public internal(set) var keptWords: [String]?
    /// The notation of the column's numbers, or `nil` if they are plain ones or the column is not used as numbers.
    public internal(set) var format: ColumnFormat?
    /// The skewness of a column that is used as numbers, if it is beyond ±1, else `nil`: the mean cubed deviation as a
    /// multiple of the cubed standard deviation.
    public internal(set) var skewness: Double?
    /// The range of a column of dates.
    public internal(set) var dates: DateSummary?
    /// The numbers of words of a column of text.
    public internal(set) var text: TextSummary?
    /// The preprocessing of the column, once it is known: see ``Schema/columns(treatedBy:)``.
    public internal(set) var treatment: String?
}

/// The range of a column of dates, and the features that it carries.
public struct DateSummary: Codable, Hashable, Sendable {
    /// The first date as text, with the time of day if it differs: `2022-03-31`.
    public let earliest: String
    /// The last date as text.
    public let latest: String
    /// The features that the range of all rows carries.
    public let features: [DateFeature]

    init(_ span: DateSpan) {
        (earliest, latest) = (span.text(span.range.lowerBound), span.text(span.range.upperBound))
        features = span.features
    }
}

/// The statistics of one column, computed in one pass before its role is decided.
struct ColumnStatistics {
    let name: String
    let rowCount: Int
    let missingCount: Int
    /// Whether every value is a number.
    let isNumeric: Bool
    /// The mean of a column of numbers.
    let mean: Double?
    /// Whether the values are the row numbers 1, 2, 3 … in order, or begin at 0.
    let numbersTheRows: Bool
    let distinctCount: Int
    let minimum: Double?
    let maximum: Double?
    let isInteger: Bool
    /// The range of the middle half of the numbers, or `nil` if it is not narrow compared with their deviation. In a
    /// narrow range, scaling by the deviation leaves the numbers nearly the same: a few outliers lie very far out.
    let crowdedHalf: ClosedRange<Double>?
    /// The number of rows of each distinct number, in order, if there are at most 50.
    let frequencies: [Int]
    /// The second smallest number, or `nil` if there is none.
    let secondMinimum: Double?
    /// The skewness of a column of numbers: the mean cubed deviation as a multiple of the cubed standard deviation.
    let skewness: Double
    /// The range of a column of dates.
    let dateSpan: DateSpan?
    /// The values and counts of a column of text.
    let counts: LabelCounts?
    /// The number of values in a column of text that are not numbers.
    let textCount: Int
    /// The number of distinct numbers among the values of a column of text.
    let distinctNumberCount: Int

    var valueCount: Int { rowCount - missingCount }

    /// Examines a column, as numbers if it contains numbers. If it is neither a feature nor a target, numbers too large
    /// for `Double` are not an error.
    init(of column: Column, rowCount: Int, role: ColumnRole?) throws(TableError) {
        name = column.name
        self.rowCount = rowCount
        guard let numbers = try Self.numbers(of: column, role: role) else {
            let counts = LabelCounts(column.texts())
            missingCount = rowCount - Int(counts.counts.reduce(0, +))
            (isNumeric, mean, numbersTheRows) = (false, nil, false)
            (minimum, maximum, isInteger, crowdedHalf) = (nil, nil, false, nil)
            (distinctCount, self.counts) = (counts.labels.count, counts)
            (frequencies, secondMinimum, skewness, dateSpan) = ([], nil, 0, nil)
            let texts = counts.labels.indices.filter {
                column.storage.parser.kind(counts.labels[$0]) != .number
            }
            textCount = texts.reduce(0) { $0 + Int(counts.counts[$1]) }
            distinctNumberCount = counts.labels.count - texts.count
            return
        }
        let present = numbers.filter { !$0.isNaN }
        let sorted = present.sorted()
        isNumeric = true
        dateSpan = column.format?.date.flatMap { DateSpan(present, format: $0) }
        mean = WeightedSample(present).mean
        missingCount = rowCount - sorted.count
        distinctCount = sorted.isEmpty ? 0 : 1 + zip(sorted, sorted.dropFirst()).count { $0 != $1 }
        (minimum, maximum) = (sorted.first, sorted.last)
        frequencies = Self.frequencies(sorted, distinctCount)
        secondMinimum = sorted.first.flatMap { first in sorted.first { $0 > first } }
        skewness = Self.skewness(present, mean: mean)
        isInteger = !sorted.isEmpty && sorted.allSatisfy { $0 == $0.rounded() }
        crowdedHalf = Self.crowdedHalf(sorted, mean: mean)
        numbersTheRows =
            isInteger && missingCount == 0 && (minimum == 0 || minimum == 1)
            && zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 1 == $1 }
        (counts, textCount, distinctNumberCount) = (nil, 0, 0)
    }

    private static func frequencies(_ sorted: [Double], _ distinctCount: Int) -> [Int] {
        guard distinctCount <= 50 else { return [] }
        var counts: [Int] = []
        for index in sorted.indices {
            if index == 0 || sorted[index] != sorted[index - 1] { counts.append(0) }
            counts[counts.count - 1] += 1
        }
        return counts
    }

    private static func skewness(_ numbers: [Double], mean: Double?) -> Double {
        guard let mean, numbers.count > 2 else { return 0 }
        let deviation = WeightedSample(numbers).standardDeviation(around: mean)
        guard deviation > 0, deviation.isFinite else { return 0 }
        let sum = numbers.reduce(0) { sum, number in
            let distance = (number - mean) / deviation
            return sum + distance * distance * distance
        }
        return sum / Double(numbers.count)
    }

    private static func crowdedHalf(_ sorted: [Double], mean: Double?) -> ClosedRange<Double>? {
        guard sorted.count >= 10, let mean else { return nil }
        let half = sorted[sorted.count / 4]...sorted[3 * sorted.count / 4]
        let deviation = WeightedSample(sorted).standardDeviation(around: mean)
        let width = half.upperBound - half.lowerBound
        return width > 0 && width < deviation / 50 ? half : nil
    }

    private static func numbers(of column: Column, role: ColumnRole?) throws(TableError) -> [Double]? {
        guard column.holdsNumbers else { return nil }
        switch role {
        case nil, .numeric, .date, .target, .weight: return try column.numbers(as: Double.self)
        default: return try? column.numbers(as: Double.self)
        }
    }

    /// Returns the summary of the column in its role.
    func summary(number: Int, role: ColumnRole, countedValues: LabelCounts?) -> ColumnSummary {
        if role == .date { return summary(ofDates: number) }
        let counts = countedValues ?? counts
        return ColumnSummary(
            name: name, number: number, role: role, isNumeric: isNumeric, isInteger: isInteger,
            missingCount: missingCount, distinctCount: counts?.labels.count ?? distinctCount,
            minimum: minimum, maximum: maximum,
            mean: mean,
            mostFrequent: role == .text ? [] : counts.map(Self.mostFrequent) ?? [])
    }

    private func summary(ofDates number: Int) -> ColumnSummary {
        ColumnSummary(
            name: name, number: number, role: .date, isNumeric: false, isInteger: false,
            missingCount: missingCount, distinctCount: distinctCount, minimum: nil, maximum: nil, mean: nil,
            mostFrequent: [], dates: dateSpan.map(DateSummary.init))
    }

    private static func mostFrequent(_ counts: LabelCounts) -> [ColumnSummary.ValueCount] {
        counts.byFrequency.prefix(5).map { .init(value: counts.labels[$0], count: Int(counts.counts[$0])) }
    }
}
