/// An error about a file that cannot be read as a table, or a column that cannot be read as numbers.
public struct TableError: BackpropError {
    /// The kind of an error, for code that distinguishes them.
    public enum Kind: Hashable, Sendable {
        /// The file cannot be opened or read.
        case unreadable
        /// The file is not a delimited text but an archive, a spreadsheet, UTF-16 or the like.
        case notDelimitedText
        /// The workbook, or the archive that it is, is damaged.
        case damagedWorkbook
        /// The gzip data are damaged or cut short.
        case damagedGzip
        /// There are no rows, or there is a header alone.
        case noRows
        /// A byte sequence that is not valid in the encoding.
        case invalidEncoding
        /// More rows, columns or text than a sheet can hold.
        case tooLargeForSheet
        /// A byte of value zero.
        case nulByte
        /// A quote that is never closed.
        case unclosedQuote
        /// Text between a closing quote and the next delimiter.
        case textAfterQuote
        /// A row with more or fewer fields than the first.
        case raggedRow
        /// Lines before the header that are a title, a header in two lines, or a header with a row of units below it.
        case unclearHeader
        /// The header, or another first row, has other delimiters than the rows.
        case mixedDelimiters
        /// A row that repeats the header.
        case repeatedHeader
        /// More columns than ``ReadingOptions/maximumColumnCount``.
        case tooManyColumns
        /// A row longer than ``ReadingOptions/maximumRowLength``.
        case rowTooLong
        /// A record that is damaged or cannot be a row of a table.
        case invalidRecord
        /// A cell of a column that was requested as numbers is not a number.
        case notANumber
        /// A number too large for the requested type.
        case overflow
        /// There is not enough room on the disk.
        case noScratch
        /// Options that contradict each other or the file.
        case badOptions
    }

    /// The kind of the error.
    public let kind: Kind
    /// The file's name, or `standard input`.
    public let source: String
    /// The line, counted from 1, or `nil` if the error is not about a line.
    public let line: Int?
    /// The unit that ``line`` counts: rows in a spreadsheet, elements in an array.
    public let unit: RowUnit
    /// The column's name, or `nil` if the error is not about a column.
    public let column: String?
    /// The expected and the actual content, in a full sentence.
    public let problem: String
    /// The remedy, in full sentences.
    public let remedy: String
    /// The option that applies the remedy, or `nil` if none is certain to.
    public let option: ReadingRemedy?

    init(
        _ kind: Kind, source: String, line: Int? = nil, unit: RowUnit = .line, column: String? = nil,
        problem: String, remedy: String, option: ReadingRemedy? = nil
    ) {
        self.unit = unit
        self.option = option
        self.kind = kind
        self.source = source
        self.line = line
        self.column = column
        self.problem = problem
        self.remedy = remedy
    }
}

/// A remedy in the form of an option, for a program that knows how its users set it: one of ``ReadingOptions`` that
/// reads what an error rejects, or the role of a column.
public indirect enum ReadingRemedy: Hashable, Sendable {
    /// ``ReadingOptions/skippedLineCount``.
    case skipLines(Int)
    /// ``ReadingOptions/skippedFooterLineCount``.
    case skipFooter(Int)
    /// ``ReadingOptions/badRows``.
    case skipBadRows
    /// ``ReadingOptions/maximumColumnCount``.
    case raiseMaximumColumnCount
    /// ``ReadingOptions/maximumRowLength``.
    case raiseMaximumRowLength
    /// ``ReadingOptions/delimiter``.
    case delimiter
    /// ``ReadingOptions/decimalMark``: the comma.
    case decimalComma
    /// ``ReadingOptions/decimalMark``: the point.
    case decimalPoint
    /// ``ReadingOptions/thousandsSeparator``; with the point, the decimal mark is the comma.
    case thousands(ThousandsSeparator)
    /// ``ReadingOptions/encoding``.
    case encoding(TextEncoding)
    /// ``ReadingOptions/hasHeader``.
    case header(Bool)
    /// ``ReadingOptions/commentPrefix``: none.
    case noComments
    /// List the text as one for a missing value.
    case missingWord(String)
    /// List the texts as ones for a missing value.
    case missingWords([String])
    /// Declare the column as dates in a format.
    case dates(String, DateFormat)
    /// Name the column as ignored.
    case ignoreColumn(String)
    /// Name the column as categorical.
    case categorical(String)
    /// Any one of several remedies.
    case either([ReadingRemedy])
    /// ``ReadingOptions/sheet``.
    case sheet(String)

    /// Whether the remedy gives a column another role.
    var changesRole: Bool {
        switch self {
        case .ignoreColumn, .categorical: true
        case .either(let remedies): remedies.contains(where: \.changesRole)
        default: false
        }
    }
}

extension TableError {
    static func noScratch(source: String, _ error: FileError) -> TableError {
        TableError(
            .noScratch, source: source, problem: "The table cannot be kept in a file: \(error)",
            remedy: "TMPDIR may name another folder for such files.")
    }
}

extension TableError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch kind {
        case .unreadable: .unreadable
        case .badOptions: .setting
        default: .data
        }
    }

    /// The location, what was found and expected, and the remedy.
    public var description: String {
        var location = source.escapingControls
        if let line { location += ", \(RowNumber(unit, line))" }
        if let column { location += ", column \(quoted(column))" }
        return "\(location): \(problem) \(remedy)"
    }
}
