extension Table {
    /// Reads a whole file; `-` is standard input. Gzip is recognised and decompressed.
    ///
    /// Throws ``TableError`` where the file cannot be read, is no delimited text, has no rows, or is damaged: the error
    /// names the line and what to do.
    public init(
        contentsOf path: String, options: ReadingOptions = ReadingOptions()
    ) throws(TableError) {
        try self.init(RowReader(contentsOf: path, options: options))
    }

    /// Reads a text that is in memory, under a name for messages.
    public init(
        reading bytes: [UInt8], source: String, options: ReadingOptions = ReadingOptions()
    ) throws(TableError) {
        try self.init(RowReader(reading: bytes, source: source, options: options))
    }

    /// Reads all rows of a reader that has handed out none.
    init(_ reader: RowReader) throws(TableError) {
        var names = reader.columnNames
        var builder = CellStore.Builder(width: names.count)
        var surveys = [ColumnSurvey](repeating: ColumnSurvey(), count: names.count)
        while try reader.advance() {
            reader.surveyRow(builder.rowCount, &surveys)
            reader.appendRow(to: &builder)
        }
        var notices = reader.notices
        let unnamed = notices.contains { $0.kind == .emptyName && $0.column == names.last }
        let isTrailing = surveys.last?.emptyCount == builder.rowCount && names.count > 1
        if isTrailing, unnamed || !reader.format.hasHeader.value {
            notices.removeAll { $0.kind == .emptyName && $0.column == names.last }
            notices.append(Notice.trailingDelimiter(reader.format.delimiter.value, line: nil))
            names.removeLast()
            surveys.removeLast()
        }
        let storage = TableStorage(
            source: reader.source, names: names, store: builder.finish(), surveys: surveys,
            parser: reader.parser)
        self.init(
            storage: storage, selection: nil, format: reader.format,
            notices: notices + storage.columnNotices(hasHeader: reader.format.hasHeader.value))
    }

    /// Makes a table in code. A nil value is missing, and so is a text that stands for "missing" in files.
    public init(columns: [(name: String, values: [String?])], source: String) {
        let rowCount = columns.first?.values.count ?? 0
        precondition(
            columns.allSatisfy { $0.values.count == rowCount }, "all columns have the same number of rows")
        let options = ReadingOptions()
        let parser = FormatDetector(options: options).parser(.point)
        var builder = CellStore.Builder(width: columns.count)
        var surveys = [ColumnSurvey](repeating: ColumnSurvey(), count: columns.count)
        for row in 0..<rowCount {
            builder.append(columns.map { Array(($0.values[row] ?? "").utf8) }, &surveys, parser)
        }
        let storage = TableStorage(
            source: source, names: columns.map(\.name), store: builder.finish(), surveys: surveys,
            parser: parser)
        self.init(
            storage: storage, selection: nil, format: .inCode, notices: storage.columnNotices(hasHeader: true)
        )
    }
}

extension DelimitedFormat {
    /// The format of a table that no file stands behind.
    static let inCode = DelimitedFormat(
        delimiter: .init(.comma, isDetected: false), hasHeader: .init(true, isDetected: false),
        decimalMark: .init(.point, isDetected: false), thousandsSeparator: nil,
        encoding: .init(.utf8, isDetected: false), hasByteOrderMark: false, isCompressed: false,
        commentLineCount: 0)
}

extension TableStorage {
    /// What is to be said about the columns, one after another.
    func columnNotices(hasHeader: Bool) -> [Notice] {
        names.indices.flatMap { index in
            surveys[index].notices(
                ColumnSurvey.Cells(
                    store: store, column: index, name: names[index], parser: parser, hasHeader: hasHeader))
        }
    }
}

extension CellStore.Builder {
    fileprivate mutating func append(
        _ cells: [[UInt8]], _ surveys: inout [ColumnSurvey], _ parser: CellParser
    ) {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for (column, cell) in cells.enumerated() {
            cell.withUnsafeBufferPointer { surveys[column].observe($0, row: rowCount, parser) }
            bytes += cell
            ends.append(UInt32(bytes.count))
            bytes.append(0x2C)
        }
        let line = rowCount + 1
        bytes.withUnsafeBufferPointer { bytes in
            ends.withUnsafeBufferPointer { append(bytes, ends: $0, line: line) }
        }
    }
}

extension RowReader {
    /// Takes the current row into the columns' statistics.
    fileprivate func surveyRow(_ row: Int, _ surveys: inout [ColumnSurvey]) {
        let parser = parser
        surveys.withUnsafeMutableBufferPointer { surveys in
            for column in surveys.indices { surveys[column].observe(cell(at: column), row: row, parser) }
        }
    }

    fileprivate func appendRow(to builder: inout CellStore.Builder) {
        if isOnBlankLine {
            let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            withUnsafePointer(to: UInt32(0)) {
                builder.append(none, ends: UnsafeBufferPointer(start: $0, count: 1), line: line)
            }
        } else {
            let ends = UnsafeBufferPointer(start: scanner.ends, count: builder.width)
            let length = Int(ends[builder.width - 1])
            builder.append(UnsafeBufferPointer(start: scanner.bytes, count: length), ends: ends, line: line)
        }
    }
}
