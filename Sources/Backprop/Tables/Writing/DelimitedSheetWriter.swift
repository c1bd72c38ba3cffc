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
    package init(_ table: Table?) {
        self.init()
        guard let table else { return }
        delimiter = table.format.delimiter.value
        decimalMark = table.writtenDecimalMark
        // A spreadsheet that showed another encoding knows UTF-8 by its mark.
        hasByteOrderMark = table.format.hasByteOrderMark || table.format.encoding.value != .utf8
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
        case .copied(let cell): cell.value == .text ? safe(cell.text) : cell.text
        case .list(let texts): safe(texts.joined(separator: "|"))
        case .remarks(let values): safe(values.map(\.description).joined(separator: ", "))
        case .number(let number): text(number)
        }
    }

    private func text(_ number: Double) -> String {
        let text = layout.isExact ? "\(number)" : NumberText.rounded(number, digits: 6)
        return layout.decimalMark == .point ? text : text.replacing(".", with: ",")
    }

    /// Returns a text that no spreadsheet takes for a formula, if that is requested.
    private func safe(_ text: String) -> String {
        let isFormula = text.utf8.first.map { Array("=+-@\t\r".utf8).contains($0) } ?? false
        return layout.isSpreadsheetSafe && isFormula ? "'" + text : text
    }
}
