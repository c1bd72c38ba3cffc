/// A source of rows that are not delimited text: records with named cells, or the rows of a sheet.
///
/// It feeds the same ``TableBuilder`` as ``RowReader`` does, so that everything after it is shared.
protocol RecordSource: AnyObject {
    /// The names of the columns, all known before the first row.
    var columnNames: [String] { get }
    /// The layout of the file, with the rows that were left out.
    var format: DelimitedFormat { get }
    /// The notices so far, which are complete after the last row, without the one about rows that were left out.
    var notices: [Notice] { get }
    /// The share of the file that was read, or 1 if it is unknown.
    var shareRead: Double { get }
    /// The codes of the number formats that the cells had so far, of which the first of each kind counts.
    var numberFormats: [CellTypes.Kind: String] { get }

    /// Reads the next row and returns its number in the file, or `nil` after the last.
    func next(into row: RecordRow) throws(TableError) -> Int?
}

extension RecordSource {
    /// The formats of a file that has none.
    var numberFormats: [CellTypes.Kind: String] { [:] }
}

/// The cells of one row, set in any order and laid out as a ``TableBuilder`` takes them.
final class RecordRow {
    let width: Int
    /// The decimal mark of numbers, which sources write with a point.
    private let decimalMark: UInt8
    private var ranges: [Range<Int>]
    private var isSet: [Bool]
    /// The type of each cell, or `nil` if it is empty.
    private(set) var types: [CellType?]
    private var text: [UInt8] = []
    /// The cells in order, with one byte between two of them.
    private(set) var bytes: [UInt8] = []
    /// The offset of each cell's end.
    private(set) var ends: [UInt32] = []
    /// The number of cells that contain something.
    private(set) var filledCount = 0

    init(width: Int, decimalMark: DecimalMark = .point) {
        self.width = width
        self.decimalMark = UInt8(ascii: decimalMark == .comma ? "," : ".")
        ranges = Array(repeating: 0..<0, count: width)
        isSet = Array(repeating: false, count: width)
        types = Array(repeating: nil, count: width)
    }

    /// Empties all cells.
    func clear() {
        text.removeAll(keepingCapacity: true)
        for column in 0..<width { (ranges[column], isSet[column], types[column]) = (0..<0, false, nil) }
        filledCount = 0
    }

    /// Sets a cell. Returns `false` if it was set before.
    func set(_ column: Int, _ cell: some Collection<UInt8>, as type: CellType = .text) -> Bool {
        guard !isSet[column] else { return false }
        let start = text.count
        text.append(contentsOf: cell)
        mark(column, from: start)
        if start < text.count { types[column] = type }
        return true
    }

    /// Sets a cell to a number that is written with a decimal point. Returns `false` if it was set before.
    func setNumber(
        _ column: Int, _ number: some Collection<UInt8>, as type: CellType = .number
    ) -> Bool {
        guard decimalMark != 0x2E else { return set(column, number, as: type) }
        return set(column, number.lazy.map { [decimalMark] in $0 == 0x2E ? decimalMark : $0 }, as: type)
    }

    /// Sets a cell that was not set to a value that the file implies.
    func imply(_ column: Int, _ cell: some Collection<UInt8>) {
        let count = filledCount
        _ = set(column, cell)
        filledCount = count
    }

    private func mark(_ column: Int, from start: Int) {
        isSet[column] = true
        ranges[column] = start..<text.count
        if start < text.count { filledCount += 1 }
    }

    /// Lays the cells out in the order of the columns.
    func layOut() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        for range in ranges {
            bytes.append(contentsOf: text[range])
            ends.append(UInt32(truncatingIfNeeded: bytes.count))
            bytes.append(0x2C)
        }
    }
}
