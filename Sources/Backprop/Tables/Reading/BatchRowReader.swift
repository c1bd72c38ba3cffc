import CKernels

/// A reader of plain rows in memory. It reads many rows at once into memory of its own and into the columns'
/// statistics. One thread uses it at a time.
final class BatchRowReader {
    /// The reason to stop after the rows read.
    enum Stop {
        /// No whole row follows.
        case end
        /// There is no room for the next row.
        case full
        /// The next row is of another kind, or damaged.
        case other
    }

    let rows: RowBatch
    private(set) var stop = Stop.end
    private let rules: BatchScanRules
    private let counts: UnsafeMutableBufferPointer<bp_column_counts>
    private let deferred: UnsafeMutableBufferPointer<UInt64>
    private var cellCounts: [CellCounts]
    /// The first cell with an odd number of quotes in its middle.
    private(set) var strayQuote: (row: Int, column: Int)?

    init(_ rules: BatchScanRules, into rows: RowBatch) {
        self.rules = rules
        self.rows = rows
        counts = .allocate(capacity: rows.width)
        counts.initialize(repeating: bp_column_counts(numbers: 0, texts: 0, missing: 0, first_text: -1))
        deferred = .allocate(capacity: max(4096, 4 * rows.width))
        cellCounts = Array(repeating: CellCounts(), count: rows.width)
    }

    deinit {
        counts.deallocate()
        deferred.deallocate()
    }

    /// Reads as many rows as possible from bytes that begin with a row and are readable for 64 bytes beyond their end.
    /// Returns the number of bytes read.
    func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var taken = 0
        while true {
            let count = takeOnce(UnsafeBufferPointer(rebasing: bytes[taken...]))
            taken += count
            // `full` may mean that there is no more room for irregular cells, which have been handled by now.
            if count == 0 || stop != .full || !rows.hasRoom(rows: 1, text: 1) { return taken }
        }
    }

    private func takeOnce(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var call = rules.call(into: rows)
        call.counts = counts.baseAddress
        call.deferred = deferred.baseAddress
        call.deferred_capacity = deferred.count
        let count = bp_read_rows(&call, base, bytes.count)
        noteStrayQuote(row: call.stray_row, column: call.stray_column, of: call.row_count)
        rows.grow(rows: call.row_count, text: call.text_count)
        for index in 0..<call.deferred_count { observeDeferred(deferred[index]) }
        stop = call.stop == bp_rows_full ? .full : call.stop == bp_rows_other ? .other : .end
        return count
    }

    /// Records a cell with a quote in its middle, if its row was read.
    private func noteStrayQuote(row: Int, column: Int, of rowCount: Int) {
        if strayQuote == nil, row >= 0, row < rowCount, column < rows.width { strayQuote = (row, column) }
    }

    /// Appends a row that was read one by one; `strayQuote` is its first cell with a quote in its middle.
    func append(
        _ bytes: UnsafePointer<UInt8>, ends: UnsafePointer<UInt32>, line: Int, strayQuote column: Int? = nil
    ) {
        let row = rows.rowCount
        if let column { noteStrayQuote(row: row, column: column, of: row + 1) }
        rows.append(bytes, ends: ends, line: line)
        for column in 0..<rows.width { observe(row: row, column: column) }
    }

    /// Reads a cell that the kernel left: its row in the upper half, its column in the lower one.
    private func observeDeferred(_ cell: UInt64) {
        observe(row: Int(cell >> 32), column: Int(cell & 0xFFFF_FFFF))
    }

    private func observe(row: Int, column: Int) {
        let cell = rows.cell(row: row, column: column)
        let index = column * rows.rowCapacity + row
        let number = cellCounts[column].observe(padded: cell, row: row, rules.parser)
        rows.numbers[index] = number
        rows.numberFormats[index] =
            number.isNaN
            ? UInt8(cell.isEmpty ? BP_EMPTY : BP_VERBATIM)
            : bp_number_format(cell.baseAddress, cell.count, number, rules.parser.decimalMark)
    }

    /// Returns the rows, ready to be packed. A column with a text among its cells is kept as text.
    func packing(keepsNumbers: Bool) -> BlockPacking {
        let isText = cellCounts.indices.map { counts[$0].texts > 0 || cellCounts[$0].textCount > 0 }
        return BlockPacking(rows, isText: isText, keepsNumbers: keepsNumbers)
    }

    /// Adds the results to the columns' statistics. The first of the rows is row `first` of the table.
    func report(to all: inout [CellCounts], first: Int) {
        for column in all.indices {
            all[column].add(cellCounts[column], from: first)
            all[column].add(counts[column], from: first)
        }
    }
}

/// The layout of a text's rows, for the kernels.
final class BatchScanRules: Sendable {
    let parser: CellParser
    private let delimiter: UInt8
    private let width: Int
    private let dropsLast: Bool
    private let longestRow: Int
    private nonisolated(unsafe) let classes: UnsafeMutablePointer<UInt8>
    private nonisolated(unsafe) let lengths: UnsafeMutablePointer<UInt64>

    init(delimiter: Delimiter, width: Int, dropsLast: Bool, longestRow: Int, parser: CellParser) {
        self.parser = parser
        self.delimiter = delimiter.byte
        self.width = width
        self.dropsLast = dropsLast
        self.longestRow = min(longestRow, RowBatch.maximumTextLength)
        classes = .allocate(capacity: 256)
        lengths = .allocate(capacity: 512)
        for byte in 0..<256 {
            let kind = Self.kind(of: UInt8(byte), decimalMark: parser.decimalMark)
            let tokens = parser.missingTokens.lengths[byte]
            classes[byte] = UInt8(kind.rawValue)
            lengths[byte] = tokens
            lengths[256 + byte] = kind == bp_cell_number ? ~tokens : 0
        }
    }

    deinit {
        classes.deallocate()
        lengths.deallocate()
    }

    /// Returns the possible kind of a cell that begins with a byte. A decimal mark of another style may cause a notice,
    /// and a typographic minus sign or blank may begin a number.
    private static func kind(of byte: UInt8, decimalMark: UInt8) -> bp_cell_class {
        if byte.isDigit || byte == decimalMark || byte == 0x2B || byte == 0x2D { return bp_cell_number }
        let isIrregular =
            byte.isBlank || byte == 0x2C || byte == 0x2E || TypographicForms.mayBegin(with: byte)
        return isIrregular ? bp_cell_irregular : bp_cell_text
    }

    func call(into scanned: RowBatch) -> bp_rows {
        var rows = bp_rows()
        rows.delimiter = delimiter
        rows.decimal_mark = parser.decimalMark
        rows.empty_is_missing = parser.missingTokens.includesEmpty
        rows.drops_last = dropsLast
        rows.classes = UnsafePointer(classes)
        rows.token_lengths = UnsafePointer(lengths)
        rows.number_lengths = UnsafePointer(lengths + 256)
        rows.width = width
        rows.longest_row = longestRow
        rows.stray_row = -1
        rows.text = scanned.text
        rows.starts = scanned.starts
        rows.ends = scanned.ends
        rows.numbers = scanned.numbers
        rows.formats = scanned.numberFormats
        (rows.text_count, rows.text_capacity) = (scanned.textCount, scanned.textCapacity)
        (rows.row_count, rows.row_capacity) = (scanned.rowCount, scanned.rowCapacity)
        return rows
    }
}
