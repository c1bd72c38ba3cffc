import Backprop

/// A writer of an Excel workbook. Numbers have all their digits, dates are dates, and texts are never
/// formulas.
///
/// A workbook is an archive, which is written once all rows are known.
final class WorkbookSheetWriter: SheetWriter {
    private var header: [String] = []
    private var rows: [[WorkbookFile.Cell]] = []
    private let output: ByteOutput

    init(to output: @escaping ByteOutput) { self.output = output }

    func write(header: [String]) { self.header = header }

    func write(row: [SheetCell]) { rows.append(row.map(cell)) }

    func finish() throws { try output(WorkbookFile(header: header, rows: rows).bytes) }

    private func cell(_ cell: SheetCell) -> WorkbookFile.Cell {
        switch cell {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .list(let texts): .text(texts.joined(separator: "|"))
        case .copied(let cell): copied(cell)
        case .remarks(let values): .text(values.map(\.description).joined(separator: ", "))
        }
    }

    private func copied(_ cell: Column.WrittenCell) -> WorkbookFile.Cell {
        switch cell.value {
        case .text, .array: .text(cell.text)
        case .missing: .text("")
        case .boolean(let value): .boolean(value)
        case .number(let number): formatted(number, cell) ?? .number(number)
        case .percent(let share): formatted(share, cell) ?? .percent(share)
        case .date(let date): formatted(date.serialNumber, cell) ?? .date(date)
        }
    }

    /// Returns a number in the format that it has in the input, or `nil` if it has none.
    private func formatted(_ number: Double?, _ cell: Column.WrittenCell) -> WorkbookFile.Cell? {
        guard let number, let code = cell.numberFormat else { return nil }
        return .formatted(number, code: code)
    }
}
