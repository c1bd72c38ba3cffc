/// A scanner that finds the fields of one row.
///
/// A row that begins in a window and does not end in it is scanned again from its start once there is more. The result
/// therefore does not depend on the end of a chunk.
final class SingleRowScanner {
    /// The text that must be read before the row is worth scanning again.
    enum Need {
        case lineEnd
        case quote
        case anyByte
    }

    enum Outcome {
        /// A complete row, and the offset of the next one. After a carriage return at the window's end, a line feed
        /// that follows belongs to the row.
        case row(next: Int, mayOweLineFeed: Bool)
        case needsMore(Need)
        /// A quote that was opened `lines` lines after the row began, and never closed.
        case unclosedQuote(lines: Int)
        /// A row of more fields than the scanner accepts.
        case tooManyFields
        /// Text after a closing quote, in the field with index `field`.
        case textAfterQuote(field: Int, lines: Int, openedAfter: Int)
    }

    let delimiter: Delimiter
    /// The row's bytes: field `i` lies between `ends[i - 1] + 1` and `ends[i]`.
    private(set) var bytes: UnsafePointer<UInt8>
    /// The offset of each field's end.
    private(set) var ends: UnsafeMutablePointer<UInt32>
    /// The number of fields in the row.
    var count = 0
    /// The number of line ends inside the row's quotes.
    private(set) var innerLineCount = 0
    /// Whether any field was quoted.
    private(set) var hasQuotes = false

    /// The quotes in the middle of the row's cells.
    var strayQuotes = StrayQuotes()

    /// The number of fields beyond which a row is rejected.
    let maximumCount: Int
    private(set) var endsCapacity = 64
    private var scratch: UnsafeMutablePointer<UInt8>
    private var scratchCapacity = 256

    init(_ delimiter: Delimiter, maximumCount: Int = ReadingOptions.defaultMaximumColumnCount) {
        self.delimiter = delimiter
        self.maximumCount = maximumCount
        ends = .allocate(capacity: endsCapacity)
        scratch = .allocate(capacity: scratchCapacity)
        bytes = UnsafePointer(scratch)
    }

    deinit {
        ends.deallocate()
        scratch.deallocate()
    }

    /// Scans the row that begins at `start`. The memory is readable for 64 bytes beyond `limit`.
    func scan(_ base: UnsafePointer<UInt8>, from start: Int, limit: Int, isFinal: Bool) -> Outcome {
        count = 0
        innerLineCount = 0
        hasQuotes = false
        strayQuotes = StrayQuotes()
        if delimiter != .whitespace {
            if let outcome = scanPlain(base, from: start, limit: limit, isFinal: isFinal) { return outcome }
            count = 0
            strayQuotes = StrayQuotes()
        }
        return scanCarefully(base, from: start, limit: limit, isFinal: isFinal)
    }

    /// Returns the field at `index` as it is written, without its quotes.
    func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = index == 0 ? 0 : Int(ends[index - 1]) + 1
        return UnsafeBufferPointer(start: bytes + start, count: Int(ends[index]) - start)
    }

    /// Whether the row is an empty line, or contains nothing but blanks.
    var isBlank: Bool { count == 1 && !hasQuotes && field(0).allSatisfy(\.isBlank) }

    func begin(_ row: UnsafePointer<UInt8>) { bytes = row }

    func append(end: Int) {
        if count == endsCapacity { _ = growEnds(count: count) }
        ends[count] = UInt32(truncatingIfNeeded: end)
        count += 1
    }

    /// Doubles the room for ends, of which there are `count`.
    @inline(never)
    func growEnds(count: Int) -> (ends: UnsafeMutablePointer<UInt32>, capacity: Int) {
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * endsCapacity)
        larger.update(from: ends, count: count)
        ends.deallocate()
        ends = larger
        endsCapacity *= 2
        return (ends, endsCapacity)
    }

    /// Returns memory of at least `size` bytes for a row that must be rewritten.
    func scratch(size: Int) -> UnsafeMutablePointer<UInt8> {
        if size > scratchCapacity {
            scratch.deallocate()
            // A long row is scanned again when half as much of it again has been read: doubling is not needed.
            scratchCapacity = size < 1 << 20 ? 2 * size : size
            scratch = .allocate(capacity: scratchCapacity)
        }
        return scratch
    }

    func note(innerLines: Int, hasQuotes: Bool) {
        innerLineCount = innerLines
        self.hasQuotes = hasQuotes
    }
}

/// The quotes in the middle of cells that are not quoted.
struct StrayQuotes {
    /// The first cell with an odd number of quotes, as if a quoted text began or ended in it; `nil` if there is none.
    var first: Int? { oddCell ?? (count % 2 == 1 ? cell : nil) }
    private var oddCell: Int?
    private var cell = 0
    private var count = 0

    /// Records a quote in a cell; cells come in order.
    mutating func add(cell newCell: Int) {
        if newCell != cell {
            if count % 2 == 1, oddCell == nil { oddCell = cell }
            (cell, count) = (newCell, 0)
        }
        count += 1
    }
}

extension UInt8 {
    /// Whether the byte is a space or a tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    /// Whether the byte is a line feed or a carriage return.
    var isLineEnd: Bool { self == 0x0A || self == 0x0D }
    /// Whether the byte is a decimal digit.
    var isDigit: Bool { self &- 0x30 < 10 }
}
