/// A collector that turns scanned rows into the blocks, statistics and columns of numbers of a table, in order.
final class BlockCollector {
    private let source: String
    private let width: Int
    private let threads: Int
    private let memory: CellMemory.Source
    private var blocks: [CellBlock] = []
    private var columns: NumberColumns
    private(set) var cellCounts: [CellCounts]
    /// The number of rows in the blocks.
    private(set) var rowCount = 0
    /// The first cell with an odd number of quotes in its middle.
    private(set) var strayQuote: (row: Int, column: Int)?
    /// Memory of packed rows, for reuse.
    private var spare: [RowBatch] = []

    /// - Parameter file: The file that stores the cells, or `nil` to keep them in memory.
    init(source: String, width: Int, threads: Int, file: ScratchFile?) {
        (self.source, self.width, self.threads) = (source, width, threads)
        memory = CellMemory.Source(in: file)
        columns = NumberColumns(width: width)
        cellCounts = Array(repeating: CellCounts(), count: width)
    }

    /// Returns memory for a number of rows and bytes of text, reused if possible.
    func room(rows: Int, text: Int) -> RowBatch {
        if let known = spare.firstIndex(where: { $0.rowCapacity >= rows && $0.textCapacity >= text }) {
            return spare.remove(at: known)
        }
        // Memory that is too small now would be too small again.
        if !spare.isEmpty { spare.removeLast() }
        return RowBatch(width: width, rows: rows + rows / 8, text: text + text / 8)
    }

    /// Adds consecutive scans. `share` is the share of the text up to their end, or 1 if it is unknown.
    func take(_ scans: [BatchRowReader], share: Double) throws(TableError) {
        let keepsNumbers = memory.file != nil
        let packings = scans.filter { $0.rows.rowCount > 0 }.map { $0.packing(keepsNumbers: keepsNumbers) }
        Threads.forEach(packings.count, threads: threads) { packings[$0].measure() }
        let jobs = try jobs(for: packings)
        Threads.forEach(jobs.count, threads: threads) { jobs[$0].run() }
        blocks += jobs.compactMap(\.block)
        for scan in scans {
            scan.report(to: &cellCounts, first: rowCount)
            if strayQuote == nil, let found = scan.strayQuote {
                strayQuote = (rowCount + found.row, found.column)
            }
            rowCount += scan.rows.rowCount
        }
        if !keepsNumbers { columns.append(packings, expected: expectedCount(share), threads: threads) }
        for scan in scans {
            scan.rows.removeAll()
            spare.append(scan.rows)
        }
        blocks.suffix(jobs.count).forEach { $0.releasePages() }
    }

    private func jobs(for packings: [BlockPacking]) throws(TableError) -> [PackingJob] {
        var jobs: [PackingJob] = []
        var firstNumbers = columns.counts
        for packing in packings {
            jobs.append(PackingJob(packing, try memory(for: packing), firstNumbers))
            for column in 0..<width where packing.hasNumbers(column) {
                firstNumbers[column] += packing.rows.rowCount
            }
        }
        return jobs
    }

    private func memory(for packing: BlockPacking) throws(TableError) -> CellMemory {
        do throws(FileError) {
            return try memory.memory(byteCount: packing.byteCount)
        } catch {
            throw .noScratch(source: source, error)
        }
    }

    /// Returns the number of rows of the table if the rest of the text is like its beginning. It is limited to the rows
    /// that fit in eight gigabytes, since the rest may be different.
    private func expectedCount(_ share: Double) -> Int {
        guard share > 0, share < 1 else { return rowCount }
        let maximum = Double(1 << 30) / Double(max(1, width))
        return Int(min(Double(rowCount) / share * 1.02, maximum)) + 64
    }

    /// Returns the collected cells, under the names of the first columns or all.
    func finish(names: [String], parser: CellParser, unit: RowUnit) -> TableStorage {
        TableStorage(
            source: source, names: names,
            store: CellStore(blocks: blocks, columns: columns.columns, decimalMark: parser.decimalMark),
            cellCounts: Array(cellCounts[..<names.count]), parser: parser, scratch: memory.file, unit: unit)
    }
}

/// A job that packs one block into its memory, on one thread.
private final class PackingJob: @unchecked Sendable {
    private let packing: BlockPacking
    private let memory: CellMemory
    private let firstNumbers: [Int]
    private(set) var block: CellBlock?

    init(_ packing: BlockPacking, _ memory: CellMemory, _ firstNumbers: [Int]) {
        (self.packing, self.memory, self.firstNumbers) = (packing, memory, firstNumbers)
    }

    func run() { block = CellBlock(packing, in: memory, firstNumbers: firstNumbers) }
}
