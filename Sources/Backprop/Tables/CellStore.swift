import CKernels

/// The cells of a table as they stood, in blocks of rows. Never changed once built.
final class CellStore: Sendable {
    let blocks: [CellBlock]
    let width: Int
    let rowCount: Int
    /// The first row of every block.
    let firstRows: [Int]
    /// For every 4096th row, the block that holds it.
    private let guide: [Int32]
    private static let guideShift = 12
    /// The block that was looked at last, where blocks are in a file: when another one is, its pages are left.
    private nonisolated(unsafe) let visited: UnsafeMutablePointer<Int>?

    init(blocks: [CellBlock], width: Int) {
        self.blocks = blocks.filter { $0.rowCount > 0 }
        self.width = width
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

    /// Keeps no more than one block's pages in memory where blocks are in a file. Any thread may call it.
    @inline(__always)
    func visit(_ block: Int) {
        guard let visited else { return }
        let last = bp_exchange(visited, block)
        if last != block { blocks[last].leavePages() }
    }

    /// The block that holds a row, and the row's place in it.
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

    /// The cell's number, or NaN.
    @inline(__always)
    func number(row: Int, column: Int) -> Double {
        let place = place(ofRow: row)
        return blocks[place.block].number(row: place.row, column: column)
    }

    @inline(__always)
    func withCell<R>(row: Int, column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let place = place(ofRow: row)
        return withExtendedLifetime(self) { body(blocks[place.block].cell(row: place.row, column: column)) }
    }

    func text(row: Int, column: Int) -> String {
        withCell(row: row, column: column) { String(decoding: $0, as: UTF8.self) }
    }
}
