/// The numbers of a table's columns while it is read, stored column by column.
struct NumberColumns {
    private(set) var columns: [[Double]]

    init(width: Int) { columns = Array(repeating: [], count: width) }

    /// The number of numbers in each column.
    var counts: [Int] { columns.map(\.count) }

    /// Adds the numbers of blocks, on several threads. `expected` is the expected final number of numbers in a column.
    mutating func append(_ blocks: [BlockPacking], expected: Int, threads: Int) {
        let width = columns.count
        let parts = min(threads, width)
        columns.withUnsafeMutableBufferPointer { columns in
            nonisolated(unsafe) let columns = columns
            Threads.forEach(parts, threads: threads) { part in
                for column in width * part / parts..<width * (part + 1) / parts {
                    Self.append(blocks, column, to: &columns[column], expected: expected)
                }
            }
        }
    }

    private static func append(
        _ blocks: [BlockPacking], _ column: Int, to numbers: inout [Double], expected: Int
    ) {
        for block in blocks where block.hasNumbers(column) {
            let new = block.numbers(column)
            if numbers.count + new.count > numbers.capacity {
                reserve(
                    &numbers,
                    max(expected, numbers.isEmpty ? 0 : 2 * numbers.count, numbers.count + new.count))
            }
            numbers.append(contentsOf: new)
        }
    }

    private static func reserve(_ numbers: inout [Double], _ capacity: Int) {
        numbers.reserveCapacity(capacity)
        let capacity = numbers.capacity
        numbers.withUnsafeMutableBufferPointer { filled in
            guard let base = filled.baseAddress else { return }
            let all = UnsafeMutableBufferPointer(start: base, count: capacity)
            adviseHugePages(UnsafeMutableRawBufferPointer(all))
        }
    }
}
