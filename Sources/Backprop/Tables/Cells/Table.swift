/// A table read from a file: named columns of cells.
///
/// Nothing is converted when a table is read. ``Column/text(at:)`` returns a cell's text without the blanks around it.
/// ``Column/numbers(as:)`` parses a column straight to the requested scalar. Observations about the file, such as a
/// column of identifiers, are in ``notices``.
public struct Table: Sendable {
    /// The file's name for messages, `standard input` for `-`.
    public let source: String
    /// The columns, in the file's order.
    public let columns: [Column]
    /// The number of rows, without the header.
    public let rowCount: Int
    /// The layout of the text, and which properties of it were detected.
    public let format: DelimitedFormat
    /// Observations that are not errors: first those about the beginning of the file, then column by column.
    public let notices: [Notice]

    /// The options that the text was read with, without those whose explicit values detection would also find.
    public let reading: ReadingOptions

    let storage: TableStorage
    /// The rows of the storage that the table consists of, or `nil` for all.
    let selection: [Int]?
    /// The columns computed from earlier rows, which follow those that were read, or `nil` if there are none.
    let derived: DerivedColumns?

    init(
        storage: TableStorage, selection: [Int]?, format: DelimitedFormat, notices: [Notice],
        reading: ReadingOptions, derived: DerivedColumns? = nil
    ) {
        self.derived = derived
        self.reading = reading
        self.storage = storage
        self.selection = selection
        self.format = format
        self.notices = notices
        source = storage.source
        rowCount = selection?.count ?? storage.store.rowCount
        let read = storage.names.indices.map { Column(storage: storage, index: $0, selection: selection) }
        columns = read + (derived?.columns ?? [])
    }

    /// Returns the line of the file in which a row began, counted from 1; for a table made in code, the row's number.
    ///
    /// In a spreadsheet it is the number of the row, in an array that of the element: see ``location(ofRow:)``.
    public func line(ofRow row: Int) -> Int {
        storage.store.line(ofRow: selection?[row] ?? row)
    }

    /// Returns the number of a row in the file, with the unit that is counted: `line 5`.
    public func location(ofRow row: Int) -> RowNumber { RowNumber(storage.unit, line(ofRow: row)) }

    /// The number of bytes that the cells take on disk; 0 if they are in memory.
    public var scratchByteCount: Int { storage.scratch?.byteCount ?? 0 }

    /// Returns the column of that name, or `nil` if there is none.
    public subscript(column name: String) -> Column? {
        columns.first { $0.name == name }
    }

    /// Returns a table of some of the rows, in the order of `rows`; a row may occur more than once. No cell is copied.
    ///
    /// Its notices are those of this table.
    public func selectingRows(_ rows: [Int]) -> Table {
        precondition(
            rows.allSatisfy { (0..<rowCount).contains($0) }, "every row selected is a row of the table")
        let chosen = selection.map { selection in rows.map { selection[$0] } } ?? rows
        return Table(
            storage: storage, selection: chosen, format: format, notices: notices, reading: reading,
            derived: derived?.selectingRows(rows))
    }
}

/// The storage that a table, its selections and their columns share.
final class TableStorage: Sendable {
    let source: String
    let names: [String]
    let store: CellStore
    let cellCounts: [CellCounts]
    let parser: CellParser
    /// The parsers of columns for which other texts mean a missing value, by column index.
    let columnParsers: [Int: CellParser]
    /// The file that stores the cells, or `nil` if they are in memory.
    let scratch: ScratchFile?
    /// The unit by which rows are numbered.
    let unit: RowUnit
    /// The types that the file gives its cells, or `nil` if all are texts.
    let types: CellTypes?

    init(
        source: String, names: [String], store: CellStore, cellCounts: [CellCounts], parser: CellParser,
        columnParsers: [Int: CellParser] = [:], scratch: ScratchFile?, unit: RowUnit = .line,
        types: CellTypes? = nil
    ) {
        self.types = types
        self.unit = unit
        self.columnParsers = columnParsers
        self.scratch = scratch
        self.source = source
        self.names = names
        self.store = store
        self.cellCounts = cellCounts
        self.parser = parser
    }

    /// Calls a function with the parser of a column.
    @inline(__always)
    func withParser<R>(of column: Int, _ body: (CellParser) -> R) -> R {
        guard !columnParsers.isEmpty, let own = columnParsers[column] else { return body(parser) }
        return body(own)
    }

    /// Calls a function with the parser of a cell: that of its column, unless the file tells what the cell is.
    @inline(__always)
    func withParser<R>(ofRow row: Int, column: Int, _ body: (CellParser) -> R) -> R {
        guard !columnParsers.isEmpty, let own = columnParsers[column] else { return body(parser) }
        guard let types, own.format != nil else { return body(own) }
        return body(own.reading(types[row, column]))
    }

    /// Calls a function with a cell's bytes, which are valid until it returns, and their parser.
    @inline(__always)
    func withCell<R>(row: Int, column: Int, _ body: (UnsafeBufferPointer<UInt8>, CellParser) -> R) -> R {
        store.withCell(row: row, column: column) { cell in
            withParser(ofRow: row, column: column) { body(cell, $0) }
        }
    }
}
