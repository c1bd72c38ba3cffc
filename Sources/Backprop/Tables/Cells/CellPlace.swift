/// The location of a cell, for messages about it.
struct CellPlace {
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
                remedy: "Correct it, or leave the column out with --ignore \(quoted(column)).")
        }
        return TableError(
            .notANumber, source: source, line: line, unit: unit, column: column,
            problem: "A number expected, but \(quoted(text)) found.", remedy: remedy(for: text, parser))
    }

    private func remedy(for text: String, _ parser: CellParser) -> String {
        if let other = parser.otherStyle(of: text) { return other.remedy }
        // A text with a digit in it means more than a missing value.
        if text.utf8.contains(where: \.isDigit) {
            return "Correct it, or take the column as text with --categorical \(quoted(column))."
        }
        return "Correct it, list it as missing with --missing \(quoted(text)), "
            + "or take the column as text with --categorical \(quoted(column))."
    }
}

/// A style of writing numbers other than the one expected.
enum NumberStyle {
    case decimalComma
    case groupedByComma
    case groupedByPoint
    case groupedBySpace

    var remedy: String {
        switch self {
        case .decimalComma: "If the comma is the decimal mark, say --decimal-comma."
        case .groupedByComma:
            "If the comma groups thousands, say --thousands comma; if it is the decimal mark, --decimal-comma."
        case .groupedBySpace: "If the blank groups thousands, say --thousands space."
        case .groupedByPoint: "If the point groups thousands, say --thousands point --decimal-comma."
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
