/// A parser of cells, each of which is missing, a number or text.
struct CellParser: Sendable {
    enum Content {
        case missing
        case number(DecimalNumber)
        case text
    }

    /// A number's value, or the reason that there is none.
    enum Parsed<S> {
        case value(S)
        case missing
        case notANumber
        case overflow
    }

    private(set) var missingTokens: MissingTokens
    let decimalMark: UInt8
    let thousandsSeparator: UInt8?
    /// The format of numbers that are not plain ones, or `nil` if they are.
    private(set) var format: ColumnFormat?
    /// Whether cells are shares, of which the percentage is the number.
    private var readsShares = false

    init(missingTokens: [String], decimalMark: DecimalMark, thousandsSeparator: ThousandsSeparator?) {
        self.decimalMark = UInt8(ascii: decimalMark == .comma ? "," : ".")
        self.missingTokens = MissingTokens(missingTokens, decimalMark: self.decimalMark)
        self.thousandsSeparator = thousandsSeparator?.byte
    }

    enum Kind { case missing, number, text }

    /// Returns the kind of a cell's content, without its value.
    func kind(_ cell: UnsafeBufferPointer<UInt8>) -> Kind {
        switch content(cell) {
        case .missing: .missing
        case .number: .number
        case .text: .text
        }
    }

    func kind(_ text: String) -> Kind {
        var text = text
        return text.withUTF8 { kind($0) }
    }

    /// Returns a parser that treats some of the texts for a missing value as ordinary text.
    func keeping(_ words: [String]) -> CellParser {
        var parser = self
        parser.missingTokens = missingTokens.without(words)
        return parser
    }

    /// Returns a parser of numbers in a format, or of plain ones if it is `nil`.
    func reading(_ format: ColumnFormat?) -> CellParser {
        var parser = self
        (parser.format, parser.readsShares) = (format, false)
        return parser
    }

    /// Returns a parser that takes a plain number as a share, and its percentage as the value.
    func readingShares() -> CellParser {
        var parser = self
        parser.readsShares = true
        return parser
    }

    /// Returns a cell in the format as a plain number with a decimal point, or `nil` if it does not fit.
    private func formatted(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard readsShares else { return format?.plain(text) }
        guard DecimalNumber(text, decimalMark: decimalMark) != nil else { return nil }
        return DecimalShift.shifting(text.map { $0 == decimalMark ? UInt8(ascii: ".") : $0 }, by: 2)
    }

    func isMissing(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = trimmed(cell)
        if missingTokens.contains(text) { return true }
        guard !missingTokens.areNoNumbers else { return false }
        if case .missing = irregularContent(text) { return true }
        return false
    }

    /// Returns a cell's content, ignoring blanks around it.
    @inline(__always)
    func content(_ cell: UnsafeBufferPointer<UInt8>) -> Content {
        let text = trimmed(cell)
        if missingTokens.contains(text) { return .missing }
        if format == nil, let number = DecimalNumber(text, decimalMark: decimalMark) {
            return .number(number)
        }
        return irregularContent(text)
    }

    /// Returns the content of a cell of a parser without a format. Its memory must be readable for 24 bytes beyond its
    /// end.
    @inline(__always)
    func content(padded cell: UnsafeBufferPointer<UInt8>) -> Content {
        let text = trimmed(cell)
        if missingTokens.contains(text) { return .missing }
        if let number = DecimalNumber(padded: text, decimalMark: decimalMark) { return .number(number) }
        return irregularContent(text)
    }

    @inline(never)
    private func irregularContent(_ text: UnsafeBufferPointer<UInt8>) -> Content {
        let (plain, mark) =
            format == nil ? (plainNumber(text), decimalMark) : (formatted(text), UInt8(ascii: "."))
        return plain?.withUnsafeBufferPointer { plain in
            if missingTokens.contains(plain) { return .missing }
            return DecimalNumber(plain, decimalMark: mark).map(Content.number) ?? .text
        } ?? .text
    }

    /// Returns the cell's number, rounded once and straight to `S`.
    @inline(__always)
    func number<S: BinaryFloatingPoint>(_ cell: UnsafeBufferPointer<UInt8>, as type: S.Type) -> Parsed<S> {
        switch content(cell) {
        case .missing: return .missing
        case .text: return .notANumber
        case .number(let number): return value(number, of: cell, as: type)
        }
    }

    /// Returns a number's value, rounded once and straight to `S`.
    @inline(__always)
    func value<S: BinaryFloatingPoint>(
        _ number: DecimalNumber, of cell: UnsafeBufferPointer<UInt8>, as type: S.Type
    ) -> Parsed<S> {
        if S.self == Double.self, let value = number.fastDouble { return .value(value as! S) }
        if S.self == Float.self, let value = number.fastFloat {
            return value.isFinite ? .value(value as! S) : .overflow
        }
        return standardNumber(cell, as: type)
    }

    /// Returns the number as the standard library reads it.
    @inline(never)
    private func standardNumber<S: BinaryFloatingPoint>(
        _ cell: UnsafeBufferPointer<UInt8>, as type: S.Type
    ) -> Parsed<S> {
        let text = canonical(cell)
        let value: S? =
            if S.self == Double.self {
                Double(text).map { $0 as! S }
            } else if S.self == Float.self {
                Float(text).map { $0 as! S }
            } else {
                (S.self as? any LosslessStringConvertible.Type)?.init(text) as? S
            }
        guard let value else { return .notANumber }
        return value.isFinite ? .value(value) : .overflow
    }

    /// Returns the cell with a point as its decimal mark, a digit on either side of it, and no grouping.
    private func canonical(_ cell: UnsafeBufferPointer<UInt8>) -> String {
        let text = trimmed(cell)
        let formatted = formatted(text)
        let decimalMark = formatted == nil ? decimalMark : UInt8(ascii: ".")
        var bytes: [UInt8] = []
        for byte in formatted ?? plainNumber(text) ?? Array(text) {
            let isMark = byte == decimalMark
            if isMark, bytes.last.map(\.isDigit) != true { bytes.append(0x30) }
            if bytes.last == 0x2E, !byte.isDigit { bytes.append(0x30) }
            bytes.append(isMark ? 0x2E : byte)
        }
        if bytes.last == 0x2E { bytes.append(0x30) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Returns the cell's text without the blanks around it, or `nil` if it is missing.
    func text(of cell: UnsafeBufferPointer<UInt8>) -> String? {
        let text = trimmed(cell)
        return missingTokens.contains(text) ? nil : String(decoding: text, as: UTF8.self)
    }

    /// Returns a cell without the blanks around it: spaces, tabs and no-break spaces.
    @inline(__always)
    func trimmed(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let base = cell.baseAddress, cell.count > 0 else { return cell }
        var (start, end) = (0, cell.count)
        while start < end, base[start].isBlank { start += 1 }
        while end > start, base[end - 1].isBlank { end -= 1 }
        let text = UnsafeBufferPointer(start: base + start, count: end - start)
        guard start < end, base[start] >= 0xC2 || base[end - 1] >= 0xA0 else { return text }
        return TypographicForms.trimmed(text)
    }
}
