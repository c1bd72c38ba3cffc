import CKernels

/// Rows on their way from the text into a ``CellBlock``, in memory that is reused so that it stays in the cache.
///
/// The rows' bytes are stored one after another, with the offsets of each row's start and each cell's end. A quoted
/// cell keeps its quotes and is marked. Numbers and their formats are stored column by column. One thread uses it at a time.
final class RowBatch: @unchecked Sendable {
    let width: Int
    let rowCapacity: Int
    let textCapacity: Int
    private(set) var rowCount = 0
    private(set) var textCount = 0
    private(set) var lines = LineNumbers()

    private let memory: UnsafeMutableRawPointer
    let text: UnsafeMutablePointer<UInt8>
    let starts: UnsafeMutablePointer<UInt32>
    let ends: UnsafeMutablePointer<UInt32>
    /// The numbers: those of column `c` begin at index `c * rowCapacity`; NaN if a cell has none.
    let numbers: UnsafeMutablePointer<Double>
    /// The formats by which every cell's text follows from its number, in the same layout.
    let numberFormats: UnsafeMutablePointer<UInt8>

    /// The maximum number of bytes of text, since offsets have 31 bits.
    static let maximumTextLength = Int(Int32.max)
    /// The number of bytes that the kernels may read before the text and beyond it.
    private static let padding = 64

    init(width: Int, rows: Int, text: Int) {
        precondition(text <= Self.maximumTextLength, "positions in the text have 31 bits")
        self.width = width
        rowCapacity = rows
        textCapacity = text
        let cells = rows * width
        memory = .allocate(byteCount: 13 * cells + 4 * rows + text + 2 * Self.padding, alignment: 64)
        numbers = memory.bindMemory(to: Double.self, capacity: cells)
        ends = (memory + 8 * cells).bindMemory(to: UInt32.self, capacity: cells)
        starts = (memory + 12 * cells).bindMemory(to: UInt32.self, capacity: rows)
        let bytes = (memory + (12 * cells + 4 * rows))
            .bindMemory(to: UInt8.self, capacity: cells + text + 2 * Self.padding)
        numberFormats = bytes
        self.text = bytes + (cells + Self.padding)
        (self.text + text).initialize(repeating: 0, count: Self.padding)
        (bytes + cells).initialize(repeating: 0, count: Self.padding)
    }

    deinit { memory.deallocate() }

    /// Removes the rows.
    func removeAll() {
        (rowCount, textCount) = (0, 0)
        lines = LineNumbers()
    }

    func hasRoom(rows: Int, text: Int) -> Bool {
        rowCount + rows <= rowCapacity && textCount + text <= textCapacity
    }

    /// Appends a row: its bytes up to the end of its last cell, with one byte between two cells, and the end offsets of
    /// these.
    func append(_ bytes: UnsafePointer<UInt8>, ends rowEnds: UnsafePointer<UInt32>, line: Int) {
        let count = Int(rowEnds[width - 1])
        starts[rowCount] = UInt32(textCount)
        for column in 0..<width { ends[rowCount * width + column] = UInt32(textCount) + rowEnds[column] }
        (text + textCount).update(from: bytes, count: count)
        number(lines: rowCount..<rowCount + 1, from: line)
        textCount += count
        rowCount += 1
    }

    /// Sets the counts of rows and text that a kernel has written after the others.
    func grow(rows: Int, text: Int) { (rowCount, textCount) = (rows, text) }

    /// Appends the line numbers of rows that are one line each.
    func number(lines rows: Range<Int>, from first: Int) { lines.append(rows, from: first) }

    @inline(__always)
    func cell(row: Int, column: Int) -> UnsafeBufferPointer<UInt8> {
        let index = row &* width &+ column
        let isQuoted = ends[index] & BP_QUOTED != 0
        let quote = isQuoted ? 1 : 0
        let start = (column == 0 ? Int(starts[row]) : Int(ends[index &- 1] & ~BP_QUOTED) &+ 1) &+ quote
        let end = Int(ends[index] & ~BP_QUOTED) &- quote
        return UnsafeBufferPointer(start: UnsafePointer(text) + start, count: end &- start)
    }
}

/// The lines in which rows begin. They are nearly always consecutive, so that only exceptions are stored.
struct LineNumbers: Sendable {
    private var runs: [(row: Int, line: Int)] = []

    /// Appends the lines of further rows; the first begins in line `first`, and every other one line further on.
    mutating func append(_ rows: Range<Int>, from first: Int) {
        guard !rows.isEmpty else { return }
        if let last = runs.last, first - last.line == rows.lowerBound - last.row { return }
        runs.append((rows.lowerBound, first))
    }

    subscript(row: Int) -> Int {
        var (low, high) = (0, runs.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].row <= row { low = middle } else { high = middle }
        }
        return runs[low].line + row - runs[low].row
    }
}
