import CKernels

/// A packer that computes the memory of a block and copies scanned rows into it. One thread uses it at a time.
final class BlockPacking: @unchecked Sendable {
    let rows: RowBatch
    /// Whether the block also stores the numbers, because its memory is in a file.
    private let keepsNumbers: Bool
    private let isText: [Bool]
    /// The number of bytes of verbatim text per column, or `nil` if a column has none.
    private var asideCounts: [Int?] = []
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
        asideCounts = (0..<rows.width).map(asideCount)
        for (column, aside) in asideCounts.enumerated() {
            if keepsNumbers, hasNumbers(column) { byteCount += 8 * rows.rowCount }
            if let aside { byteCount += 4 * rows.rowCount + aside }
            if hasNumbers(column) { byteCount += rows.rowCount }
        }
    }

    private func shapes(_ column: Int) -> UnsafeMutablePointer<UInt8> {
        rows.shapes + column * rows.rowCapacity
    }

    private func isAside(_ row: Int, _ column: Int) -> Bool {
        isText[column] || shapes(column)[row] == BP_ASIDE
    }

    private func asideCount(_ column: Int) -> Int? {
        let hasAny =
            isText[column] || bp_count_bytes(shapes(column), rows.rowCount, UInt8(BP_ASIDE)) > 0
        guard hasAny else { return nil }
        var count = 0
        for row in 0..<rows.rowCount where isAside(row, column) {
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
        let ends = asideCounts.map { $0 == nil ? nil : memory.take(count, of: UInt32.self) }
        return (0..<rows.width).map { column in
            let kept = hasNumbers(column) ? memory.take(count, of: UInt8.self) : nil
            let text = memory.take(asideCounts[column] ?? 0, of: UInt8.self)
            kept?.update(from: shapes(column), count: count)
            numbers[column]?.update(from: self.numbers(column).baseAddress!, count: count)
            if let ends = ends[column] { packTexts(column, text, ends) }
            return PackedColumn(shapes: kept, numbers: numbers[column], text: text, ends: ends[column])
        }
    }

    private func packTexts(
        _ column: Int, _ text: UnsafeMutablePointer<UInt8>, _ ends: UnsafeMutablePointer<UInt32>
    ) {
        var end = 0
        for row in 0..<rows.rowCount {
            if isAside(row, column) {
                let cell = rows.cell(row: row, column: column)
                if let base = cell.baseAddress { (text + end).update(from: base, count: cell.count) }
                end &+= cell.count
            }
            ends[row] = UInt32(truncatingIfNeeded: end)
        }
    }
}
