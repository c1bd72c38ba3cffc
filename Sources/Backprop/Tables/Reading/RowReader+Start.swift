import CKernels

/// The findings about the beginning of a text.
struct TextStart {
    /// The delimiter that the first line names.
    var namedDelimiter: Delimiter?
    /// The last comment before the first row, without its prefix.
    var lastComment: String?
    /// The first rows, until the first of them is read.
    var sample: SampleRows?
    /// The line of the header.
    var headerLine = 0
    /// The error about the second line of a header, which must be left out.
    var secondHeader: TableError?
    /// The options, without those whose explicit values detection would also find.
    var effectiveOptions: ReadingOptions
}

/// The beginning of a text: comments, format, header, first row.
extension RowReader {
    /// Skips the lines that the options leave out, comment lines, blank lines, and the line in which Excel names the delimiter.
    func skipPreamble() throws(TableError) {
        for _ in 0..<options.skippedLineCount where try hasMoreText() { skipLine(end: try endOfLine()) }
        let prefix = options.commentPrefix.map { Array($0.utf8) } ?? []
        while try hasMoreText() {
            let end = try endOfLine()
            let line = UnsafeBufferPointer(start: buffer.base + buffer.start, count: end - buffer.start)
            let content = line.drop(while: \.isBlank)
            if let delimiter = Self.namedDelimiter(in: line) {
                start.namedDelimiter = delimiter
                skipLine(end: end)
                continue
            }
            let isComment = !prefix.isEmpty && content.starts(with: prefix)
            guard content.isEmpty || isComment else { return }
            if isComment {
                start.lastComment = String(decoding: content.dropFirst(prefix.count), as: UTF8.self)
                format.commentLineCount += 1
            }
            skipLine(end: end)
        }
    }

    /// Returns the delimiter that a line `sep=;` names, as Excel reads and writes it, or `nil` for another line.
    private static func namedDelimiter(in line: UnsafeBufferPointer<UInt8>) -> Delimiter? {
        let text = String(decoding: line.prefix(16), as: UTF8.self)
        let bare = text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text
        guard bare.utf8.count == 5, bare.lowercased().hasPrefix("sep=") else { return nil }
        return Delimiter(rawValue: String(bare.dropFirst(4)))
    }

    /// Returns the end of the current line, reading further until it is complete.
    func endOfLine() throws(TableError) -> Int {
        var checked = buffer.start
        while true {
            while checked < buffer.limit {
                if buffer.base[checked].isLineEnd { return checked }
                checked += 1
            }
            if buffer.hasEnded {
                if case .text = buffer.ending { return buffer.limit }
                throw endingError()
            }
            let distance = checked - buffer.start
            try fill(until: .lineEnd)
            checked = buffer.start + distance
        }
    }

    func skipLine(end: Int) {
        cursor.owesLineFeed = end < buffer.limit && buffer.base[end] == 0x0D
        buffer.start = min(end + 1, buffer.limit)
        cursor.nextLine += 1
    }

    /// Resolves delimiter, decimal mark and header from the options. If these leave something open, it is detected from
    /// a sample.
    func detectFormat() throws(TableError) {
        let (bytes, isWhole) = takeSample()
        let detector = FormatDetector(options: options)
        let found = options.delimiter ?? start.namedDelimiter ?? detector.delimiter(bytes, isWhole: isWhole)
        let delimiter = found ?? .comma
        let rows = SampleRows(
            bytes, isWhole: isWhole, delimiter: delimiter, maximumColumnCount: options.maximumColumnCount)
        let mark = options.decimalMark ?? detector.decimalMark(rows)
        parser = detector.parser(mark)
        let hasHeader = options.hasHeader ?? detector.hasHeader(rows, parser)
        format.delimiter = .init(delimiter, isDetected: options.delimiter == nil && found != nil)
        format.decimalMark = .init(mark, isDetected: options.decimalMark == nil && mark == .comma)
        format.hasHeader = .init(hasHeader, isDetected: options.hasHeader == nil)
        noteWhatDetectionFinds(rows)
        scanner = SingleRowScanner(delimiter, maximumCount: options.maximumColumnCount)
        start.sample = rows
        if format.decimalMark.isDetected, detector.mayGroupThousands(rows) {
            notices.append(Notice.ambiguousDecimalComma)
        }
    }

    /// Removes from the effective options those that detection would also have found.
    private func noteWhatDetectionFinds(_ rows: SampleRows) {
        let detector = FormatDetector(options: options)
        if options.decimalMark == detector.decimalMark(rows) { start.effectiveOptions.decimalMark = nil }
        if options.hasHeader == detector.hasHeader(rows, parser) { start.effectiveOptions.hasHeader = nil }
        if options.encoding == .utf8 { start.effectiveOptions.encoding = nil }
        let encoding = format.encoding.value
        if options.encoding == nil, encoding != .utf8 { start.effectiveOptions.encoding = encoding }
        if options.encoding == nil, let expected = options.expectedEncoding, expected != encoding {
            notices.append(Notice.otherEncoding(encoding, expected: expected))
        }
    }

