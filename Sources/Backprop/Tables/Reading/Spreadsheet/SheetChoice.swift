/// The choice of the sheet to read from a workbook.
struct SheetChoice {
    let workbook: Workbook
    let options: ReadingOptions
    private var source: String { workbook.archive.source }

    /// Returns the table of the sheet that the options name, or of the first visible one that has a table.
    ///
    /// A sheet with the names that are expected comes first, then one with two columns or more.
    func records() throws(TableError) -> (rows: SheetRecords, source: String) {
        if let wanted = options.sheet {
            let sheet = try sheet(named: wanted)
            guard let table = try table(sheet) else { throw noTable(sheet) }
            return (table, name(of: sheet))
        }
        let visible = workbook.sheets.filter { !$0.isHidden }
        let remembered = workbook.sheets.filter { $0.name == options.expectedSheet }
        var best: (rows: SheetRecords, sheet: Workbook.Sheet, rank: Int)?
        var count = 0
        for sheet in remembered + visible where count < 100 {
            guard let table = try table(sheet) else { continue }
            count += 1
            let isRemembered = sheet.name == options.expectedSheet
            let rank =
                table.location.isExpected ? 4 : isRemembered ? 3 : table.columnNames.count > 1 ? 2 : 1
            if rank > best?.rank ?? 0 { best = (table, sheet, rank) }
            let mayImprove = !options.expectedNames.isEmpty || options.expectedSheet != nil && rank < 3
            if rank == 4 || rank > 1 && !mayImprove { break }
        }
        guard let best else { throw noTable(nil) }
        best.rows.noteChoice(among: workbook.sheets, best.sheet)
        return (best.rows, name(of: best.sheet))
    }

    private func name(of sheet: Workbook.Sheet) -> String { "\(source), sheet \(quoted(sheet.name))" }

    private func table(_ sheet: Workbook.Sheet) throws(TableError) -> SheetRecords? {
        try SheetRecords(sheet, of: workbook, source: name(of: sheet), options: options)
    }

    /// Returns the sheet of a name, or of a number from 1.
    private func sheet(named name: String) throws(TableError) -> Workbook.Sheet {
        let sheets = workbook.sheets
        if let sheet = sheets.first(where: { $0.name == name })
            ?? sheets.first(where: { $0.name.lowercased() == name.lowercased() })
        {
            return sheet
        }
        if let number = Int(name), sheets.indices.contains(number - 1) { return sheets[number - 1] }
        throw TableError(
            .badOptions, source: source, problem: "There is no sheet \(quoted(name)) in the workbook.",
            remedy: "Its sheets are \(sheets.prefix(20).map { quoted($0.name) }.joined(separator: ", ")).")
    }

    private func noTable(_ sheet: Workbook.Sheet?) -> TableError {
        let hidden = workbook.sheets.filter { $0.isHidden }
        let hint =
            sheet == nil && !hidden.isEmpty
            ? "Name a hidden sheet to read it: \(hidden.prefix(20).map { quoted($0.name) }.joined(separator: ", "))."
            : "A table is a row of names with rows of values below it."
        return TableError(
            .noRows, source: sheet.map(name) ?? source,
            problem: sheet == nil
                ? "A table was expected, but no visible sheet has one."
                : "A table was expected, but this sheet has none.",
            remedy: hint)
    }
}

extension SheetRecords {
    /// Adds the notice about the sheet that was chosen among several.
    func noteChoice(among sheets: [Workbook.Sheet], _ sheet: Workbook.Sheet) {
        let unread = sheets.filter { $0.name != sheet.name }
        guard !unread.isEmpty else { return }
        let names = unread.prefix(10).map { quoted($0.name) + ($0.isHidden ? " (hidden)" : "") }
        let rest = unread.count > 10 ? " and \(unread.count - 10) more" : ""
        insert(
            Notice(
                .sheetChosen, option: .sheet(unread[0].name),
                "The sheet \(quoted(sheet.name)) was read; the workbook also has \(names.joined(separator: ", "))\(rest)."
            ))
    }
}
