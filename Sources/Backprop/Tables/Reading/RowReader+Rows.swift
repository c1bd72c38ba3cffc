/// Splitting of bytes into rows.
extension RowReader {
    /// Scans the next row that is not blank and checks it. Returns false at the end of the text.
    func scanRow(isFirst: Bool = false) throws(TableError) -> Bool {
        while try hasMoreText() {
            guard try completeRow() else { continue }
            if scanner.isBlank {
                cursor.blankLines = (cursor.blankLines?.lowerBound ?? cursor.heldLine)..<cursor.heldLine + 1
                continue
            }
            if !isFirst, let error = badRow() {
                try leaveOut(error)
                continue
            }
            if rowWidth.fieldCount != 1 { forgetBlankLines() }
            return true
        }
        cursor.blankLines = nil
        return false
    }

    /// Whether a byte of another row follows; reads further to find out.
    func hasMoreText() throws(TableError) -> Bool {
        while true {
            if buffer.start < buffer.limit {
                guard cursor.owesLineFeed else { return true }
                cursor.owesLineFeed = false
                if buffer.base[buffer.start] == 0x0A { buffer.start += 1 }
            } else if buffer.hasEnded {
                if case .text = buffer.ending { return false }
                throw endingError()
            } else {
                buffer.fill()
            }
        }
    }

    /// Scans the row at the window's start, reading further until it is complete. Returns `false` if it was left out.
    private func completeRow() throws(TableError) -> Bool {
        while true {
            let isFinal = if case .text = buffer.ending { true } else { false }
            switch scanner.scan(buffer.base, from: buffer.start, limit: buffer.limit, isFinal: isFinal) {
            case .row(let next, let mayOweLineFeed):
                try checkLength(next - buffer.start)
                if scanner.count > options.maximumColumnCount { throw tooManyColumns() }
                buffer.start = next
                cursor.owesLineFeed = mayOweLineFeed
                cursor.heldLine = cursor.nextLine
                cursor.nextLine += 1 + scanner.innerLineCount
                return true
            case .needsMore(let need):
                try fill(until: need)
            case .tooManyFields:
                throw tooManyColumns()
            case .unclosedQuote(let lines):
                try leaveOutLine(unclosedQuote(line: cursor.nextLine + lines))
                return false
            case .textAfterQuote(let field, let lines, let openedAfter):
                try leaveOutLine(
                    textAfterQuote(
                        field: field, line: cursor.nextLine + lines, opened: cursor.nextLine + openedAfter))
                return false
            }
        }
    }

    /// Reads further until the required bytes have arrived, or the text ends.
    ///
    /// A row longer than a megabyte is extended by half its length, since it is scanned again from its start.
    func fill(until need: SingleRowScanner.Need) throws(TableError) {
        if buffer.hasEnded { throw endingError() }
        let length = buffer.limit - buffer.start
        let wanted = length > 1 << 20 ? min(length + length / 2, options.maximumRowLength) : 0
        var hasCome = false
        while !hasCome || buffer.limit - buffer.start < wanted, !buffer.hasEnded {
            let scanned = buffer.limit - buffer.start
            buffer.fill()
            let new = buffer.start + scanned..<buffer.limit
            switch need {
            case .anyByte: hasCome = hasCome || !new.isEmpty
            case .quote: hasCome = hasCome || new.contains { buffer.base[$0] == 0x22 }
            case .lineEnd: hasCome = hasCome || new.contains { buffer.base[$0].isLineEnd }
            }
            if !hasCome { try checkLength(buffer.limit - buffer.start) }
        }
    }

    private func checkLength(_ length: Int) throws(TableError) {
        guard length > options.maximumRowLength else { return }
        throw TableError(
            .rowTooLong, source: source, line: cursor.nextLine,
            problem: "The row that begins here is longer than \(options.maximumRowLength) bytes.",
            remedy: "Is a quote left open, or is this not delimited text? If it is right, raise the limit.",
            option: .raiseMaximumRowLength)
    }

    private func forgetBlankLines() {
        guard let blank = cursor.blankLines else { return }
        cursor.blankLines = nil
        if let known = notices.firstIndex(where: { $0.kind == .blankLinesSkipped }) {
            cursor.skippedBlankLineCount += blank.count
            notices[known] = Notice.blankLines(cursor.skippedBlankLineCount, first: notices[known].line)
        } else {
            cursor.skippedBlankLineCount = blank.count
            notices.append(Notice.blankLines(blank.count, first: blank.lowerBound))
        }
    }

    /// Whether the window begins with a row that need not be read one by one. Then there are no pending line feeds,
    /// blank lines or rows, and rows are not left out or counted.
    var mayScanAhead: Bool {
        !cursor.holdsRow && cursor.blankLines == nil && !cursor.owesLineFeed
            && format.delimiter.value != .whitespace
            && options.badRows == .error && options.maximumRowCount == nil
    }

    /// The validated text that was read, from the beginning of the next row on.
    var window: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer.base + buffer.start, count: buffer.limit - buffer.start)
    }

    /// The share of the text before the window, or 1 if it is unknown.
    var shareRead: Double { buffer.shareTaken }

    /// Continues after rows that were taken out of the window, one per line.
    func skip(_ count: Int, lines: Int) {
        buffer.start += count
        cursor.nextLine += lines
    }

    /// Reads further until the window has a number of bytes. Returns `false` if there were no more bytes.
    func readAhead(_ size: Int) -> Bool {
        let before = buffer.limit - buffer.start
        while !buffer.hasEnded, buffer.limit - buffer.start < size { buffer.fill() }
        return buffer.limit - buffer.start > before
    }

    /// The rows' layout, for the kernels.
    var scanRules: BatchScanRules {
        BatchScanRules(
            delimiter: format.delimiter.value, width: columnNames.count, dropsLast: rowWidth.dropsLastField,
            longestRow: options.maximumRowLength, parser: parser)
    }
}
