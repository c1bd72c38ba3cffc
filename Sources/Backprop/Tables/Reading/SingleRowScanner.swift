/// Finds the fields of one row.
///
/// A row that begins in a window and does not end in it is scanned again from its start once there is more: the
/// result cannot depend on where a chunk ended.
final class SingleRowScanner {
    /// What must be read before it makes sense to scan the row again.
    enum Need {
        case lineEnd
        case quote
        case anyByte
    }

    enum Outcome {
        /// A row, and where the next one begins. After a carriage return at the window's end a line feed that
        /// follows belongs to it.
        case row(next: Int, mayOweLineFeed: Bool)
        case needsMore(Need)
        /// A quote that was opened `lines` lines after the row began, and never closed.
        case unclosedQuote(lines: Int)
        /// A row of more fields than the scanner accepts.
        case tooManyFields
        /// Text after a closing quote, in field `field`, counted from 0.
        case textAfterQuote(field: Int, lines: Int, openedAfter: Int)
    }

    let delimiter: Delimiter
    /// The row's bytes: field `i` lies between `ends[i - 1] + 1` and `ends[i]`.
    private(set) var bytes: UnsafePointer<UInt8>
    /// Where each field ends.
    private(set) var ends: UnsafeMutablePointer<UInt32>
    /// How many fields the row has.
    var count = 0
    /// How many line ends stand inside the row's quotes.
    private(set) var innerLineCount = 0
    /// Whether any field was quoted.
    private(set) var hasQuotes = false

    /// The quotes in the middle of the row's cells.
    var strayQuotes = StrayQuotes()

    /// The number of fields beyond which a row is refused.
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

    /// The field at `index` as it stood, its quotes taken off.
    func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = index == 0 ? 0 : Int(ends[index - 1]) + 1
        return UnsafeBufferPointer(start: bytes + start, count: Int(ends[index]) - start)
    }

    /// Whether the row is an empty line, or one of blanks alone.
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

    /// Memory of at least `size` bytes for a row that has to be written anew.
    func scratch(size: Int) -> UnsafeMutablePointer<UInt8> {
        if size > scratchCapacity {
            scratch.deallocate()
            // A long row is scanned again when half as much of it again has been read: no need to double.
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

/// Quotes in the middle of cells that have none around them.
struct StrayQuotes {
    /// The first cell with an odd number of quotes, as if a quoted text began or ended in it; `nil` if there is none.
    var first: Int? { odd ?? (count % 2 == 1 ? cell : nil) }
    private var odd: Int?
    private var cell = 0
    private var count = 0

    /// Takes note of a quote in a cell; cells come in order.
    mutating func add(cell newCell: Int) {
        if newCell != cell {
            if count % 2 == 1, odd == nil { odd = cell }
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
