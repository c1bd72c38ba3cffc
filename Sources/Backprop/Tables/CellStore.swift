/// The cells of a table as they stood, in blocks of rows. Never changed once built.
///
/// A block holds its cells' bytes one after another, with one byte between two of them, and where each one ends, counted
/// from its row's first byte; and its number as `Double`, so that no text has to be parsed twice. Twelve bytes per cell
/// besides its text.
final class CellStore: Sendable {
    /// The rows of one block, a power of two.
    static let rowsPerBlock = 1 << 16

    struct Block: Sendable {
        var bytes: [UInt8] = []
        /// Every cell's number, row by row: NaN where it has none.
        var numbers: [Double] = []
        var rowStarts: [Int] = []
        var ends: [UInt32] = []
        var lines: [Int] = []
    }

    let blocks: [Block]
    let width: Int
    let rowCount: Int

    fileprivate init(blocks: [Block], width: Int, rowCount: Int) {
        self.blocks = blocks
        self.width = width
        self.rowCount = rowCount
    }

    func line(ofRow row: Int) -> Int { blocks[row / Self.rowsPerBlock].lines[row % Self.rowsPerBlock] }

    /// The cell's number, or NaN.
    @inline(__always)
    func number(row: Int, column: Int) -> Double {
        blocks[row / Self.rowsPerBlock].numbers[row % Self.rowsPerBlock * width + column]
    }

    @inline(__always)
    func withCell<R>(row: Int, column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let block = row / Self.rowsPerBlock
        return blocks[block].withCells {
            body($0.cell(row: row % Self.rowsPerBlock, column: column, width: width))
        }
    }

    func text(row: Int, column: Int) -> String {
        withCell(row: row, column: column) { String(decoding: $0, as: UTF8.self) }
    }
}

extension CellStore.Block {
    /// A block's memory, for loops over it.
    struct Cells {
        let bytes: UnsafePointer<UInt8>?
        let rowStarts: UnsafeBufferPointer<Int>
        let ends: UnsafePointer<UInt32>?

        @inline(__always)
        func cell(row: Int, column: Int, width: Int) -> UnsafeBufferPointer<UInt8> {
            guard let bytes, let ends else { return UnsafeBufferPointer(start: nil, count: 0) }
            let index = row * width + column
            let start = column == 0 ? 0 : Int(ends[index - 1]) + 1
            return UnsafeBufferPointer(
                start: bytes + (rowStarts[row] + start), count: Int(ends[index]) - start)
        }
    }

    @inline(__always)
    func withCells<R>(_ body: (Cells) -> R) -> R {
        bytes.withUnsafeBufferPointer { bytes in
            rowStarts.withUnsafeBufferPointer { rowStarts in
                ends.withUnsafeBufferPointer { ends in
                    body(Cells(bytes: bytes.baseAddress, rowStarts: rowStarts, ends: ends.baseAddress))
                }
            }
        }
    }
}

extension CellStore {
    /// Builds a store row by row.
    struct Builder {
        let width: Int
        private(set) var rowCount = 0
        private var full: [Block] = []
        private var block = Block()

        init(width: Int) {
            self.width = width
        }

        /// Appends a row: its bytes up to the end of its last cell, and where its cells end.
        mutating func append(
            _ bytes: UnsafeBufferPointer<UInt8>, ends: UnsafeBufferPointer<UInt32>,
            numbers: UnsafeBufferPointer<Double>, line: Int
        ) {
            if block.lines.count == CellStore.rowsPerBlock { startBlock() }
            block.rowStarts.append(block.bytes.count)
            block.bytes.append(contentsOf: bytes)
            block.ends.append(contentsOf: ends)
            block.numbers.append(contentsOf: numbers)
            block.lines.append(line)
            rowCount += 1
        }

        func finish() -> CellStore {
            CellStore(blocks: block.lines.isEmpty ? full : full + [block], width: width, rowCount: rowCount)
        }

        /// The next block is likely to be as large as the last.
        private mutating func startBlock() {
            full.append(block)
            var next = Block()
            next.bytes = Array(spacious: block.bytes.count + block.bytes.count / 16)
            next.numbers = Array(spacious: CellStore.rowsPerBlock * width)
            next.rowStarts = Array(spacious: CellStore.rowsPerBlock)
            next.ends = Array(spacious: CellStore.rowsPerBlock * width)
            next.lines = Array(spacious: CellStore.rowsPerBlock)
            block = next
        }
    }
}
