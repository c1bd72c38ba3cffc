/// Why a file could not be read as a table, or a column not as numbers.
public struct TableError: Error, Hashable, Sendable {
    /// What went wrong, for code that wants to tell cases apart.
    public enum Kind: Hashable, Sendable {
        /// The file cannot be opened or read.
        case unreadable
        /// The file is something else than a delimited text: an archive, a spreadsheet, UTF-16.
        case notDelimitedText
        /// The gzip data are damaged or cut short.
        case damagedGzip
        /// There is no row at all, or a header alone.
        case noRows
        /// A byte sequence that the encoding does not have.
        case invalidEncoding
        /// A byte of value zero.
        case nulByte
        /// A quote that is never closed.
        case unclosedQuote
        /// Text between a closing quote and the next delimiter.
        case textAfterQuote
        /// A row with more or fewer fields than the first.
        case raggedRow
        /// Lines before the header that are a title, or a header in two lines, or one with a row of units below it.
        case unclearHeader
        /// The header, or another first row, has other delimiters than the rows.
        case mixedDelimiters
        /// A row that repeats the header.
        case repeatedHeader
        /// More columns than ``ReadingOptions/maximumColumnCount``.
        case tooManyColumns
        /// A row longer than ``ReadingOptions/maximumRowLength``.
        case rowTooLong
        /// A cell of a column that was asked for as numbers is not a number.
        case notANumber
        /// A number too large for the type asked for.
        case overflow
        /// There is no room on the disk for what was to be kept there.
        case noScratch
        /// Options that contradict each other or the file.
        case badOptions
    }

    /// What went wrong.
    public let kind: Kind
    /// The file's name, or `standard input`.
    public let source: String
    /// The line, counted from 1, where there is one to name.
    public let line: Int?
    /// The column's name, where there is one to name.
    public let column: String?
    /// What was expected and what was found, a full sentence.
    public let problem: String
    /// What to do about it, full sentences.
    public let remedy: String
    /// The option that does it, if there is one for certain.
    public let option: ReadingRemedy?

    init(
        _ kind: Kind, source: String, line: Int? = nil, column: String? = nil, problem: String,
        remedy: String,
        option: ReadingRemedy? = nil
    ) {
        self.option = option
        self.kind = kind
        self.source = source
        self.line = line
        self.column = column
        self.problem = problem
        self.remedy = remedy
    }
}

/// An option of ``ReadingOptions`` that reads a text which an error refuses.
public enum ReadingRemedy: Hashable, Sendable {
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
}

extension TableError {
    static func noScratch(source: String, _ error: FileError) -> TableError {
        TableError(
            .noScratch, source: source, problem: "The table cannot be kept in a file: \(error)",
            remedy: "TMPDIR may name another folder for such files.")
    }
}

extension TableError: CustomStringConvertible {
    /// Where, what was expected and found, and what to do.
    public var description: String {
        var place = TextTable.escapingControls(source)
        if let line { place += ", line \(line)" }
        if let column { place += ", column \(quoted(column))" }
        return "\(place): \(problem) \(remedy)"
    }
}

/// `1 row`, `2 rows`.
func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
}

/// A text from outside in double quotes, for a message: cut after 40 characters, control characters as escapes.
func quoted(_ text: String) -> String {
    var result = "\""
    for (position, character) in text.prefix(41).enumerated() {
        if position == 40 {
            result += "…"
            break
        }
        for scalar in character.unicodeScalars {
            result +=
                scalar.value < 0x20 || scalar.value == 0x7F ? scalar.escaped(asASCII: true) : String(scalar)
        }
    }
    return result + "\""
}
