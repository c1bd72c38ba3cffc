/// The notices about a column.
extension CellCounts {
    /// The cells that a notice takes its text and line from.
    struct Cells {
        let store: CellStore
        let column: Int
        let name: String
        let parser: CellParser
        let hasHeader: Bool

        func notice(
            _ kind: Notice.Kind, row: Int, option: ReadingRemedy? = nil, _ message: (String) -> String
        ) -> Notice {
            Notice(kind, column: name, line: store.line(ofRow: row), option: option, message(text(row)))
        }

        func text(_ row: Int) -> String { store.text(row: row, column: column) }

        /// Returns the texts without digits in the column, or the first alone if there are more than a list should have.
        func words(_ first: String) -> [String] {
            var words: [String] = []
            store.forEachValue(ofColumn: column, parser) { _, cell in
                guard parser.kind(cell) == .text else { return true }
                let word = String(decoding: cell, as: UTF8.self)
                if !word.utf8.contains(where: \.isDigit), !words.contains(word) { words.append(word) }
                return words.count <= 6
            }
            return words.count <= 6 && !words.isEmpty ? words : [first]
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
        if otherStyleCount > 0, otherStyleCount + numberCount >= 9 * (textCount - otherStyleCount) {
            let style = cells.parser.otherStyle(of: cells.text(firstText))
            let remedy = style?.remedy ?? "Set how its numbers are written, or leave it out."
            let option = style?.option ?? .ignoreColumn(cells.name)
            notices.append(
                cells.notice(.otherNumberStyle, row: firstText, option: option) {
                    "\(quoted($0)) is read as text, and so is the column. \(remedy)"
                })
        } else if numberCount >= 9 * textCount {
            let (remedy, option) = remedyForTexts(cells)
            notices.append(
                cells.notice(.nearlyNumeric, row: firstText, option: option) {
                    "\(textCount) of \(numberCount + textCount) values are not numbers, \(quoted($0)) first: the "
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

    /// Returns the remedy for a few texts among numbers.
    private func remedyForTexts(_ cells: Cells) -> (String, ReadingRemedy) {
        let text = cells.text(firstText)
        if firstText == 0 && textCount == 1 && !cells.hasHeader {
            return ("If this line is the header, read the file with a header.", .header(true))
        }
        // A text with a digit in it means more than a missing value.
        if text.utf8.contains(where: \.isDigit) {
            return ("Correct them, or take the column as text.", .categorical(cells.name))
        }
        let words = cells.words(text)
        return (
            "Correct them, or list them as texts for a missing value.",
            words.count > 1 ? .missingWords(words) : .missingWord(text)
        )
    }

    private func numberNotices(_ cells: Cells) -> [Notice] {
        var notices: [Notice] = []
        func add(
            _ kind: Notice.Kind, _ row: Int, _ option: ReadingRemedy? = nil, _ message: (String) -> String
        ) {
            if row >= 0 { notices.append(cells.notice(kind, row: row, option: option, message)) }
        }
        let ignored = ReadingRemedy.ignoreColumn(cells.name)
        add(.inexactInteger, firstInexact, ignored) {
            "\($0) is a whole number that Double cannot hold exactly. If it is an identifier, leave the column out."
        }
        add(.leadingZeros, firstLeadingZero, .either([.categorical(cells.name), ignored])) {
            "\(quoted($0)) begins with a zero, as identifiers do; as a number it loses it. If it is one, take the "
                + "column as text, or leave it out."
        }
        add(.overflow, firstOverflow, ignored) {
            "\($0) is too large for Double. Correct it, or leave the column out."
        }
        add(.underflow, firstUnderflow) {
            "\($0) is too small for Double: as a number it is zero."
        }
        return notices
    }
}
