/// From bytes to rows.
extension RowReader {
    /// Scans the next row that is not blank and checks its width. False at the end of the text.
    func scanRow(isFirst: Bool = false) throws(TableError) -> Bool {
        while try hasMoreText() {
            try completeRow()
            if scanner.isBlank {
                blankLines = (blankLines?.lowerBound ?? heldLine)..<heldLine + 1
                continue
            }
            if !isFirst { try checkWidth() }
            if fieldCount != 1 { forgetBlankLines() }
            return true
        }
        blankLines = nil
        return false
    }

    /// Whether a byte of another row follows; reads on to find out.
    func hasMoreText() throws(TableError) -> Bool {
        while true {
            if buffer.start < buffer.limit {
                guard owesLineFeed else { return true }
                owesLineFeed = false
                if buffer.base[buffer.start] == 0x0A { buffer.start += 1 }
            } else if buffer.hasEnded {
                if case .text = buffer.ending { return false }
                throw endingError()
            } else {
                buffer.fill()
            }
        }
    }

    /// Scans the row at the window's start, reading on until it is complete.
    private func completeRow() throws(TableError) {
        while true {
            let isFinal = if case .text = buffer.ending { true } else { false }
            switch scanner.scan(buffer.base, from: buffer.start, limit: buffer.limit, isFinal: isFinal) {
            case .row(let next, let mayOweLineFeed):
                try checkLength(next - buffer.start)
                buffer.start = next
                owesLineFeed = mayOweLineFeed
                heldLine = nextLine
                nextLine += 1 + scanner.innerLineCount
                return
            case .needsMore(let need):
                try fill(until: need)
            case .unclosedQuote(let lines):
                throw unclosedQuote(line: nextLine + lines)
            case .textAfterQuote(let field, let lines, let openedAfter):
                throw textAfterQuote(field: field, line: nextLine + lines, opened: nextLine + openedAfter)
            }
        }
    }

    /// Reads on until what is needed has come, or the text's end.
    func fill(until need: SingleRowScanner.Need) throws(TableError) {
        if buffer.hasEnded { throw endingError() }
        var hasCome = false
        while !hasCome, !buffer.hasEnded {
            let seen = buffer.limit - buffer.start
            buffer.fill()
            let new = buffer.start + seen..<buffer.limit
            switch need {
            case .anyByte: hasCome = !new.isEmpty
            case .quote: hasCome = new.contains { buffer.base[$0] == 0x22 }
            case .lineEnd: hasCome = new.contains { buffer.base[$0].isLineEnd }
            }
            if !hasCome { try checkLength(buffer.limit - buffer.start) }
        }
    }

    private func checkLength(_ length: Int) throws(TableError) {
        guard length > options.maximumRowLength else { return }
        throw TableError(
            .rowTooLong, source: source, line: nextLine,
            problem: "The row that begins here is longer than \(options.maximumRowLength) bytes.",
            remedy: "Is a quote left open, or is this no delimited text?")
    }

    private func checkWidth() throws(TableError) {
        guard let fieldCount else { return }
        guard scanner.count == fieldCount else { throw raggedRow(expected: fieldCount) }
        guard dropsLastField, !scanner.field(fieldCount - 1).allSatisfy(\.isBlank) else { return }
        throw textAfterLastDelimiter()
    }

    private func forgetBlankLines() {
        guard let blank = blankLines else { return }
        blankLines = nil
        if let known = notices.firstIndex(where: { $0.kind == .blankLinesSkipped }) {
            skippedBlankLines += blank.count
            notices[known] = Notice.blankLines(skippedBlankLines, first: notices[known].line)
        } else {
            skippedBlankLines = blank.count
            notices.append(Notice.blankLines(blank.count, first: blank.lowerBound))
        }
    }

    /// Whether the window begins with a row that need not be read one by one: nothing is owed or held back.
    var mayScanAhead: Bool {
        !holdsRow && blankLines == nil && !owesLineFeed && format.delimiter.value != .whitespace
    }

    /// What was read and is known to be good, from the beginning of the next row on.
    var window: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer.base + buffer.start, count: buffer.limit - buffer.start)
    }

    /// Which part of the text lies before the window; 1 where that cannot be said.
    var shareRead: Double { buffer.shareTaken }

    /// Goes on behind rows that were taken out of the window, one to a line.
    func skip(_ count: Int, lines: Int) {
        buffer.start += count
        nextLine += lines
    }

    /// Reads on until the window holds so many bytes. False where nothing came.
    func readAhead(_ size: Int) -> Bool {
        let before = buffer.limit - buffer.start
        while !buffer.hasEnded, buffer.limit - buffer.start < size { buffer.fill() }
        return buffer.limit - buffer.start > before
    }

    /// What the kernels must know of the rows.
    var scanRules: BatchScanRules {
        BatchScanRules(
            delimiter: format.delimiter.value, width: columnNames.count, dropsLast: dropsLastField,
            longestRow: options.maximumRowLength, parser: parser)
    }
}
