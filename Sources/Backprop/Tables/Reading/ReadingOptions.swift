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

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .point: UInt8(ascii: ".")
        case .space: UInt8(ascii: " ")
        case .apostrophe: UInt8(ascii: "'")
        }
    }
}

/// What a reader is told about a delimited text. Whatever is nil is detected, and said in
/// ``DelimitedFormat``.
public struct ReadingOptions: Hashable, Sendable {
    /// What separates fields, or nil to detect it.
    public var delimiter: Delimiter?
    /// Whether the first row holds the columns' names, or nil to detect it.
    public var hasHeader: Bool?
    /// The decimal mark, or nil to detect it. A comma is only ever detected where the delimiter is not a comma.
    public var decimalMark: DecimalMark?
    /// The character that groups digits by thousands; nil, the default, for none. Never detected.
    public var thousandsSeparator: ThousandsSeparator?
    /// How bytes stand for characters.
    public var encoding: TextEncoding?
    /// What begins a comment line. Comments stand before the first row only; nil means that there are none.
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
    /// The longest row accepted, in bytes: what an unclosed quote can make a reader hold in memory.
    public var maximumRowLength: Int

    /// The texts that stand for "no value" unless told otherwise.
    public static let defaultMissingTokens = [
        "", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "null", "NULL", "None", "nan", "NaN", "-",
    ]

    /// Options under which everything is detected.
    public init(
        delimiter: Delimiter? = nil, hasHeader: Bool? = nil, decimalMark: DecimalMark? = nil,
        thousandsSeparator: ThousandsSeparator? = nil, encoding: TextEncoding? = nil,
        commentPrefix: String? = "#", missingTokens: [String] = ReadingOptions.defaultMissingTokens,
        maximumRowLength: Int = 1 << 28
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
