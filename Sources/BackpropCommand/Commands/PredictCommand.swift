import ArgumentParser
import Backprop

/// The command that predicts rows and writes one prediction per row.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predict new rows or images, with or without what is to be predicted.",
        discussion: """
            Writes a table with one row for each row of the input, in their order: the columns that name the row, \
            “prediction”, its “probability” if it is a class, and “outside_training”, the columns of the row that \
            are missing or outside of what training saw. Numbers have six digits. The delimiter and the decimal \
            mark are those of the input. Columns are matched by name if there is a header, else by position. \
            For images it writes a line such as “Image 1 -> Label 7”, or with --csv, --probabilities or --output \
            a table.

            Examples:
              backprop predict iris.safetensors flowers.csv --probabilities
              backprop predict iris.safetensors flowers.csv -o predictions.csv
              backprop predict houses.safetensors offers.csv --interval 90
              backprop predict iris.safetensors flowers.xlsx -o predictions.xlsx
              backprop predict digits.safetensors t10k-images-idx3-ubyte.gz
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Predictions") var options: PredictionOptions
    @OptionGroup(title: "Predictions") var uncertainty: UncertaintyOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "The file for the predictions: CSV, or by the end of its name an Excel workbook (.xlsx) or JSON (.json, .jsonl) (default: standard output).",
            valueName: "file"))
    var destination: String?

    @Option(
        help: ArgumentHelp(
            "A table with the rows before these, for models with features of earlier rows (default: the last training rows).",
            valueName: "file"))
    var history: String?

    @Flag(help: "Write CSV for images too, not a sentence for each.")
    var csv = false

    func run() throws {
        let trained = try data.reading.continuing(history, Model(contentsOf: model))
        if let destination {
            try PredictionForm.refuseUnknown(destination)
            try OutputGuard.refuse(output: destination, input: data.data)
            try OutputGuard.refuse(output: destination, input: model)
            try AtomicFile.checkWritable(destination)
        }
        let rows = try trained.rows(data, images)
        let sheet = try PredictionSheet(trained, rows, options, uncertainty)
        let extended = try trained.extended(rows, threads: threads.count)
        try uncertainty.refuseEarlierPredictions(extended)
        var report: EncodingReport?
        if let destination {
            try AtomicFile.write(to: destination) { sink in
                report = try write(sheet, trained, rows, extended) { try sink.append($0) }
            }
        } else {
            report = try write(sheet, trained, rows, extended) { Console.result($0) }
        }
        Notices.show(rows, sheet.notices + (report?.notices ?? []))
        Notices.tellEarlierPredictions(extended, of: trained)
        Notices.tellMissingHistory(extended)
        guard let destination else { return }
        let count = rows.rowCount == 1 ? "1 prediction" : "\(rows.rowCount) predictions"
        Console.message("\(count) written to \(destination)")
    }

    /// Writes all rows, and returns the report about them.
    ///
    /// - Parameter extended: The rows with the features of earlier rows.
    private func write(
        _ sheet: PredictionSheet, _ model: Model, _ rows: any RawRows, _ extended: any RawRows,
        to output: @escaping ByteOutput
    ) throws -> EncodingReport {
        let buffer = BufferedOutput(output)
        var report = EncodingReport?.none
        let writer = writer(for: rows, report: { report }, to: buffer.append)
        // Only sorting needs all rows at once.
        var kept: [[SheetCell]] = []
        var numbers: [Double] = []
        try writer.write(header: sheet.header)
        report = try model.predictInParts(
            of: extended, threads: threads.count, collectsUnusualValues: options.outsideTraining
        ) { predictions, first in
            for row in 0..<predictions.rowCount {
                let cells = sheet.cells(of: predictions, row: row, index: first + row)
                guard options.order != nil else {
                    try writer.write(row: cells)
                    continue
                }
                kept.append(cells)
                numbers.append(sheet.sortedNumber(of: predictions, row: row))
            }
        }
        for row in options.order?.sorted(numbers) ?? [] { try writer.write(row: kept[row]) }
        try writer.finish()
        try buffer.flush()
        return report!
    }

    /// Returns the writer for the format that was asked for.
    private func writer(
        for rows: any RawRows, report: @escaping () -> EncodingReport?, to output: @escaping ByteOutput
    ) -> any SheetWriter {
        if self.output.json {
            return JSONSheetWriter(
                after: "{\"rows\":\(rows.rowCount),\"predictions\":",
                before: { ",\"input\":\(try report()?.json.text() ?? "{}")}\n" }, to: output)
        }
        if rows is ImageSet, !csv, !options.probabilities, uncertainty.sets == nil, destination == nil {
            return ImageSentenceWriter(to: output)
        }
        switch destination.flatMap(PredictionForm.init(path:)) {
        case .workbook: return WorkbookSheetWriter(to: output)
        case .json: return JSONSheetWriter(to: output, layout: .array)
        case .jsonLines: return JSONSheetWriter(to: output, layout: .lines)
        case nil: break
        }
        var layout = SheetLayout(rows as? Table)
        (layout.isExact, layout.isSpreadsheetSafe) = (options.exact, options.spreadsheetSafe)
        return DelimitedSheetWriter(layout, to: output)
    }
}
