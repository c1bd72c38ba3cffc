import Backprop

/// The layout of a delimited text that a command writes.
struct SheetLayout {
    /// The separator of fields.
    var delimiter = Delimiter.comma
    /// The decimal mark of computed numbers.
    var decimalMark = DecimalMark.point
    /// Whether the text begins with UTF-8's byte-order mark.
    var hasByteOrderMark = false
    /// Whether computed numbers have all their digits, rather than six.
    var isExact = false
    /// Whether cells that a spreadsheet would take for formulas are escaped.
    var isSpreadsheetSafe = false
}

extension SheetLayout {
    /// Takes the layout of the file that a table was read from; for other rows, that of plain CSV.
    init(_ rows: any RawRows) {
        guard let table = rows as? Table else { return }
        delimiter = table.format.delimiter.value
        decimalMark = table.writtenDecimalMark
        // A spreadsheet that showed another encoding knows UTF-8 by its mark.
        hasByteOrderMark = table.format.hasByteOrderMark || table.format.encoding.value != .utf8
    }
}

/// A writer of delimited text in UTF-8.
final class DelimitedSheetWriter: SheetWriter {
    private let layout: SheetLayout
    private let output: ByteOutput

    init(_ layout: SheetLayout, to output: @escaping ByteOutput) {
        (self.layout, self.output) = (layout, output)
    }

    func write(header: [String]) throws {
        if layout.hasByteOrderMark { try output([0xEF, 0xBB, 0xBF]) }
        try write(header.map(safe))
    }

    func write(row: [SheetCell]) throws { try write(row.map(text)) }

    func finish() throws {}

    private func write(_ fields: [String]) throws {
        try output(Array(DelimitedText.row(fields, delimiter: layout.delimiter).utf8))
    }

    private func text(_ cell: SheetCell) -> String {
        switch cell {
        case .text(let text): safe(text)
        case .copied(let cell): cell.value == .text ? safe(cell.text) : cell.text
        case .remarks(let values): safe(values.map(\.description).joined(separator: ", "))
        case .list(let texts): safe(texts.joined(separator: "|"))
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
