extension Table {
    /// Reads all rows of a source of records.
    init(
        records: any RecordSource, source: String, options: ReadingOptions, threads: Int, file: ScratchFile?
    ) throws(TableError) {
        let options = options.resolvingMarks
        let feed = RecordFeed(records, source: source, options: options, threads: threads, file: file)
        try feed.takeAll()
        var types = feed.types
        types.numberFormats = records.numberFormats
        let plain = feed.builder.finish(names: records.columnNames).typed(types)
        let (storage, columnNotices) = plain.detectingFormats(options, records.format)
        let unit = records.format.form.rowUnit
        var notices = records.notices + records.format.skippedRows.notices
        notices += storage.totalRowNotice.map { [$0.counting(unit)] } ?? []
        notices += columnNotices.map { $0.counting(unit) }
        notices += storage.unusedTokens(of: options).map(Notice.unusedMissingToken)
        var reading = options
        (reading.delimiter, reading.encoding) = (nil, nil)
        if case .spreadsheet(let sheet) = records.format.form { reading.sheet = sheet }
        if records.format.hasHeader.isDetected { reading.hasHeader = nil }
        self.init(
            storage: storage, selection: nil, format: records.format, notices: notices, reading: reading)
    }
}

/// A loop that feeds the rows of a source to a builder, within the limits of the options.
private final class RecordFeed {
    let builder: TableBuilder
    /// The types of the cells that the builder has.
    private(set) var types: CellTypes
    private let records: any RecordSource
    private let source: String
    private let options: ReadingOptions
    private let width: Int
    private var rowCount = 0
    private var filledCount = 0
    /// The rows that are not appended yet, since the last ones may have to be left out.
    private var held: [(bytes: [UInt8], ends: [UInt32], types: [CellType?], line: Int)] = []

    init(
        _ records: any RecordSource, source: String, options: ReadingOptions, threads: Int,
        file: ScratchFile?
    ) {
        (self.records, self.source, self.options) = (records, source, options)
        width = records.columnNames.count
        types = CellTypes(width: width)
        let parser = FormatDetector(options: options).parser(options.decimalMark ?? .point)
        let rules = BatchScanRules(
            delimiter: .comma, width: width, dropsLast: false, longestRow: options.maximumRowLength,
            parser: parser)
        builder = TableBuilder(
            source: source, width: width, rules: rules, threads: threads, file: file,
            unit: records.format.form.rowUnit)
    }

    func takeAll() throws(TableError) {
        let row = RecordRow(width: width, decimalMark: options.decimalMark ?? .point)
        while rowCount < options.maximumRowCount ?? .max {
            row.clear()
            guard let line = try records.next(into: row) else { break }
            try take(row, line: line)
        }
        _ = try builder.finishRows()
        guard rowCount > held.count else { throw noRows }
    }

    private func take(_ row: RecordRow, line: Int) throws(TableError) {
        row.layOut()
        rowCount += 1
        filledCount += row.filledCount
        guard row.bytes.count <= min(options.maximumRowLength, RowBatch.maximumTextLength) else {
            throw tooLong(line: line)
        }
        let (cells, isFull) = rowCount.multipliedReportingOverflow(by: width)
        if isFull || cells > options.maximumEmptyCellCount, filledCount < rowCount * max(1, width / 1000) {
            throw nearlyEmpty
        }
        guard options.skippedFooterLineCount > 0 else {
            return try append(row.bytes, row.ends, row.types, line)
        }
        held.append((row.bytes, row.ends, row.types, line))
        guard held.count > options.skippedFooterLineCount else { return }
        let first = held.removeFirst()
        try append(first.bytes, first.ends, first.types, first.line)
    }

    private func append(
        _ bytes: [UInt8], _ ends: [UInt32], _ types: [CellType?], _ line: Int
    ) throws(TableError) {
        try builder.append(bytes, ends: ends, line: line, share: records.shareRead)
        self.types.append(types)
    }

    private func tooLong(line: Int) -> TableError {
        TableError(
            .rowTooLong, source: source, line: line, unit: records.format.form.rowUnit,
            problem: "The cells here are longer than \(options.maximumRowLength) bytes.",
            remedy: "If they are right, raise the limit.", option: .raiseMaximumRowLength)
    }

    private var nearlyEmpty: TableError {
        TableError(
            .tooManyColumns, source: source,
            problem: "A table was expected, but of \(width) columns and \(rowCount) rows hardly a cell in a "
                + "thousand holds a value.",
            remedy: "If the names of columns are data themselves, bring them into a column of their own.")
    }

    private var noRows: TableError {
        TableError(
            .noRows, source: source, problem: "Rows expected, but there are only names of columns.",
            remedy: "Check the file.")
    }
}
