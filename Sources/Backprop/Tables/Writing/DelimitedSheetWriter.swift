/// The layout of a delimited text that is written.
package struct SheetLayout {
    /// The separator of fields.
    package var delimiter = Delimiter.comma
    /// The decimal mark of computed numbers.
    package var decimalMark = DecimalMark.point
    /// Whether the text begins with UTF-8's byte-order mark.
    package var hasByteOrderMark = false
    /// Whether computed numbers have all their digits, rather than six.
    package var isExact = false
    /// Whether cells that a spreadsheet would take for formulas are escaped.
    package var isSpreadsheetSafe = false

    /// The layout of plain CSV.
    package init() {}
}

extension SheetLayout {
    /// Takes the layout of the file that a table was read from, or that of plain CSV if there is no table.
    ///
    /// A file that is not delimited text has no delimiter. It is a semicolon if texts of the table have decimal commas,
    /// and then all numbers have them.
    ///
    /// - Parameter delimiter: The delimiter, or `nil` for that of the file. Of a file that is not delimited text,
    ///   numbers between semicolons have decimal commas, and those between commas decimal points.
    package init(_ table: Table?, delimiter chosen: Delimiter? = nil) {
        self.init()
        if let chosen { delimiter = chosen }
        guard let table else { return }
        guard table.format.form == .delimited else {
            take(table, chosen)
            return
        }
        if chosen == nil { delimiter = table.format.delimiter.value }
        decimalMark = table.writtenDecimalMark
        // A spreadsheet that showed another encoding knows UTF-8 by its mark.
        hasByteOrderMark = table.format.hasByteOrderMark || table.format.encoding.value != .utf8
    }

    /// Takes the layout of a table that was not delimited text.
    private mutating func take(_ table: Table, _ chosen: Delimiter?) {
        switch chosen {
        case .comma?: decimalMark = .point
        case .semicolon?: decimalMark = .comma
        default:
            decimalMark = table.writtenDecimalMark
            if chosen == nil, decimalMark == .comma { delimiter = .semicolon }
        }
        if case .spreadsheet = table.format.form { hasByteOrderMark = table.hasLettersBeyondASCII }
    }
}

extension Table {
    /// Whether a name or a cell has a character that is not in ASCII.
    fileprivate var hasLettersBeyondASCII: Bool {
        columns.contains { column in
            column.name.utf8.contains { $0 >= 0x80 }
                || (0..<column.count).contains { row in
                    column.storage.withCell(row: column.storedRow(row), column: column.index) { cell, _ in
                        cell.contains { $0 >= 0x80 }
                    }
                }
        }
    }
}

/// A writer of delimited text in UTF-8.
package final class DelimitedSheetWriter: SheetWriter {
    private let layout: SheetLayout
    private let output: ByteOutput

    package init(_ layout: SheetLayout, to output: @escaping ByteOutput) {
        (self.layout, self.output) = (layout, output)
    }

    package func write(header: [String]) throws {
        if layout.hasByteOrderMark { try output([0xEF, 0xBB, 0xBF]) }
        try write(header.map(safe))
    }

    package func write(row: [SheetCell]) throws { try write(row.map(text)) }

    package func finish() throws {}

    private func write(_ fields: [String]) throws {
        try output(Array(DelimitedText.row(fields, delimiter: layout.delimiter).utf8))
    }

    private func text(_ cell: SheetCell) -> String {
        switch cell {
        case .text(let text): safe(text)
        case .copied(let cell): text(cell)
        case .list(let texts): safe(texts.joined(separator: "|"))
        case .remarks(let values): safe(values.map(\.description).joined(separator: ", "))
        case .number(let number): text(number)
        }
    }

    private func text(_ cell: Column.WrittenCell) -> String {
        switch cell.value {
        case .number, .percent:
            // A number of a workbook has a point in every country.
            cell.origin == .declaredValue ? marked(cell.text.replacing(",", with: ".")) : cell.text
        case .date: cell.text
        case .text, .boolean, .array, .missing: safe(cell.text)
        }
    }

    private func marked(_ number: String) -> String {
        layout.decimalMark == .point ? number : number.replacing(".", with: ",")
    }

    private func text(_ number: Double) -> String {
        marked(layout.isExact ? "\(number)" : NumberText.rounded(number, digits: 6))
    }

    /// Returns a text that no spreadsheet takes for a formula, if that is requested.
    private func safe(_ text: String) -> String {
        let isFormula = text.utf8.first.map { Array("=+-@\t\r".utf8).contains($0) } ?? false
        return layout.isSpreadsheetSafe && isFormula ? "'" + text : text
    }
}