    /// Returns the text's first 64 KiB, or as much as contains two rows, and whether that is the whole text.
    private func takeSample() -> (bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
        var size = 1 << 16
        while true {
            while buffer.limit - buffer.start < size, !buffer.hasEnded { buffer.fill() }
            let available = buffer.limit - buffer.start
            let isTextEnd = if case .text = buffer.ending { true } else { false }
            let isWhole = isTextEnd && available <= size
            let sample = UnsafeBufferPointer(start: buffer.base + buffer.start, count: min(size, available))
            let isEnough = available < size || size > options.maximumRowLength
            if isWhole || isEnough || holdsTwoRows(sample) { return (sample, isWhole) }
            size = min(2 * size, options.maximumRowLength + 1)
        }
    }

    private func holdsTwoRows(_ sample: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = sample.baseAddress,
            bp_count_bytes(base, sample.count, 0x0A) + bp_count_bytes(base, sample.count, 0x0D) > 1
        else { return false }
        return SampleRows(sample, isWhole: false, delimiter: .comma).rows.count > 1
    }

    /// Reads the header, if there is one, and the first row.
    func readStart() throws(TableError) {
        guard try scanFirstLine() else { throw noRows() }
        rowWidth.fieldCount = scanner.count
        rowWidth.referenceLine = cursor.heldLine
        start.headerLine = cursor.heldLine
        try checkFirstLines()
        defer { start.sample = nil }
        if format.hasHeader.value {
            takeNames()
            cursor.holdsRow = try scanFirstRow()
            if !cursor.holdsRow { throw headerOnly() }
        } else {
            columnNames = (1...scanner.count).map { "column \($0)" }
            cursor.holdsRow = true
        }
        noticeComments()
    }

    /// Reads the first line. If it has quotes that do not fit the delimiter, another delimiter may be the reason.
    private func scanFirstLine() throws(TableError) -> Bool {
        do throws(TableError) {
            return try scanRow()
        } catch {
            start.headerLine = cursor.nextLine
            guard error.kind == .textAfterQuote, let sample = start.sample,
                let reason = mixedDelimiters(sample)
            else {
                throw error
            }
            throw reason
        }
    }

    private func takeNames() {
        let header = (0..<scanner.count).map {
            String(decoding: parser.trimmed(scanner.field($0)), as: UTF8.self)
        }
        let found = ColumnNames(header, row: RowNumber(.line, rowWidth.referenceLine))
        columnNames = found.names
        notices += found.notices
    }

    /// Reads the row below the header. It may have one field more, if that is empty or a row name. It may have one less
    /// if the header ends with a delimiter; all rows below must then have one less.
    private func scanFirstRow() throws(TableError) -> Bool {
        let names = columnNames.count
        guard try scanRow(isFirst: true) else { return false }
        if let error = start.secondHeader {
            start.secondHeader = nil
            noteSkipped(error)
            return try scanFirstRow()
        }
        if scanner.count == names + 1, scanner.field(names).allSatisfy(\.isBlank) {
            rowWidth.dropsLastField = true
            notices.append(Notice.trailingDelimiter(format.delimiter.value, line: cursor.heldLine))
        } else if scanner.count == names + 1, start.sample?.haveRowNames == true {
            let name = columnNames.contains("row names") ? "column 1" : "row names"
            columnNames.insert(name, at: 0)
            notices.append(Notice.rowNames(name, line: rowWidth.referenceLine))
        } else if scanner.count == names - 1, names > 2, hasUnnamedLast {
            notices.removeAll { $0.kind == .emptyName && $0.column == columnNames.last }
            columnNames.removeLast()
            notices.append(Notice.headerDelimiter(format.delimiter.value, line: rowWidth.referenceLine))
        } else if scanner.count != names {
            let error = raggedRow(expected: names)
            try leaveOut(error)
            return try scanFirstRow()
        } else {
            return true
        }
        rowWidth.fieldCount = scanner.count
        rowWidth.referenceLine = cursor.heldLine
        return true
    }

    private var hasUnnamedLast: Bool {
        notices.contains { $0.kind == .emptyName && $0.column == columnNames.last }
    }

    private func noticeComments() {
        guard let comment = start.lastComment else { return }
        // The scanner reads beyond the bytes that it scans.
        let padded = Array(comment.utf8) + [UInt8](repeating: 0, count: 64)
        let fields = padded.withUnsafeBufferPointer {
            SampleRows(
                UnsafeBufferPointer(rebasing: $0.dropLast(64)), isWhole: true,
                delimiter: format.delimiter.value
            ).rows.first?.count
        }
        let isLikeRows = !format.hasHeader.value && columnNames.count > 1 && fields == columnNames.count
        notices.append(
            Notice.comments(
                format.commentLineCount, prefix: options.commentPrefix ?? "", mayBeHeader: isLikeRows))
    }
}
