// Reading, for maintainers: the way from bytes to cells, and the file for each step.
//
//   bytes       ByteSource: FileBytes and MemoryBytes; WatchedBytes in between reports progress (ReadingProgress).
//     │         OpenedFile examines the first bytes: GzipBytes decompresses, TableForm recognizes spreadsheets and
//     │         records (RecordSource, see below), FileKind rejects other files.
//     │         OpenedText, in the same file: TextWithoutFooter holds back the last lines.
//   window      TextBuffer: validated UTF-8 (TextEncoding, UTF8Validation), from the current row on.
//     │         RowReader+Start skips the lines before the header and takes a sample (SampleRows), from which
//     │         FormatDetector finds delimiter and decimal mark, +Header the header. RowReader+FirstLines rejects
//     │         titles and headers in two lines.
//   rows        Two ways with the same result:
//     ├ one by one     RowReader+Rows calls SingleRowScanner: +Plain takes eight bytes at a time, +Careful quotes
//     │                and white space. RowReader+BadRows and +Errors deal with the rest.
//     ├ many at once   TableBuilder cuts the window at line feeds, a part for each thread. BatchRowReader calls the
//     │                kernel bp_read_rows (CKernels/reading.h) to fill a RowBatch. It stops before a row that is not
//     │                plain or not valid; that row is read one by one, and its error is thrown there.
//   cells       The kernel parses numbers; irregular cells ("deferred") are left to CellParser. CellCounts keeps the
//     │         statistics of each column. BlockCollector packs batches (BlockPacking) into a CellBlock each, and numbers
//     │         into NumberColumns: see Tables/Cells.
//   records     Spreadsheets, JSON and ARFF have no delimited rows. A RecordSource sets the cells of a RecordRow, which
//     │         Table+Records hands to the same TableBuilder.
//   table       Table+Reading: notices, and rows that turn out to be invalid only at the end (TableStorage+Rows).
//
// Invariants: the result is the same for every chunk size and number of threads. An error is the first one in the file.
// Memory is readable for 64 bytes beyond a window and 24 beyond a cell. Limits are checked while scanning. A row takes its
// size in memory once, twice if it has quotes. Nothing is done byte by byte in Swift if the kernel can do it.

/// A reader of delimited text, row by row: memory holds the current row and one chunk, regardless of the file's size.
///
/// ```swift
/// let reader = try RowReader(contentsOf: "wheat.csv")
/// while try reader.advance() {
///     let area = try reader.number(at: 0, as: Double.self)
/// }
/// ```
///
/// The result and every error are the same for every chunk size. ``Table`` is built on it.
public final class RowReader {
    /// The file's name, or `standard input`.
    public let source: String
    /// The layout of the text, detected from its first 64 KiB or set explicitly.
    public internal(set) var format: DelimitedFormat
    /// The columns' names: those of the header, or `column 1` and so on.
    public internal(set) var columnNames: [String] = []
    /// The notices about what was skipped or guessed so far.
    public internal(set) var notices: [Notice] = []
    /// The line in which the current row began, counted from 1.
    public var line: Int { cursor.line }

    let options: ReadingOptions
    let buffer: TextBuffer
    var scanner: SingleRowScanner
    var parser: CellParser
    /// The findings about the beginning of the text.
    var start: TextStart
    var rowWidth = RowWidth()
    var cursor = RowCursor()

    /// Opens a file; `-` is standard input. Gzip is recognized and decompressed.
    ///
    /// Throws ``TableError`` if the file cannot be read, is not a delimited text, or has no rows.
    public convenience init(
        contentsOf path: String, options: ReadingOptions = ReadingOptions(), chunkSize: Int = 1 << 18,
        onProgress: ((ReadingProgress) -> Void)? = nil
    ) throws(TableError) {
        let file = try FileBytes(path: path)
        let bytes: any ByteSource = onProgress.map { WatchedBytes(file, report: $0) } ?? file
        try self.init(bytes, source: file.name, options: options, chunkSize: chunkSize)
    }

    /// Reads bytes that are in memory already, under a name for messages.
    public convenience init(
        reading bytes: [UInt8], source: String, options: ReadingOptions = ReadingOptions(),
        chunkSize: Int = 1 << 18
    ) throws(TableError) {
        try self.init(MemoryBytes(bytes), source: source, options: options, chunkSize: chunkSize)
    }

