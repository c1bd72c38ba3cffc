/// The character between a number's whole part and its fraction.
public enum DecimalMark: String, Hashable, Sendable, Codable, CaseIterable {
    /// `3.14`
    case point
    /// `3,14`
    case comma
}

/// The character that groups a number's digits by thousands.
public enum ThousandsSeparator: String, Hashable, Sendable, Codable, CaseIterable {
    /// `1,234,567`
    case comma
    /// `1.234.567`
    case point
    /// `1 234 567`
    case space
    /// `1'234'567`
    case apostrophe

    /// The character's byte; for a space and an apostrophe, their typographic forms are read like it.
    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .point: UInt8(ascii: ".")
        case .space: UInt8(ascii: " ")
        case .apostrophe: UInt8(ascii: "'")
        }
    }
}

/// The rows that a reader cannot use: with more or fewer fields than the header, with text behind a closing quote, or
/// repeating the header.
public enum BadRowHandling: String, Hashable, Sendable, Codable, CaseIterable {
    /// The first one is an error.
    case error
    /// They are left out, counted and remarked on. Rows are then read one by one, which takes longer.
    case skip
}

/// How to read a delimited text. Options that are `nil` are detected; ``DelimitedFormat`` tells the result.
public struct ReadingOptions: Hashable, Sendable {
    /// The delimiter, or `nil` to detect it.
    public var delimiter: Delimiter?
    /// Whether the first row holds the columns' names, or `nil` to detect it.
    public var hasHeader: Bool?
    /// The decimal mark, or `nil` to detect it. A comma is only ever detected if the delimiter is not a comma.
    public var decimalMark: DecimalMark?
    /// The character that groups digits by thousands, or `nil`, the default, if there is none. Never detected.
    public var thousandsSeparator: ThousandsSeparator?
    /// The encoding; `nil` stands for UTF-8.
    public var encoding: TextEncoding?
    /// The text that begins a comment line, or `nil` if there are no comments.
    ///
    /// Comments stand before the first row; a later line is one if it also has another number of fields than the rows.
    public var commentPrefix: String?
    /// The texts that stand for "no value", blanks around them left aside. Case matters; a number stands for all its
    /// spellings.
    ///
    /// One of ``defaultMissingTokens`` is a text like any other in a column that uses it as a category: see
    /// ``Schema/init(inferring:selection:)``.
    public var missingTokens: [String]
    /// Those of ``missingTokens`` that stand for "no value" in every column, even if it uses them as a category.
    public var alwaysMissing: [String] = []
    /// The names that a header holds if there is one; a first row with all of them is taken for the header. Empty, the
    /// default, if none are known.
    public var expectedNames: [String] = []
    /// The longest row accepted, in bytes: an unclosed quote makes a reader hold twice as much in memory.
    public var maximumRowLength: Int
    /// The most columns accepted. Each takes some hundred bytes, however few rows there are.
    public var maximumColumnCount = ReadingOptions.defaultMaximumColumnCount
    /// The most rows that a ``Table`` reads, or `nil` for all. The text behind them is not looked at.
    public var maximumRowCount: Int?
    /// The rows that cannot be used.
    public var badRows = BadRowHandling.error
    /// The number of lines to leave out at the beginning, such as a title.
    public var skippedLineCount = 0
    /// The number of lines to leave out at the end, such as a total. Blank lines do not count.
    public var skippedFooterLineCount = 0

    /// The default of ``maximumRowLength``.
    public static let defaultMaximumRowLength = 1 << 26
    /// The default of ``maximumColumnCount``.
    public static let defaultMaximumColumnCount = 100_000

    /// The texts that stand for "no value" unless told otherwise.
    public static let defaultMissingTokens = [
        "", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "null", "NULL", "None", "nan", "NaN", "-",
    ]

    /// Options under which everything is detected.
    public init(
        delimiter: Delimiter? = nil, hasHeader: Bool? = nil, decimalMark: DecimalMark? = nil,
        thousandsSeparator: ThousandsSeparator? = nil, encoding: TextEncoding? = nil,
        commentPrefix: String? = "#", missingTokens: [String] = ReadingOptions.defaultMissingTokens,
        maximumRowLength: Int = ReadingOptions.defaultMaximumRowLength
    ) {
        self.delimiter = delimiter
        self.hasHeader = hasHeader
        self.decimalMark = decimalMark
        self.thousandsSeparator = thousandsSeparator
        self.encoding = encoding
        self.commentPrefix = commentPrefix
        self.missingTokens = missingTokens
        self.maximumRowLength = maximumRowLength
    }
}
