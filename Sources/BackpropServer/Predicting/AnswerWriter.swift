import Backprop

/// A writer of predictions, in the form of the command `predict`.
final class AnswerWriter {
    private(set) var bytes: [UInt8] = []
    private let sheet: PredictionSheet
    private let table: Table?
    private let choice: AnswerChoice

    init(_ sheet: PredictionSheet, _ table: Table?, _ choice: AnswerChoice) {
        (self.sheet, self.table, self.choice) = (sheet, table, choice)
    }

    /// Writes predictions, and `null` or empty cells for a faulty row.
    func write(_ predictions: PartialPredictions) throws {
        switch choice.form {
        case .json:
            let end = try self.end(predictions)
            let writer = JSONSheetWriter(
                after: "{\"rows\":\(predictions.rowCount),\"predictions\":", before: { end }
            ) { [unowned self] in bytes += $0 }
            try write(predictions, to: writer) { try writer.writeNull() }
        case .csv:
            var layout = SheetLayout(table)
            layout.isExact = choice.isExact
            let writer = DelimitedSheetWriter(layout) { [unowned self] in bytes += $0 }
            try write(predictions, to: writer) { [sheet] in
                try writer.write(row: sheet.header.map { _ in .text("") })
            }
        }
    }

    private func write(
        _ all: PartialPredictions, to writer: some SheetWriter, faulty: () throws -> Void
    ) throws {
        try writer.write(header: sheet.header)
        var next = 0
        for part in all.parts {
            for row in 0..<part.predictions.rowCount {
                let index = part.first + row
                while next < all.positions?[index] ?? index {
                    try faulty()
                    next += 1
                }
                try writer.write(row: sheet.cells(of: part.predictions, row: row, index: index))
                next += 1
            }
        }
        for _ in next..<max(next, all.rowCount) { try faulty() }
        try writer.finish()
    }

    /// Returns the text after the predictions.
    private func end(_ predictions: PartialPredictions) throws -> String {
        var end = ",\"input\":" + (try predictions.report.json.text())
        if choice.isPartial {
            end += ",\"errors\":" + (try JSONValue(predictions.errors.map(\.json)).text())
        }
        return end + "}\n"
    }
}
