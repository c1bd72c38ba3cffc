/// Takes rows in, one after another: into the store and into the columns' statistics.
final class TableBuilder {
    private let width: Int
    private let parser: CellParser
    private var store: CellStore.Builder
    private let surveys: UnsafeMutableBufferPointer<ColumnSurvey>
    private let numbers: UnsafeMutableBufferPointer<Double>

    init(width: Int, parser: CellParser) {
        self.width = width
        self.parser = parser
        store = CellStore.Builder(width: width)
        surveys = .allocate(capacity: width)
        surveys.initialize(repeating: ColumnSurvey())
        numbers = .allocate(capacity: width)
        numbers.initialize(repeating: .nan)
    }

    deinit {
        surveys.deallocate()
        numbers.deallocate()
    }

    /// Takes in the reader's current row.
    func append(_ reader: RowReader) {
        if reader.isOnBlankLine { return append([""], line: reader.line) }
        let scanner = reader.scanner
        append(scanner.bytes, ends: UnsafePointer(scanner.ends), line: reader.line)
    }

    /// Takes in a row made in code.
    func append(_ cells: [String], line: Int) {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for cell in cells {
            bytes += cell.utf8
            ends.append(UInt32(bytes.count))
            bytes.append(0x2C)
        }
        bytes += [UInt8](repeating: 0, count: 64)
        bytes.withUnsafeBufferPointer { bytes in
            ends.withUnsafeBufferPointer { ends in
                guard let bytes = bytes.baseAddress, let ends = ends.baseAddress else { return }
                append(bytes, ends: ends, line: line)
            }
        }
    }

    /// Takes in a row from memory that can be read for 24 bytes beyond its end.
    private func append(_ bytes: UnsafePointer<UInt8>, ends: UnsafePointer<UInt32>, line: Int) {
        let row = store.rowCount
        let parser = parser
        let (surveys, numbers) = (surveys, numbers)
        var start = 0
        for column in 0..<width {
            let end = Int(ends[column])
            let cell = UnsafeBufferPointer(start: bytes + start, count: end &- start)
            numbers[column] = surveys[column].observe(padded: cell, row: row, parser)
            start = end &+ 1
        }
        store.append(
            UnsafeBufferPointer(start: bytes, count: start &- 1),
            ends: UnsafeBufferPointer(start: ends, count: width),
            numbers: UnsafeBufferPointer(numbers), line: line)
    }

    /// Whether the last of several columns is empty in every row.
    var isLastColumnEmpty: Bool { width > 1 && surveys[width - 1].emptyCount == store.rowCount }

    /// What was taken in, under the names of the first columns or all.
    func finish(source: String, names: [String]) -> TableStorage {
        TableStorage(
            source: source, names: names, store: store.finish(), surveys: Array(surveys[..<names.count]),
            parser: parser)
    }
}
