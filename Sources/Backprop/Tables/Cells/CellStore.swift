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
    private nonisolated(unsafe) let visited: UnsafeMutablePointer<Int>?

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
        visited = isScratch ? .allocate(capacity: 1) : nil
        visited?.initialize(to: 0)
    }

    deinit { visited?.deallocate() }

    /// Keeps at most one block's pages in memory if the blocks are in a file. Any thread may call it.
    @inline(__always)
    func visit(_ block: Int) {
        guard let visited else { return }
        let last = bp_exchange(visited, block)
        if last != block { blocks[last].releasePages() }
    }

    /// Returns the block that holds a row, and the row's index in it.
    @inline(__always)
    func place(ofRow row: Int) -> (block: Int, row: Int) {
        var block = Int(guide[row >> Self.guideShift])
        while row - firstRows[block] >= blocks[block].rowCount { block += 1 }
        visit(block)
        return (block, row - firstRows[block])
    }

    func line(ofRow row: Int) -> Int {
        let place = place(ofRow: row)
        return blocks[place.block].line(ofRow: place.row)
    }

    /// Returns all numbers of a column that no block keeps as text.
    func numbers(ofColumn column: Int) -> [Double] {
        guard visited != nil else { return columns[column] }
        return [Double](unsafeUninitializedCapacity: rowCount) { output, count in
            for (index, block) in blocks.enumerated() {
                visit(index)
                guard let numbers = block.numbers(ofColumn: column) else { continue }
                (output.baseAddress! + count).initialize(from: numbers, count: block.rowCount)
                count += block.rowCount
            }
        }
    }

    /// Returns the cell's number, or NaN, in a column that the row's block does not keep as text.
    @inline(__always)
    func number(row: Int, column: Int) -> Double {
        let place = place(ofRow: row)
        return number(blocks[place.block], place.row, column)
    }

    @inline(__always)
    private func number(_ block: CellBlock, _ row: Int, _ column: Int) -> Double {
        if let numbers = block.numbers(ofColumn: column) { return numbers[row] }
        return columns[column][block.firstNumbers[column] &+ row]
    }

    /// Whether the cell's text is certainly that of a plain number; `false` leaves the question open.
    @inline(__always)
    func isNumber(row: Int, column: Int) -> Bool {
        let place = place(ofRow: row)
        return blocks[place.block].shape(row: place.row, column: column) <= BP_MOST_PLACES
    }

    /// Calls a function with the cell's bytes, which are valid until it returns.
    func withCell<R>(row: Int, column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let place = place(ofRow: row)
        let block = blocks[place.block]
        let shape = block.shape(row: place.row, column: column)
        if shape == BP_ASIDE {
            return withExtendedLifetime(self) { body(block.text(row: place.row, column: column)) }
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { text in
            var count = 0
            if shape != BP_EMPTY {
                let value = number(block, place.row, column)
                count = bp_write_number(value, shape, decimalMark, text.baseAddress)
            }
            return body(UnsafeBufferPointer(rebasing: text[..<count]))
        }
    }

    func text(row: Int, column: Int) -> String {
        withCell(row: row, column: column) { String(decoding: $0, as: UTF8.self) }
    }
}
