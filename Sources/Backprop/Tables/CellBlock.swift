import CKernels

/// Cells of neighbouring rows as they stood, and their numbers.
///
/// The rows' bytes lie one after another, with where each row begins and each cell ends; a cell in quotes keeps them there and
/// is marked. The numbers lie column by column, NaN where a cell has none, so that no text has to be parsed twice. Twelve
/// bytes per cell besides its text. One thread fills a block, and nothing changes it once it is part of a table: that is why
/// the compiler's check is not needed here.
final class CellBlock: @unchecked Sendable {
    let width: Int
    let rowCapacity: Int
    let textCapacity: Int
    private(set) var rowCount = 0
    private(set) var textCount = 0

    private let memory: CellMemory
    let text: UnsafeMutablePointer<UInt8>
    let starts: UnsafeMutablePointer<UInt32>
    let ends: UnsafeMutablePointer<UInt32>
    /// Column `c`'s numbers begin at `c * rowCapacity`.
    let numbers: UnsafeMutablePointer<Double>
    private let lines: UnsafeMutablePointer<Int>

    /// How much text a block can hold: positions have 31 bits.
    static let mostText = Int(Int32.max)
    /// What the kernels may read before the text and beyond it.
    private static let padding = 64

    init(width: Int, rows: Int, text: Int, from source: CellMemory.Source) throws(FileError) {
        precondition(text <= Self.mostText, "a block's text has positions of 31 bits")
        self.width = width
        rowCapacity = rows
        textCapacity = text
        let cells = rows * width
        memory = try source.memory(
            byteCount: 8 * (cells + rows) + 4 * (cells + rows) + text + 2 * Self.padding)
        numbers = memory.take(cells, of: Double.self)
        lines = memory.take(rows, of: Int.self)
        ends = memory.take(cells, of: UInt32.self)
        starts = memory.take(rows, of: UInt32.self)
        let bytes = memory.take(text + 2 * Self.padding, of: UInt8.self)
        (bytes + (Self.padding + text)).initialize(repeating: 0, count: Self.padding)
        bytes.initialize(repeating: 0, count: Self.padding)
        self.text = bytes + Self.padding
    }

    func hasRoom(rows: Int, text: Int) -> Bool {
        rowCount + rows <= rowCapacity && textCount + text <= textCapacity
    }

    /// Takes in a row: its bytes up to the end of its last cell, with one byte between two cells, and where these end.
    func append(_ bytes: UnsafePointer<UInt8>, ends rowEnds: UnsafePointer<UInt32>, line: Int) {
        let count = Int(rowEnds[width - 1])
        starts[rowCount] = UInt32(textCount)
        for column in 0..<width { ends[rowCount * width + column] = UInt32(textCount) + rowEnds[column] }
        (text + textCount).update(from: bytes, count: count)
        lines[rowCount] = line
        textCount += count
        rowCount += 1
    }

    /// Counts rows that a kernel has written behind the others.
    func grow(rows: Int, text: Int) { (rowCount, textCount) = (rows, text) }

    /// Numbers the lines of rows that stand in one line each.
    func number(lines rows: Range<Int>, from first: Int) {
        for row in rows { lines[row] = first + row - rows.lowerBound }
    }

    /// Whether a file keeps the block.
    var isScratch: Bool { memory.isScratch }

    /// Lets the system take the block's memory back, where a file keeps what is in it.
    func leavePages() { memory.leavePages() }

    func line(ofRow row: Int) -> Int { lines[row] }

    @inline(__always)
    func number(row: Int, column: Int) -> Double { numbers[column &* rowCapacity &+ row] }

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
