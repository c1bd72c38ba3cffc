extension Table {
    /// Reads a whole file; `-` is standard input. Gzip is recognized and decompressed, and so is the file's form: see
    /// ``TableForm``.
    ///
    /// Throws ``TableError`` if the file cannot be read, does not contain a table, has no rows, or is damaged. The error
    /// names the line and the remedy. The table is the same for any number of `threads`.
    ///
    /// With a `scratchFolder` the cells are kept in a file there that has no name. The system may reclaim the memory in
    /// which they are accessed, which permits tables larger than memory. See ``scratchByteCount``.
    ///
    /// `onProgress` is called after each part of the file has been read, some hundred kilobytes at a time.
    public init(
        contentsOf path: String, options: ReadingOptions = ReadingOptions(), threads: Int = 1,
        scratchFolder: String? = nil, onProgress: ((ReadingProgress) -> Void)? = nil
    ) throws(TableError) {
        var file: ScratchFile?
        do throws(FileError) {
            file = try scratchFolder.map { (folder) throws(FileError) in try ScratchFile(in: folder) }
        } catch {
            throw .noScratch(source: path, error)
        }
        let bytes = try FileBytes(path: path)
        let watched: any ByteSource = onProgress.map { WatchedBytes(bytes, report: $0) } ?? bytes
        try self.init(
            watched, path: path == "-" || bytes.byteCount == nil ? nil : path, source: bytes.name,
            options: options,
            threads: threads, file: file)
    }

    /// Reads a text that is in memory, under a name for messages.
    public init(
        reading bytes: [UInt8], source: String, options: ReadingOptions = ReadingOptions(), threads: Int = 1
    ) throws(TableError) {
        try self.init(
            MemoryBytes(bytes), path: nil, source: source, options: options, threads: threads, file: nil)
    }

    /// Reads a file of any form. `path` is that of a regular file, which can be opened again.
    private init(
        _ bytes: any ByteSource, path: String?, source: String, options: ReadingOptions, threads: Int,
        file: ScratchFile?
    ) throws(TableError) {
        // Memory for a whole chunk is cleared, which would be most of the work for a small file.
        let chunkSize = min(1 << 18, bytes.byteCount.map { max(4096, $0 + 1) } ?? .max)
        let opened = try OpenedFile(bytes, source: source, chunkSize: chunkSize)
        if let records = try opened.records(path: path, options: options, chunkSize: chunkSize) {
            try self.init(
                records: records.rows, source: records.source, options: options, threads: threads, file: file)
        } else {
            let reader = try RowReader(opened, options: options, chunkSize: chunkSize)
            try self.init(reader, threads: threads, file: file)
        }
    }

    /// Reads all rows of a reader that has not returned any.
    init(_ reader: RowReader, threads: Int, file: ScratchFile? = nil) throws(TableError) {
        let names = reader.columnNames
        let builder = TableBuilder(
            source: reader.source, width: names.count, rules: reader.scanRules, threads: threads, file: file)
        try builder.takeAll(reader)
        var notices = reader.notices
        // An empty last column without a name is not counted as a column: every row ends with a delimiter.
        let isUnnamed = notices.contains { $0.kind == .emptyName && $0.column == names.last }
        let isTrailing = try builder.finishRows() && (isUnnamed || !reader.format.hasHeader.value)
        if isTrailing {
            notices.removeAll { $0.kind == .emptyName && $0.column == names.last }
            notices.append(Notice.trailingDelimiter(reader.format.delimiter.value, line: nil))
        }
        let plain = builder.finish(names: isTrailing ? names.dropLast() : names)
        if let line = plain.lineRepeatingHeader, reader.format.hasHeader.value {
            throw reader.repeatedHeader(line: line)
        }
        notices += builder.strayQuote.flatMap(plain.strayQuoteNotice).map { [$0] } ?? []
        let (storage, columnNotices) = plain.detectingFormats(
            reader.start.effectiveOptions, reader.format, groupsPoints: reader.options.decimalMark == nil)
        notices += storage.totalRowNotice.map { [$0] } ?? []
        notices += columnNotices
        notices += storage.unusedTokens(of: reader.options).map(Notice.unusedMissingToken)
        self.init(
            storage: storage, selection: nil, format: reader.format, notices: notices,
            reading: reader.start.effectiveOptions
        )
    }

    /// Makes a table in code. A `nil` value is missing, and so is a text that means a missing value in files.
    public init(columns: [(name: String, values: [String?])], source: String) {
        let rowCount = columns.first?.values.count ?? 0
        precondition(
            columns.allSatisfy { $0.values.count == rowCount }, "all columns have the same number of rows")
        let rules = BatchScanRules(
            delimiter: .comma, width: columns.count, dropsLast: false, longestRow: 0,
            parser: FormatDetector(options: ReadingOptions()).parser(.point))
        let builder = TableBuilder(source: source, width: columns.count, rules: rules, threads: 1)
        do {
            for row in 0..<rowCount {
                try builder.append(columns.map { $0.values[row] ?? "" }, line: row + 1)
            }
            _ = try builder.finishRows()
        } catch {
            preconditionFailure("only files fail: \(error)")
        }
        let (storage, notices) = builder.finish(names: columns.map(\.name))
            .detectingFormats(ReadingOptions(), .inCode)
        self.init(
            storage: storage, selection: nil, format: .inCode, notices: notices, reading: ReadingOptions())
    }
}

extension DelimitedFormat {
    /// The format of a table that was not read from a file.
    static let inCode = DelimitedFormat(
        delimiter: .init(.comma, isDetected: false), hasHeader: .init(true, isDetected: false),
        decimalMark: .init(.point, isDetected: false), thousandsSeparator: nil,
        encoding: .init(.utf8, isDetected: false), hasByteOrderMark: false, isCompressed: false,
        commentLineCount: 0)
}
