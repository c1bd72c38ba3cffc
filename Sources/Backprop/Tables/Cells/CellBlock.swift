import CKernels

/// Cells of neighbouring rows, packed.
///
/// A number written as numbers are needs one byte besides its value: how many places stand behind the decimal mark. From
/// both its text is written anew, the same byte for byte. Every other cell's text is kept aside, column by column; a column
/// with a cell that is neither number nor missing is kept as text altogether. Nothing changes a block once it is part of a
/// table: that is why the compiler's check is not needed here.
final class CellBlock: @unchecked Sendable {
    let rowCount: Int
    /// Where the numbers of each column begin among all that are kept of the column.
    let firstNumbers: [Int]
    private let lines: LineNumbers
    private let columns: [PackedColumn]
    private let memory: CellMemory

    /// Packs rows, in memory that `packing` asked for.
    init(_ packing: BlockPacking, in memory: CellMemory, firstNumbers: [Int]) {
        rowCount = packing.rows.rowCount
        lines = packing.rows.lines
        self.firstNumbers = firstNumbers
        self.memory = memory
        columns = packing.pack(into: memory)
    }

    /// Whether a file keeps the block.
    var isScratch: Bool { memory.isScratch }

    /// Lets the system take the block's memory back, where a file keeps what is in it.
    func releasePages() { memory.releasePages() }

    func line(ofRow row: Int) -> Int { lines[row] }

    /// A column's numbers, where the block keeps them and not the store.
    func numbers(ofColumn column: Int) -> UnsafePointer<Double>? {
        columns[column].numbers.map { UnsafePointer($0) }
    }

    /// How the cell's text follows from its number.
    @inline(__always)
    func shape(row: Int, column: Int) -> UInt8 {
        columns[column].shapes.map { $0[row] } ?? UInt8(BP_ASIDE)
    }

    /// The text of a cell that is kept aside.
    @inline(__always)
    func text(row: Int, column: Int) -> UnsafeBufferPointer<UInt8> {
        let column = columns[column]
        let start = row == 0 ? 0 : Int(column.ends![row - 1])
        return UnsafeBufferPointer(
            start: UnsafePointer(column.text) + start, count: Int(column.ends![row]) - start)
    }
}

/// Where a block keeps a column.
struct PackedColumn {
    /// Nil where the column is kept as text.
    var shapes: UnsafeMutablePointer<UInt8>?
    /// Nil where the store keeps the numbers, or there are none.
    var numbers: UnsafeMutablePointer<Double>?
    /// The texts kept aside, one after another, those of other cells being empty.
    var text: UnsafeMutablePointer<UInt8>
    /// Where they end; nil where there are none.
    var ends: UnsafeMutablePointer<UInt32>?
}
