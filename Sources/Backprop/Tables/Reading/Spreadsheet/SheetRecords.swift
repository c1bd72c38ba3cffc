/// The rows of the table in a sheet.
final class SheetRecords: RecordSource {
    let columnNames: [String]
    private(set) var format: DelimitedFormat
    private(set) var notices: [Notice] = []
    private(set) var shareRead = 1.0
    let location: TableLocation
    private let source: String
    private let options: ReadingOptions
    private let reader: SheetReader
    /// The first rows, until they have been returned.
    private var first: ArraySlice<SheetRow>
    private var observations = SheetObservations()
    private(set) var numberFormats: [CellTypes.Kind: String] = [:]
    private let styles: CellStyles

    /// The number of rows from which the table is found.
    private static let sampleCount = 100

    /// Finds the table in a sheet. Returns `nil` if there is none.
    init?(
        _ sheet: Workbook.Sheet, of workbook: Workbook, source: String, options: ReadingOptions
    ) throws(TableError) {
        (self.source, self.options, styles) = (source, options, workbook.styles)
        reader = try SheetReader(sheet, of: workbook, source: source)
        var rows: [SheetRow] = []
        while rows.count < Self.sampleCount, try reader.advance() {
            if reader.row.number > options.skippedLineCount, !reader.row.filled.isEmpty {
                rows.append(reader.row)
            }
        }
        guard let location = TableLocation(rows, options: options) else { return nil }
        self.location = location
        first = rows[location.firstRow...]
        let columns = location.columns
        var texts = [String](repeating: "", count: columns.count)
        if let header = location.header {
            for cell in rows[header].filled where columns.contains(cell.column) {
                texts[cell.column - columns.lowerBound] = String(
                    decoding: rows[header].bytes(cell), as: UTF8.self)
            }
            let names = ColumnNames(texts, row: RowNumber(.row, rows[header].number))
            (columnNames, notices) = (names.names, names.notices)
        } else {
            columnNames = columns.indices.map { "column \($0 - columns.lowerBound + 1)" }
        }
        format = DelimitedFormat(
            form: .spreadsheet(sheet: sheet.name),
            hasHeader: .init(location.header != nil, isDetected: location.isDetected))
        guard columnNames.count <= options.maximumColumnCount else {
            throw TableError(
                .tooManyColumns, source: source,
                problem:
                    "At most \(options.maximumColumnCount) columns were expected, but the sheet has more.",
                remedy: "If it is right, raise the limit.", option: .raiseMaximumColumnCount)
        }
        let start = rows[location.header ?? location.firstRow].number
        observations.lastRow = start
        observations.headerRow = start
        noteTitle(rows[..<(location.header ?? location.firstRow)], start: start)
    }

    private func noteTitle(_ above: ArraySlice<SheetRow>, start: Int) {
        guard start > options.skippedLineCount + 1 else { return }
        let title = above.first.map { row in
            "; the rows above it, \(quoted(String(decoding: row.bytes(row.filled[0]), as: UTF8.self))) first, are not read"
        }
        notices.append(
            Notice(.sheetChosen, line: start, "The table begins in this row\(title ?? ", below blank ones").")
                .counting(.row))
    }

    func next(into row: RecordRow) throws(TableError) -> Int? {
        while try advance() {
            let found = current
            do throws(TableError) {
                guard try fill(row, from: found) else { continue }
                observations.see(found)
                return found.number
            } catch {
                guard options.badRows == .skip else { throw error }
                row.clear()
                format.skippedRows.add(error)
            }
        }
        notices += observations.notices(reader, location.columns)
        return nil
    }

    /// Puts a notice before the others.
    func insert(_ notice: Notice) { notices.insert(notice, at: 0) }

    private var current = SheetRow()

    private func advance() throws(TableError) -> Bool {
        if let row = first.popFirst() {
            current = row
            return true
        }
        guard try reader.advance() else { return false }
        current = reader.row
        return true
    }

