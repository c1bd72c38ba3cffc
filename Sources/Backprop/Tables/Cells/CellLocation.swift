/// The location of a cell, for messages about it.
struct CellLocation {
    let source: String
    let line: Int
    var unit = RowUnit.line
    let column: String

    /// Returns the error for a cell that was requested as a number and holds none, or one too large.
    func error<S: BinaryFloatingPoint>(_ text: String, as type: S.Type, _ parser: CellParser) -> TableError {
        if parser.kind(text) == .number {
            return TableError(
                .overflow, source: source, line: line, unit: unit, column: column,
                problem:
                    "\(quoted(text)) is too large for \(type), which ends at \(S.greatestFiniteMagnitude).",
                remedy: "Correct it, or leave the column out.", option: .ignoreColumn(column))
        }
        if let format = parser.format {
            return TableError(
                .notANumber, source: source, line: line, unit: unit, column: column,
                problem: "\(format.cellDescription.capitalizedFirst) expected, but \(quoted(text)) found.",
                remedy: "Write it as the other cells of the column, or leave its cell empty if it is missing."
            )
        }
        let (remedy, option) = remedy(for: text, parser)
        return TableError(
            .notANumber, source: source, line: line, unit: unit, column: column,
            problem: "A number expected, but \(quoted(text)) found.", remedy: remedy, option: option)
    }

    private func remedy(for text: String, _ parser: CellParser) -> (String, ReadingRemedy) {
        if let other = parser.otherStyle(of: text) { return (other.remedy, other.option) }
        // A text with a digit in it means more than a missing value.
        if text.utf8.contains(where: \.isDigit) {
            return ("Correct it, or take the column as text.", .categorical(column))
        }
        return (
            "Correct it, list it as a text for a missing value, or take the column as text.",
            .either([.missingWord(text), .categorical(column)])
        )
    }
}

/// A style of writing numbers other than the one expected.
enum NumberStyle {
    case decimalComma
    case groupedByComma
    case groupedByPoint
    case groupedBySpace

    /// The sentence about the option of reading that would help.
    var remedy: String {
        switch self {
        case .decimalComma: "If the comma is the decimal mark, set it as that."
        case .groupedByComma:
            "If the comma groups thousands, set it as their separator; if it is the decimal mark, set it as that."
        case .groupedBySpace: "If the blank groups thousands, set it as their separator."
        case .groupedByPoint:
            "If the point groups thousands, set it as their separator, and the comma as the decimal mark."
        }
    }

    /// The option of reading that would help.
    var option: ReadingRemedy {
        switch self {
        case .decimalComma: .decimalComma
        case .groupedByComma: .either([.thousands(.comma), .decimalComma])
        case .groupedBySpace: .thousands(.space)
        case .groupedByPoint: .thousands(.point)
        }
    }
}

extension CellParser {
    /// Returns the style in which a text that is not a number here would be one, or `nil` if there is none.
    func otherStyle(of text: String) -> NumberStyle? {
        var text = text
        return text.withUTF8 { Self.style(of: trimmed($0)) }
    }

    /// Returns the style in which a cell that is not a number here would be one, or `nil` if there is none.
    func otherStyle(of cell: UnsafeBufferPointer<UInt8>) -> NumberStyle? { Self.style(of: trimmed(cell)) }

    private static func style(of text: UnsafeBufferPointer<UInt8>) -> NumberStyle? {
        let (comma, point) = (UInt8(ascii: ","), UInt8(ascii: "."))
        if isGroupedBySpaces(text) { return .groupedBySpace }
        guard text.contains(comma) || text.contains(point) else { return nil }
        if isNumber(text, mark: point, separator: comma) { return .groupedByComma }
        if DecimalNumber(text, decimalMark: comma) != nil { return .decimalComma }
        return isNumber(text, mark: comma, separator: point) ? .groupedByPoint : nil
    }

    private static func isGroupedBySpaces(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let space = UInt8(ascii: " ")
        let plain = TypographicForms.plain(text, separator: space)
        guard let digits = plain.withUnsafeBufferPointer({ ungrouped($0, space) }) else { return false }
        return digits.withUnsafeBufferPointer { digits in
            [0x2C, 0x2E].contains { DecimalNumber(digits, decimalMark: $0) != nil }
        }
    }

    private static func isNumber(_ text: UnsafeBufferPointer<UInt8>, mark: UInt8, separator: UInt8) -> Bool {
        if DecimalNumber(text, decimalMark: mark) != nil { return true }
        guard let plain = ungrouped(text, separator) else { return false }
        return plain.withUnsafeBufferPointer { DecimalNumber($0, decimalMark: mark) } != nil
    }
}
