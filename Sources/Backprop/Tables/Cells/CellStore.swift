import CKernels

/// The cells of a table, in blocks of rows, from which every text can be reproduced exactly. Immutable once built.
final class CellStore: Sendable {
    let blocks: [CellBlock]
    /// Every column's numbers, except those of blocks that keep the column as text. Empty if the blocks are in a file,
    /// which then stores the numbers.
    private let columns: [[Double]]
    private let decimalMark: UInt8
    let rowCount: Int
    /// The first row of every block.
    let firstRows: [Int]
    /// The index of the block that holds every 4096th row.
    private let guide: [Int32]
    private static let guideShift = 12
    /// The block accessed last, if the blocks are in a file. When another one is accessed, its pages are released.
    private nonisolated(unsafe) let lastBlock: UnsafeMutablePointer<Int>?

    init(blocks: [CellBlock], columns: [[Double]], decimalMark: UInt8) {
        self.blocks = blocks.filter { $0.rowCount > 0 }
        self.columns = columns
        self.decimalMark = decimalMark
        var firstRows: [Int] = []
        var guide: [Int32] = []
        var row = 0
        for (index, block) in self.blocks.enumerated() {
            firstRows.append(row)
            row += block.rowCount
            while guide.count << Self.guideShift < row { guide.append(Int32(index)) }
        }
        (self.firstRows, self.guide, rowCount) = (firstRows, guide, row)
        let isScratch = self.blocks.contains { $0.isScratch }
        lastBlock = isScratch ? .allocate(capacity: 1) : nil
        lastBlock?.initialize(to: 0)
    }

    deinit { lastBlock?.deallocate() }

    /// Keeps at most one block's pages in memory if the blocks are in a file. Any thread may call it.
    @inline(__always)
    func switchBlock(_ block: Int) {
        guard let lastBlock else { return }
        let last = bp_exchange(lastBlock, block)
        if last != block { blocks[last].releasePages() }
    }

    /// Returns the block that holds a row, and the row's index in it.
    @inline(__always)
    func location(ofRow row: Int) -> (block: Int, row: Int) {
        var block = Int(guide[row >> Self.guideShift])
        while row - firstRows[block] >= blocks[block].rowCount { block += 1 }
        switchBlock(block)
        return (block, row - firstRows[block])
    }

    func line(ofRow row: Int) -> Int {
        let location = location(ofRow: row)
        return blocks[location.block].line(ofRow: location.row)
    }

    /// Returns all numbers of a column that no block keeps as text.
    func numbers(ofColumn column: Int) -> [Double] {
        guard lastBlock != nil else { return columns[column] }
        return [Double](unsafeUninitializedCapacity: rowCount) { output, count in
            for (index, block) in blocks.enumerated() {
                switchBlock(index)
                guard let numbers = block.numbers(ofColumn: column) else { continue }
                (output.baseAddress! + count).initialize(from: numbers, count: block.rowCount)
                count += block.rowCount
            }
        }
    }

    /// Returns the cell's number, or NaN, in a column that the row's block does not keep as text.
    @inline(__always)
    func number(row: Int, column: Int) -> Double {
        let location = location(ofRow: row)
        return number(blocks[location.block], location.row, column)
    }

    @inline(__always)
    private func number(_ block: CellBlock, _ row: Int, _ column: Int) -> Double {
        if let numbers = block.numbers(ofColumn: column) { return numbers[row] }
        return columns[column][block.firstNumbers[column] &+ row]
    }

    /// Whether the cell's text is certainly that of a plain number; `false` leaves the question open.
    @inline(__always)
    func isNumber(row: Int, column: Int) -> Bool {
        let location = location(ofRow: row)
        return blocks[location.block].numberFormat(row: location.row, column: column) <= BP_MAXIMUM_PLACES
    }

    /// Calls a function with the cell's bytes, which are valid until it returns.
    func withCell<R>(row: Int, column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let location = location(ofRow: row)
        let block = blocks[location.block]
        let numberFormat = block.numberFormat(row: location.row, column: column)
        if numberFormat == BP_VERBATIM {
            return withExtendedLifetime(self) { body(block.text(row: location.row, column: column)) }
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { text in
            var count = 0
            if numberFormat != BP_EMPTY {
                let value = number(block, location.row, column)
                count = bp_write_number(value, numberFormat, decimalMark, text.baseAddress)
            }
            return body(UnsafeBufferPointer(rebasing: text[..<count]))
        }
    }

    func text(row: Int, column: Int) -> String {
        withCell(row: row, column: column) { String(decoding: $0, as: UTF8.self) }
    }
}
