import CKernels

/// A packer that computes the memory of a block and copies scanned rows into it. One thread uses it at a time.
final class BlockPacking: @unchecked Sendable {
    let rows: RowBatch
    /// Whether the block also stores the numbers, because its memory is in a file.
    private let keepsNumbers: Bool
    private let isText: [Bool]
    /// The number of bytes of verbatim text per column, or `nil` if a column has none.
    private var verbatimCounts: [Int?] = []
    private(set) var byteCount = 0

    /// - Parameter isText: Whether all of a column is kept as text, per column.
    init(_ rows: RowBatch, isText: [Bool], keepsNumbers: Bool) {
        (self.rows, self.isText, self.keepsNumbers) = (rows, isText, keepsNumbers)
    }

    /// Whether a column's numbers are worth keeping.
    func hasNumbers(_ column: Int) -> Bool { !isText[column] }

    /// Returns a column's numbers.
    func numbers(_ column: Int) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(start: rows.numbers + column * rows.rowCapacity, count: rows.rowCount)
    }

    /// Computes how much memory the block takes.
    func measure() {
        verbatimCounts = (0..<rows.width).map(verbatimCount)
        for (column, verbatim) in verbatimCounts.enumerated() {
            if keepsNumbers, hasNumbers(column) { byteCount += 8 * rows.rowCount }
            if let verbatim { byteCount += 4 * rows.rowCount + verbatim }
            if hasNumbers(column) { byteCount += rows.rowCount }
        }
    }

    private func numberFormats(_ column: Int) -> UnsafeMutablePointer<UInt8> {
        rows.numberFormats + column * rows.rowCapacity
    }

    private func isVerbatim(_ row: Int, _ column: Int) -> Bool {
        isText[column] || numberFormats(column)[row] == BP_VERBATIM
    }

    private func verbatimCount(_ column: Int) -> Int? {
        let hasAny =
            isText[column] || bp_count_bytes(numberFormats(column), rows.rowCount, UInt8(BP_VERBATIM)) > 0
        guard hasAny else { return nil }
        var count = 0
        for row in 0..<rows.rowCount where isVerbatim(row, column) {
            count += rows.cell(row: row, column: column).count
        }
        return count
    }

    /// Copies the contents into memory, those of larger alignment first.
    func pack(into memory: CellMemory) -> [PackedColumn] {
        let count = rows.rowCount
        let numbers = (0..<rows.width).map { column in
            keepsNumbers && hasNumbers(column) ? memory.take(count, of: Double.self) : nil
        }
        let ends = verbatimCounts.map { $0 == nil ? nil : memory.take(count, of: UInt32.self) }
        return (0..<rows.width).map { column in
            let kept = hasNumbers(column) ? memory.take(count, of: UInt8.self) : nil
            let text = memory.take(verbatimCounts[column] ?? 0, of: UInt8.self)
            kept?.update(from: numberFormats(column), count: count)
            numbers[column]?.update(from: self.numbers(column).baseAddress!, count: count)
            if let ends = ends[column] { packTexts(column, text, ends) }
            return PackedColumn(numberFormats: kept, numbers: numbers[column], text: text, ends: ends[column])
        }
    }

    private func packTexts(
        _ column: Int, _ text: UnsafeMutablePointer<UInt8>, _ ends: UnsafeMutablePointer<UInt32>
    ) {
        var end = 0
        for row in 0..<rows.rowCount {
            if isVerbatim(row, column) {
                let cell = rows.cell(row: row, column: column)
                if let base = cell.baseAddress { (text + end).update(from: base, count: cell.count) }
                end &+= cell.count
            }
            ends[row] = UInt32(truncatingIfNeeded: end)
        }
    }
}
