/// The fast scan of a row: eight bytes at a time, until a field is quoted.
extension SingleRowScanner {
    /// Scans a row without quotes, or returns `nil` at the first quoted field.
    func scanPlain(_ base: UnsafePointer<UInt8>, from start: Int, limit: Int, isFinal: Bool) -> Outcome? {
        let separator = delimiter.byte
        let marks = StructuralMarks(separator)
        let raw = UnsafeRawPointer(base)
        begin(base + start)
        // Copies that the loop keeps in registers.
        var (ends, count, capacity) = (ends, 0, endsCapacity)
        var fieldStart = start
        var at = start
        while at < limit {
            var found = marks.find(raw.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian)
            if limit &- at < 8 { found &= (1 << UInt64(8 &* (limit &- at))) &- 1 }
            while found != 0 {
                let position = at &+ found.trailingZeroBitCount &>> 3
                found &= found &- 1
                let byte = base[position]
                let endsRow = byte.isLineEnd
                if byte == separator || endsRow {
                    if count == capacity {
                        if count > maximumCount { return .tooManyFields }
                        (ends, capacity) = growEnds(count: count)
                    }
                    ends[count] = UInt32(truncatingIfNeeded: position &- start)
                    count &+= 1
                    fieldStart = position &+ 1
                    if endsRow, byte != separator {
                        self.count = count
                        return endOfRow(base, lineEnd: position, limit: limit, isFinal: isFinal)
                    }
                } else if byte == 0x22 {
                    if isBlank(base, fieldStart..<position) { return nil }
                    strayQuotes.add(cell: count)
                }
            }
            at &+= 8
        }
        guard isFinal else { return .needsMore(.lineEnd) }
        self.count = count
        append(end: limit - start)
        return .row(next: limit, mayOweLineFeed: false)
    }

    /// Returns the end of a row at a line end: LF, CR, or both.
    func endOfRow(_ base: UnsafePointer<UInt8>, lineEnd: Int, limit: Int, isFinal: Bool) -> Outcome {
        let next = lineEnd + 1
        guard base[lineEnd] == 0x0D else { return .row(next: next, mayOweLineFeed: false) }
        guard next < limit else { return .row(next: next, mayOweLineFeed: !isFinal) }
        return .row(next: base[next] == 0x0A ? next + 1 : next, mayOweLineFeed: false)
    }

    private func isBlank(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
        range.allSatisfy { base[$0].isBlank }
    }
}

/// Masks that mark the bytes of a word that may end a field: the delimiter, a quote, or a control character up to 0x0D.
private struct StructuralMarks {
    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private let separators: UInt64

    init(_ separator: UInt8) {
        separators = Self.ones &* UInt64(separator)
    }

    /// Returns the top bit of every byte that may end a field. Additions that cannot carry from byte to byte keep it
    /// exact.
    @inline(__always)
    func find(_ word: UInt64) -> UInt64 {
        let control = ((word & Self.low) &+ (Self.ones &* 0x72)) | word
        let separator = word ^ separators
        let quote = word ^ (Self.ones &* 0x22)
        let notSeparator = ((separator & Self.low) &+ Self.low) | separator
        let notQuote = ((quote & Self.low) &+ Self.low) | quote
        return ~(control & notSeparator & notQuote) & ~Self.low
    }
}
