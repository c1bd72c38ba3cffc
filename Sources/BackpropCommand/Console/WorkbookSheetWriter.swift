import Backprop

/// A writer of an Excel workbook. Numbers have all their digits; texts are never formulas.
///
/// A workbook is an archive, which is written once all rows are known.
final class WorkbookSheetWriter: SheetWriter {
    private var header: [String] = []
    private var rows: [[WorkbookFile.Cell]] = []
    private let output: ByteOutput

    init(to output: @escaping ByteOutput) { self.output = output }

    /// Whether a file's name is that of a workbook.
    static func isWorkbook(_ path: String) -> Bool { path.lowercased().hasSuffix(".xlsx") }

    func write(header: [String]) { self.header = header }

    func write(row: [SheetCell]) { rows.append(row.map(cell)) }

    func finish() throws { try output(WorkbookFile(header: header, rows: rows).bytes) }

    private func cell(_ cell: SheetCell) -> WorkbookFile.Cell {
        switch cell {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .copied(let cell): cell.number.map(WorkbookFile.Cell.number) ?? .text(cell.text)
        case .remarks(let values): .text(values.map(\.description).joined(separator: ", "))
        }
    }
}