    /// Sets the cells of a row. Returns `false` if the table has none there.
    private func fill(_ row: RecordRow, from found: SheetRow) throws(TableError) -> Bool {
        var hasCell = false
        for cell in found.cells {
            if found.isBlank(cell) { continue }
            guard location.columns.contains(cell.column) else {
                observations.noteOutside(cell, found)
                continue
            }
            hasCell = true
            let column = cell.column - location.columns.lowerBound
            switch cell.kind {
            case .text: _ = row.set(column, found.bytes(cell))
            case .boolean: _ = row.set(column, found.bytes(cell), as: .boolean)
            case .number, .percent:
                let type: CellType = cell.kind == .percent ? .percent : .number
                _ = row.setNumber(column, found.bytes(cell), as: type)
                noteFormat(of: cell, CellTypes.Kind(column: column, type: type))
            case .date:
                _ = row.set(column, found.bytes(cell), as: .date)
                noteFormat(of: cell, CellTypes.Kind(column: column, type: .date))
            case .error: observations.noteError(cell, found)
            case .formulaWithoutValue: throw noValue(cell, found, columnNames[column])
            }
        }
        return hasCell
    }

    /// Keeps the format of the first cell of each kind.
    private func noteFormat(of cell: SheetRow.Cell, _ kind: CellTypes.Kind) {
        guard cell.style > 0, numberFormats[kind] == nil else { return }
        numberFormats[kind] = styles.code(cell.style)
    }

    private func noValue(_ cell: SheetRow.Cell, _ row: SheetRow, _ column: String) -> TableError {
        TableError(
            .invalidRecord, source: source, line: row.number, unit: .row, column: column,
            problem:
                "The formula in \(CellName.text(column: cell.column, row: row.number)) has no stored result.",
            remedy: "Open the workbook in a spreadsheet program and save it, which stores the results.")
    }
}

/// Observations about the cells of a sheet while its rows are read.
struct SheetObservations {
    var lastRow = 0
    var headerRow = 0
    private var blank = (count: 0, first: 0)
    private var hidden = (count: 0, first: 0)
    private var errors = (count: 0, first: "")
    private var outside = (count: 0, first: "")

    mutating func see(_ row: SheetRow) {
        if row.number > lastRow + 1 {
            if blank.count == 0 { blank.first = lastRow + 1 }
            blank.count += row.number - lastRow - 1
        }
        lastRow = row.number
        guard row.isHidden else { return }
        if hidden.count == 0 { hidden.first = row.number }
        hidden.count += 1
    }

    mutating func noteError(_ cell: SheetRow.Cell, _ row: SheetRow) {
        if errors.count == 0 {
            let text = String(decoding: row.bytes(cell), as: UTF8.self)
            errors.first = "\(quoted(text)) in \(CellName.text(column: cell.column, row: row.number))"
        }
        errors.count += 1
    }

    mutating func noteOutside(_ cell: SheetRow.Cell, _ row: SheetRow) {
        if outside.count == 0 { outside.first = CellName.text(column: cell.column, row: row.number) }
        outside.count += 1
    }

    func notices(_ reader: SheetReader, _ columns: Range<Int>) -> [Notice] {
        var notices: [Notice] = []
        if blank.count > 0 {
            notices.append(
                Notice(
                    .blankLinesSkipped, line: blank.first,
                    "\(count(blank.count, "blank row")) skipped, this one first."))
        }
        if hidden.count > 0 {
            notices.append(
                Notice(
                    .unusualCells, line: hidden.first,
                    "\(count(hidden.count, "hidden row")) read like the others, this one first."))
        }
        if errors.count > 0 {
            notices.append(
                Notice(
                    .unusualCells,
                    "\(count(errors.count, "cell")) with an error of the spreadsheet taken as missing, \(errors.first) "
                        + "first."))
        }
        if outside.count > 0 {
            let (low, high) = (CellName.letters(columns.lowerBound), CellName.letters(columns.upperBound - 1))
            notices.append(
                Notice(
                    .unusualCells,
                    "\(count(outside.count, "cell")) outside of the table's columns \(low) to \(high) not read, "
                        + "\(outside.first) first."))
        }
        notices += mergedNotice(reader).map { [$0] } ?? []
        return notices.map { $0.counting(.row) }
    }

    private func mergedNotice(_ reader: SheetReader) -> Notice? {
        let inside = reader.mergedRanges.filter { range in
            let last = range.split(separator: ":").last.flatMap { CellName.row($0) }
            return last.map { $0 >= headerRow } ?? false
        }
        guard let first = inside.first else { return nil }
        return Notice(
            .unusualCells,
            "\(count(inside.count, "range")) of merged cells, \(first) first: the value stands in its first cell, and the "
                + "others are missing.")
    }
}
