/// The careful scan of a row, byte by byte, for quotes and runs of white space. The row is rewritten without its
/// quotes, with one byte between two fields.
extension SingleRowScanner {
    func scanCarefully(_ base: UnsafePointer<UInt8>, from start: Int, limit: Int, isFinal: Bool) -> Outcome {
        let output = scratch(size: limit - start + 64)
        begin(UnsafePointer(output))
        var row = CarefulRow(
            base: base, limit: limit, isFinal: isFinal, delimiter: delimiter, at: start, output: output)
        while true {
            if let outcome = row.readField(field: count) { return outcome }
            if row.hasField || count == 0 { append(end: row.written) }
            if row.hasStrayQuotes { strayQuotes.add(cell: count - 1) }
            if count > maximumCount { return .tooManyFields }
            row.separate()
            note(innerLines: row.lines, hasQuotes: row.hasQuotes)
            if row.at == limit || base[row.at].isLineEnd { row.pad() }
            if row.at == limit { return .row(next: limit, mayOweLineFeed: false) }
            if base[row.at].isLineEnd {
                return endOfRow(base, lineEnd: row.at, limit: limit, isFinal: isFinal)
            }
            row.at += 1
        }
    }
}

/// The state of a row during the careful scan.
private struct CarefulRow {
    let base: UnsafePointer<UInt8>
    let limit: Int
    let isFinal: Bool
    let delimiter: Delimiter
    /// The current offset of the scan.
    var at: Int
    let output: UnsafeMutablePointer<UInt8>
    /// The number of bytes written.
    var written = 0
    /// The number of line ends inside quotes.
    var lines = 0
    var hasQuotes = false
    /// Whether the last field has an odd number of quotes in its middle.
    var hasStrayQuotes = false
    /// Whether the last call found a field: false at the end of a line that ends with white space.
    var hasField = true

    init(
        base: UnsafePointer<UInt8>, limit: Int, isFinal: Bool, delimiter: Delimiter, at: Int,
        output: UnsafeMutablePointer<UInt8>
    ) {
        self.base = base
        self.limit = limit
        self.isFinal = isFinal
        self.delimiter = delimiter
        self.at = at
        self.output = output
    }

    /// Writes one field and stops at its end. Returns an outcome if that is not possible.
    mutating func readField(field: Int) -> SingleRowScanner.Outcome? {
        let content = endOfBlanks(from: at)
        hasStrayQuotes = false
        if delimiter == .whitespace { at = content }
        hasField = delimiter != .whitespace || (content < limit && !base[content].isLineEnd)
        if content < limit, base[content] == 0x22 {
            at = content + 1
            return readQuoted(field: field)
        }
        while at < limit, !endsField(base[at]) {
            if base[at] == 0x22 { hasStrayQuotes.toggle() }
            put(base[at])
        }
        return at == limit && !isFinal ? .needsMore(.lineEnd) : nil
    }

    mutating func separate() {
        output[written] = delimiter.byte
        written += 1
    }

    /// Writes zeros after the row, for readers of whole words.
    func pad() { (output + written).update(repeating: 0, count: 24) }

    private mutating func readQuoted(field: Int) -> SingleRowScanner.Outcome? {
        let opened = lines
        hasQuotes = true
        while true {
            guard at < limit else { return isFinal ? .unclosedQuote(lines: opened) : .needsMore(.quote) }
            if base[at] != 0x22 {
                countLineEnd()
                put(base[at])
            } else if at + 1 < limit, base[at + 1] == 0x22 {
                at += 1
                put(0x22)
            } else {
                at += 1
                return leaveQuotes(field: field, opened: opened)
            }
        }
    }

    /// Skips the blanks between a closing quote and the delimiter. Returns an outcome if there is anything else.
    private mutating func leaveQuotes(field: Int, opened: Int) -> SingleRowScanner.Outcome? {
        let next = endOfBlanks(from: at)
        if next == limit, !isFinal { return .needsMore(.anyByte) }
        let isSeparated = delimiter == .whitespace && next > at
        if next < limit, !endsField(base[next]), !isSeparated {
            return .textAfterQuote(field: field, lines: lines, openedAfter: opened)
        }
        // A run of white space is the delimiter itself: the scan resumes at its last byte.
        at = isSeparated && next < limit && !base[next].isLineEnd ? next - 1 : next
        return nil
    }

    private mutating func put(_ byte: UInt8) {
        output[written] = byte
        written += 1
        at += 1
    }

    private mutating func countLineEnd() {
        let isPair = at + 1 < limit && base[at + 1] == 0x0A
        if base[at] == 0x0A || (base[at] == 0x0D && !isPair) { lines += 1 }
    }

    private func endsField(_ byte: UInt8) -> Bool {
        byte.isLineEnd || byte == delimiter.byte || (delimiter == .whitespace && byte == 0x09)
    }

    private func endOfBlanks(from start: Int) -> Int {
        var position = start
        while position < limit, base[position].isBlank,
            base[position] != delimiter.byte || delimiter == .whitespace
        {
            position += 1
        }
        return position
    }
}
