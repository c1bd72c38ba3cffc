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
            are missing or outside of what training saw. In delimited text, numbers have six digits. The delimiter \
            and the decimal mark are those of the input. A workbook has no delimiter: the text has commas, or \
            semicolons and decimal commas if its texts have those. Workbooks and JSON have all digits of numbers. \
            Columns are matched by name if there is a header, else by position. \
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
            "The file for the predictions: CSV, or by the end of its name text with tabs (.tsv), an Excel workbook (.xlsx) or JSON (.json, .jsonl) (default: standard output).",
            valueName: "file"))
    var destination: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The character between the fields of delimited text: any, or comma, semicolon, tab or pipe. For a workbook or JSON as input, semicolon means decimal commas too (default: that of the input).",
            valueName: "character"))
    var outputDelimiter: Delimiter?

    @OptionGroup var earlier: HistoryOptions

    @Flag(help: "Write CSV for images too, not a sentence for each.")
    var csv = false

    func run() throws {
        let trained = try data.reading.continuing(earlier.history, Model(contentsOf: model))
        try checkDelimiter()
        if let destination {
            try PredictionForm.refuseUnknown(destination)
            try OutputGuard.refuse(output: destination, input: data.data)
            try OutputGuard.refuse(output: destination, input: model)
            try AtomicFile.checkWritable(destination)
        }
        let rows = try trained.rows(data, images)
        let sheet = try PredictionSheet(
            trained, rows, options, uncertainty, isTyped: !output.json && form != nil)
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
        Notices.show(rows, sheet.notices + sortNotices(trained) + (report?.notices ?? []))
        Notices.tellEarlierPredictions(extended, of: trained)
        Notices.tellMissingHistory(extended)
        guard let destination else { return }
        let count = rows.rowCount == 1 ? "1 prediction" : "\(rows.rowCount) predictions"
        Console.message("\(count) written to \(destination)")
    }

    /// The form of the file, or `nil` if it is delimited text.
    private var form: PredictionForm? { destination.flatMap(PredictionForm.init(path:)) }

    /// Throws if a delimiter was set for something else than delimited text.
    private func checkDelimiter() throws {
        guard outputDelimiter != nil, form != nil || output.json else { return }
        throw UsageError("--output-delimiter goes with delimited text, not with JSON or a workbook")
    }

    /// Returns the sentence about the target that decides the order, if there are several.
    private func sortNotices(_ model: Model) -> [String] {
        guard options.order != nil else { return [] }
        if let targets = model.input.binaryTargets, targets.count > 1 {
            return [
                "The rows are sorted by the probability of \(quoted(targets[0].name)), the first of the "
                    + "\(targets.count) targets."
            ]
        }
        guard let names = model.preprocessor?.targetNames, names.count > 1 else { return [] }
        return ["The rows are sorted by \(quoted(names[0])), the first of the \(names.count) targets."]
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
        let writer = writer(for: rows, sheet, model, report: { report }, to: buffer.append)
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
        for rows: any RawRows, _ sheet: PredictionSheet, _ model: Model,
        report: @escaping () -> EncodingReport?, to output: @escaping ByteOutput
    ) -> any SheetWriter {
        if self.output.json {
            return JSONSheetWriter(
                after: "{\"rows\":\(rows.rowCount),\"predictions\":",
                before: { ",\"input\":\(try report()?.json.text() ?? "{}")}\n" }, to: output)
        }
        if rows is ImageSet, !csv, !options.probabilities, uncertainty.sets == nil, destination == nil {
            return ImageSentenceWriter(to: output)
        }
        switch form {
        case .workbook: return WorkbookSheetWriter(to: output)
        case .json: return JSONSheetWriter(to: output, layout: .array)
        case .jsonLines: return JSONSheetWriter(to: output, layout: .lines)
        case nil: return DelimitedSheetWriter(layout(rows as? Table, sheet, model), to: output)
        }
    }

    /// Returns the layout of delimited text.
    private func layout(_ table: Table?, _ sheet: PredictionSheet, _ model: Model) -> SheetLayout {
        let named: Delimiter? = destination?.lowercased().hasSuffix(".tsv") == true ? .tab : nil
        var layout = SheetLayout(table, delimiter: outputDelimiter ?? named)
        (layout.isExact, layout.isSpreadsheetSafe) = (options.exact, options.spreadsheetSafe)
        if case .spreadsheet = table?.format.form,
            (sheet.header + model.input.classLabels).contains(where: { !$0.utf8.allSatisfy { $0 < 0x80 } })
        {
            layout.hasByteOrderMark = true
        }
        return layout
    }
}
