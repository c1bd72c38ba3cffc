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

    /// The character's byte. For a space and an apostrophe, their typographic forms are also accepted.
    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .point: UInt8(ascii: ".")
        case .space: UInt8(ascii: " ")
        case .apostrophe: UInt8(ascii: "'")
        }
    }
}

/// The handling of rows that a reader cannot use. These have more or fewer fields than the header, contain text after a
/// closing quote, or repeat the header.
public enum BadRowHandling: String, Hashable, Sendable, Codable, CaseIterable {
    /// The first one is an error.
    case error
    /// They are left out, counted and reported. Rows are then read one by one, which takes longer.
    case skip
}

/// The options for reading a table. Options that are `nil` are detected; ``DelimitedFormat`` contains the result.
///
/// Those of the layout of delimited text, such as comments, have no meaning in other forms.
public struct ReadingOptions: Hashable, Sendable {
    /// The delimiter, or `nil` to detect it.
    public var delimiter: Delimiter?
    /// Whether the first row contains the columns' names, or `nil` to detect it.
    public var hasHeader: Bool?
    /// The decimal mark, or `nil` to detect it. A comma is detected only if the delimiter is not a comma.
    public var decimalMark: DecimalMark?
    /// The character that groups digits by thousands, or `nil` if there is none. Never detected. Defaults to `nil`.
    public var thousandsSeparator: ThousandsSeparator?
    /// The encoding, or `nil` for UTF-8.
    public var encoding: TextEncoding?
    /// The encoding of a text that is not UTF-8 by its first characters; `nil` for UTF-8. Defaults to `nil`.
    package var expectedEncoding: TextEncoding?
    /// The text that begins a comment line, or `nil` if there are no comments.
    ///
    /// Comments are before the first row. A later line is one if it also has another number of fields than the rows.
    public var commentPrefix: String?
    /// The texts that mean a missing value, ignoring blanks around them. Case matters; a number matches all its
    /// spellings.
    ///
    /// One of ``defaultMissingTokens`` is ordinary text in a column that uses it as a category: see
    /// ``Schema/init(inferring:selection:)``.
    public var missingTokens: [String]
    /// The ``missingTokens`` that mean a missing value in every column, even if it uses them as a category.
    package var alwaysMissing: [String] = []
    /// The known names of a header, if there is one; a first row with all of them is the header. Defaults to an empty
    /// list, if none are known.
    package var expectedNames: [String] = []
    /// The name of a workbook's sheet, or its number from 1; `nil` for the first sheet with a table.
    public var sheet: String?
    /// The preferred sheet of a workbook that contains it, or `nil`. Defaults to `nil`.
    package var expectedSheet: String?
    /// The maximum length of a row, in bytes: an unclosed quote makes a reader use twice as much memory.
    public var maximumRowLength: Int
    /// The maximum number of columns. Each takes some hundred bytes, regardless of the number of rows.
    public var maximumColumnCount = ReadingOptions.defaultMaximumColumnCount
    /// The number of cells beyond which hardly any may be empty, so that a small file cannot use up all memory.
    var maximumEmptyCellCount = 1 << 26
    /// The maximum number of rows that a ``Table`` reads, or `nil` for all. The text after them is not examined.
    public var maximumRowCount: Int?
    /// The handling of rows that cannot be used.
    public var badRows = BadRowHandling.error
    /// The number of lines to leave out at the beginning, such as a title.
    public var skippedLineCount = 0
    /// The number of lines to leave out at the end, such as a total. Blank lines do not count.
    public var skippedFooterLineCount = 0

    /// The default of ``maximumRowLength``.
    public static let defaultMaximumRowLength = 1 << 26
    /// The default of ``maximumColumnCount``.
    public static let defaultMaximumColumnCount = 100_000

    /// The texts that mean a missing value by default.
    public static let defaultMissingTokens =
        ["", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "null", "NULL", "None", "nan", "NaN", "-"]
        + spreadsheetErrors

    /// The errors of formulas that spreadsheets write besides `#N/A`: in English, German and French.
    package static let spreadsheetErrors = [
        "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#NV", "#BEZUG!", "#WERT!", "#ZAHL!",
        "#NOM?",
        "#NOMBRE!", "#NUL!", "#VALEUR!",
    ]

    /// Creates options; by default everything is detected.
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
