import CKernels

/// The kinds of a column's cells, counted while they are read.
struct CellCounts: Sendable {
    var missingCount = 0
    /// The number of missing cells that are empty.
    var emptyCount = 0
    var numberCount = 0
    var textCount = 0
    /// The number of texts that would be numbers in another style.
    var otherStyleCount = 0
    // The row of the first cell of each kind, or -1.
    var firstText = -1
    var firstInexact = -1
    var firstLeadingZero = -1
    var firstOverflow = -1
    var firstUnderflow = -1
    var firstBlanks = -1

    /// Whether every cell is missing or a number that `Double` can represent.
    var isAllNumbers: Bool { textCount == 0 && firstOverflow < 0 }

    /// Counts a cell and returns its number, or NaN if it has none. The memory must be readable for 24 bytes beyond the
    /// cell's end.
    @inline(__always)
    mutating func observe(padded cell: UnsafeBufferPointer<UInt8>, row: Int, _ parser: CellParser) -> Double {
        switch parser.content(padded: cell) {
        case .missing:
            missingCount &+= 1
            if parser.trimmed(cell).count == 0 { emptyCount &+= 1 }
            return .nan
        case .number(let number):
            numberCount &+= 1
            if number.isUnusual { return observeUnusual(number, cell, row: row, parser) }
            return number.fastDouble ?? observeUnusual(number, cell, row: row, parser)
        case .text:
            observeText(cell, row: row, parser)
            return .nan
        }
    }

    /// Adds the counts of later rows, the first of which is row `first`.
    mutating func add(_ other: CellCounts, from first: Int) {
        missingCount += other.missingCount
        emptyCount += other.emptyCount
        numberCount += other.numberCount
        textCount += other.textCount
        otherStyleCount += other.otherStyleCount
        for row in [
            \CellCounts.firstText, \.firstInexact, \.firstLeadingZero, \.firstOverflow, \.firstUnderflow,
            \.firstBlanks,
        ] {
            noteFirst(row, other[keyPath: row], from: first)
        }
    }

    /// Adds the counts of a kernel for rows, the first of which is row `first`.
    mutating func add(_ counts: bp_column_counts, from first: Int) {
        missingCount += counts.missing
        emptyCount += counts.missing
        numberCount += counts.numbers
        textCount += counts.texts
        noteFirst(\.firstText, counts.first_text, from: first)
    }

    private mutating func noteFirst(
        _ path: WritableKeyPath<CellCounts, Int>, _ row: Int, from first: Int
    ) {
        guard row >= 0, self[keyPath: path] < 0 || first + row < self[keyPath: path] else { return }
        self[keyPath: path] = first + row
    }

    @inline(never)
    private mutating func observeText(_ cell: UnsafeBufferPointer<UInt8>, row: Int, _ parser: CellParser) {
        textCount += 1
        if firstText < 0 { firstText = row }
        if firstBlanks < 0, parser.trimmed(cell).count < cell.count { firstBlanks = row }
        guard cell.contains(where: \.isDigit), cell.allSatisfy(Self.mayBelongToNumber) else { return }
        if parser.otherStyle(of: cell) != nil { otherStyleCount += 1 }
    }

    private static func mayBelongToNumber(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isBlank || (0x2B...0x2E).contains(byte) || byte | 0x20 == 0x65 || byte >= 0x80
    }

    @inline(never)
    private mutating func observeUnusual(
        _ number: DecimalNumber, _ cell: UnsafeBufferPointer<UInt8>, row: Int, _ parser: CellParser
    ) -> Double {
        if number.isWhole, number.hasLeadingZero, firstLeadingZero < 0 { firstLeadingZero = row }
        if number.isInexactWhole, firstInexact < 0 { firstInexact = row }
        switch parser.value(number, of: cell, as: Double.self) {
        case .value(let value):
            if value == 0, number.significand != 0, firstUnderflow < 0 { firstUnderflow = row }
            return value
        case .overflow, .missing, .notANumber:
            if firstOverflow < 0 { firstOverflow = row }
            return .nan
        }
    }
}

extension DecimalNumber {
    /// Whether the number needs a closer look, because it may be an identifier.
    @inline(__always)
    var isUnusual: Bool {
        (isWhole && (hasLeadingZero || significand > 1 << 53)) || !isExact
    }
}