    convenience init(
        _ bytes: any ByteSource, source: String, options: ReadingOptions, chunkSize: Int
    ) throws(TableError) {
        // Memory for a whole chunk is cleared, which would be most of the work for a small file.
        let limit = bytes.byteCount.map { max(4096, $0 + 1) } ?? chunkSize
        let chunkSize = min(chunkSize, limit)
        let file = try OpenedFile(bytes, source: source, chunkSize: chunkSize)
        try self.init(file, options: options, chunkSize: chunkSize)
    }

    /// Reads a file whose form is known.
    init(_ file: OpenedFile, options: ReadingOptions, chunkSize: Int) throws(TableError) {
        guard file.form == .delimited else { throw Self.notDelimited(file) }
        let options = options.resolvingMarks
        try options.validate(source: file.source)
        let opened = try OpenedText(file, options: options, chunkSize: chunkSize)
        source = file.source
        self.options = options
        start = TextStart(effectiveOptions: options)
        buffer = opened.buffer
        format = opened.format
        scanner = SingleRowScanner(.comma)
        parser = FormatDetector(options: options).parser(.point)
        try skipPreamble()
        try detectFormat()
        try readStart()
    }

    /// Continues with the next row. Returns `false` after the last.
    ///
    /// Throws ``TableError`` if the text is damaged: a row of another width than the first, an unclosed quote, bytes
    /// that are not valid in the encoding.
    public func advance() throws(TableError) -> Bool {
        if !cursor.holdsRow { cursor.holdsRow = try scanRow() }
        return cursor.advance()
    }

    /// Returns the cell's text without quotes and the blanks around it, or `nil` if it is missing.
    public func text(at column: Int) -> String? { parser.text(of: cell(at: column)) }

    /// Whether the cell is missing: empty, or one of ``ReadingOptions/missingTokens``.
    public func isMissing(at column: Int) -> Bool { parser.isMissing(cell(at: column)) }

    /// Returns the cell's number, rounded once; NaN if it is missing.
    ///
    /// Throws ``TableError`` if the text is not a number or is too large for the type.
    public func number<S: BinaryFloatingPoint>(at column: Int, as type: S.Type) throws(TableError) -> S {
        switch parser.number(cell(at: column), as: type) {
        case .value(let value): return value
        case .missing: return .nan
        case .notANumber, .overflow:
            let location = CellLocation(source: source, line: line, column: columnNames[column])
            throw location.error(text(at: column) ?? "", as: type, parser)
        }
    }

    /// Returns the cell's bytes, valid until the next row is read.
    func cell(at column: Int) -> UnsafeBufferPointer<UInt8> {
        precondition(columnNames.indices.contains(column), "there is no column \(column)")
        return cursor.isOnBlankLine ? UnsafeBufferPointer(start: nil, count: 0) : scanner.field(column)
    }
}

/// The position of a reader between the rows of a text.
struct RowCursor {
    /// The line in which the current row began, from 1.
    private(set) var line = 0
    /// The line in which the next row begins.
    var nextLine = 1
    /// The line in which the row that the scanner holds began.
    var heldLine = 0
    /// Whether the scanner holds a row that ``RowReader/advance()`` has not returned yet.
    var holdsRow = false
    /// The blank lines since the last row: in a file of one column, rows without a value.
    var blankLines: Range<Int>?
    /// Whether the current row is a blank line.
    private(set) var isOnBlankLine = false
    /// Whether a line feed that follows belongs to the end of the last row.
    var owesLineFeed = false
    /// The number of blank lines that were left out.
    var skippedBlankLineCount = 0
    /// The number of comment lines after the first row.
    var laterCommentCount = 0

    /// Moves to the row that the scanner holds, or to a blank line before it. Returns `false` if there is neither.
    mutating func advance() -> Bool {
        isOnBlankLine = holdsRow && blankLines != nil
        guard holdsRow else { return false }
        if let blank = blankLines {
            // Blank lines before a row are rows only in a file of one column; otherwise `scanRow` discards them.
            line = blank.lowerBound
            blankLines = blank.count > 1 ? blank.dropFirst() : nil
        } else {
            line = heldLine
            holdsRow = false
        }
        return true
    }
}

/// The number of fields that every row of a text has.
struct RowWidth {
    /// The number, once it is known.
    var fieldCount: Int?
    /// The line of the row that determines it.
    var referenceLine = 0
    /// Whether every row ends with a delimiter that the header does not have.
    var dropsLastField = false
}
