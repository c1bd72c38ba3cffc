/// Where a cell stands, for messages about it.
struct CellPlace {
    let source: String
    let line: Int
    let column: String

    /// The error for a cell that was asked for as a number and holds none, or one too large.
    func error<S: BinaryFloatingPoint>(_ text: String, as type: S.Type, _ parser: CellParser) -> TableError {
        if parser.kind(text) == .number {
            return TableError(
                .overflow, source: source, line: line, column: column,
                problem:
                    "\(quoted(text)) is too large for \(type), which ends at \(S.greatestFiniteMagnitude).",
                remedy: "Correct it, or leave the column out with --ignore \(quoted(column)).")
        }
        return TableError(
            .notANumber, source: source, line: line, column: column,
            problem: "A number expected, but \(quoted(text)) found.", remedy: remedy(for: text, parser))
    }

    private func remedy(for text: String, _ parser: CellParser) -> String {
        if let other = parser.otherStyle(of: text) { return other.remedy }
        return "Correct it, list it as missing with --missing \(quoted(text)), "
            + "or take the column as text with --categorical \(quoted(column))."
    }
}

/// Another way to write numbers, which a text follows.
enum NumberStyle {
    case decimalComma
    case groupedByComma
    case groupedByPoint

    var remedy: String {
        switch self {
        case .decimalComma: "If the comma is the decimal mark, say --decimal-comma."
        case .groupedByComma:
            "If the comma groups thousands, say --thousands comma; if it is the decimal mark, --decimal-comma."
        case .groupedByPoint: "If the point groups thousands, say --thousands point --decimal-comma."
        }
    }
}

extension CellParser {
    /// The way in which a text that is no number here would be one, if any.
    func otherStyle(of text: String) -> NumberStyle? {
        func isNumber(_ mark: DecimalMark, _ separator: ThousandsSeparator?) -> Bool {
            CellParser(missingTokens: [], decimalMark: mark, thousandsSeparator: separator).kind(text)
                == .number
        }
        guard text.utf8.contains(UInt8(ascii: ",")) || text.utf8.contains(UInt8(ascii: ".")) else {
            return nil
        }
        if isNumber(.point, .comma) { return .groupedByComma }
        if isNumber(.comma, nil) { return .decimalComma }
        return isNumber(.comma, .point) ? .groupedByPoint : nil
    }
}
