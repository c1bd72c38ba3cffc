/// The notices about a column.
extension CellCounts {
    /// The cells that a notice takes its text and line from.
    struct Cells {
        let store: CellStore
        let column: Int
        let name: String
        let parser: CellParser
        let hasHeader: Bool

        func notice(_ kind: Notice.Kind, row: Int, _ message: (String) -> String) -> Notice {
            let text = store.text(row: row, column: column)
            return Notice(kind, column: name, line: store.line(ofRow: row), message(text))
        }
    }

    func notices(_ cells: Cells) -> [Notice] {
        if numberCount + textCount == 0 {
            return [
                Notice(
                    .allMissing, column: cells.name,
                    "No row has a value here: nothing can be learned from it, and training leaves it out.")
            ]
        }
        return textCount > 0 ? textNotices(cells) : numberNotices(cells)
    }

    private func textNotices(_ cells: Cells) -> [Notice] {
        var notices: [Notice] = []
        let hint = "leave it out with --ignore \(quoted(cells.name))"
        if otherStyleCount > 0, otherStyleCount + numberCount >= 9 * (textCount - otherStyleCount) {
            notices.append(
                cells.notice(.otherNumberStyle, row: firstText) { text in
                    let remedy =
                        cells.parser.otherStyle(of: text)?.remedy
                        ?? "Say how its numbers are written, or \(hint)."
                    return "\(quoted(text)) is read as text, and so is the column. \(remedy)"
                })
        } else if numberCount >= 9 * textCount {
            notices.append(
                cells.notice(.nearlyNumeric, row: firstText) { text in
                    var remedy = "Correct them, or list them as missing with --missing \(quoted(text))."
                    if firstText == 0 && textCount == 1 && !cells.hasHeader {
                        remedy = "If this line is the header, say --header."
                    } else if text.utf8.contains(where: \.isDigit) {
                        // A text with a digit in it means more than a missing value.
                        remedy =
                            "Correct them, or take the column as text with --categorical \(quoted(cells.name))."
                    }
                    return
                        "\(textCount) of \(numberCount + textCount) values are no numbers, \(quoted(text)) first: the "
                        + "column is read as text. \(remedy)"
                })
        }
        if firstBlanks >= 0 {
            notices.append(
                cells.notice(.surroundingBlanks, row: firstBlanks) { text in
                    "\(quoted(text)) has blanks at its ends, which are left out."
                })
        }
        return notices
    }

    private func numberNotices(_ cells: Cells) -> [Notice] {
        var notices: [Notice] = []
        func add(_ kind: Notice.Kind, _ row: Int, _ message: (String) -> String) {
            if row >= 0 { notices.append(cells.notice(kind, row: row, message)) }
        }
        let asText = "take the column as text with --categorical \(quoted(cells.name))"
        let ignored = "leave it out with --ignore \(quoted(cells.name))"
        add(.inexactInteger, firstInexact) {
            "\($0) is a whole number that Double cannot hold exactly. If it is an identifier, \(ignored)."
        }
        add(.leadingZeros, firstLeadingZero) {
            "\(quoted($0)) begins with a zero, as identifiers do; as a number it loses it. If it is one, \(asText) or \(ignored)."
        }
        add(.overflow, firstOverflow) {
            "\($0) is too large for Double. Correct it, or \(ignored)."
        }
        add(.underflow, firstUnderflow) {
            "\($0) is too small for Double: as a number it is zero."
        }
        return notices
    }
}
