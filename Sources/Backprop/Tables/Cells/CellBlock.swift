import CKernels

/// Cells of neighbouring rows, packed.
///
/// A plain number needs one byte besides its value: the number of digits after the decimal mark. The two reproduce its
/// text, byte for byte. Every other cell's text is kept verbatim, column by column. A column with a cell that is
/// neither a number nor missing is kept as text altogether. A block does not change once it is part of a table: that is
/// why the compiler's check is not needed here.
final class CellBlock: @unchecked Sendable {
    let rowCount: Int
    /// The index of each column's first number among all numbers kept of that column.
    let firstNumbers: [Int]
    private let lines: LineNumbers
    private let columns: [PackedColumn]
    private let memory: CellMemory

    /// Packs rows into the memory that `packing` asked for.
    init(_ packing: BlockPacking, in memory: CellMemory, firstNumbers: [Int]) {
        rowCount = packing.rows.rowCount
        lines = packing.rows.lines
        self.firstNumbers = firstNumbers
        self.memory = memory
        columns = packing.pack(into: memory)
    }

    /// Whether the block's memory is in a file.
    var isScratch: Bool { memory.isScratch }

    /// Lets the system reclaim the block's pages if its memory is in a file.
    func releasePages() { memory.releasePages() }

    func line(ofRow row: Int) -> Int { lines[row] }

    /// Returns a column's numbers, or `nil` if the store keeps them.
    func numbers(ofColumn column: Int) -> UnsafePointer<Double>? {
        columns[column].numbers.map { UnsafePointer($0) }
    }

    /// Returns the format by which the cell's text follows from its number.
    @inline(__always)
    func numberFormat(row: Int, column: Int) -> UInt8 {
        columns[column].numberFormats.map { $0[row] } ?? UInt8(BP_VERBATIM)
    }

    /// Returns the text of a cell that is kept verbatim.
    @inline(__always)
    func text(row: Int, column: Int) -> UnsafeBufferPointer<UInt8> {
        let column = columns[column]
        let start = row == 0 ? 0 : Int(column.ends![row - 1])
        return UnsafeBufferPointer(
            start: UnsafePointer(column.text) + start, count: Int(column.ends![row]) - start)
    }
}

/// The locations of a column's contents in a block.
struct PackedColumn {
    /// The format of each cell, or `nil` if the column is kept as text.
    var numberFormats: UnsafeMutablePointer<UInt8>?
    /// The numbers, or `nil` if the store keeps them or there are none.
    var numbers: UnsafeMutablePointer<Double>?
    /// The verbatim texts, one after another; those of other cells are empty.
    var text: UnsafeMutablePointer<UInt8>
    /// The end offsets of the texts, or `nil` if there are none.
    var ends: UnsafeMutablePointer<UInt32>?
}
