/// The beginning of a text: comments, format, header, first row.
extension RowReader {
    /// Skips comment lines and blank lines before the first row.
    func skipPreamble() throws(TableError) {
        let prefix = options.commentPrefix.map { Array($0.utf8) } ?? []
        while try hasMoreText() {
            let end = try endOfLine()
            let line = UnsafeBufferPointer(start: buffer.base + buffer.start, count: end - buffer.start)
            let content = line.drop(while: \.isBlank)
            let isComment = !prefix.isEmpty && content.starts(with: prefix)
            guard content.isEmpty || isComment else { return }
            if isComment {
                lastComment = String(decoding: content.dropFirst(prefix.count), as: UTF8.self)
                format.commentLineCount += 1
            }
            skipLine(end: end)
        }
    }

    /// Where the current line ends, read on until it does.
    private func endOfLine() throws(TableError) -> Int {
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

    private func skipLine(end: Int) {
        owesLineFeed = end < buffer.limit && buffer.base[end] == 0x0D
        buffer.start = min(end + 1, buffer.limit)
        nextLine += 1
    }

    /// Settles delimiter, decimal mark and header from the options and, where they leave something open, from a sample.
    func detectFormat() throws(TableError) {
        let (sample, isWhole) = takeSample()
        let detector = FormatDetector(options: options)
        let found = options.delimiter ?? detector.delimiter(sample, isWhole: isWhole)
        let delimiter = found ?? .comma
        let rows = SampleRows(sample, isWhole: isWhole, delimiter: delimiter)
        let mark = options.decimalMark ?? detector.decimalMark(rows)
        parser = detector.parser(mark)
        let hasHeader = options.hasHeader ?? detector.hasHeader(rows, parser)
        format.delimiter = .init(delimiter, isDetected: options.delimiter == nil && found != nil)
        format.decimalMark = .init(mark, isDetected: options.decimalMark == nil && mark == .comma)
        format.hasHeader = .init(hasHeader, isDetected: options.hasHeader == nil)
        noteWhatDetectionFinds(rows)
        scanner = SingleRowScanner(delimiter)
        if format.decimalMark.isDetected, detector.mayGroupThousands(rows) {
            notices.append(Notice.ambiguousDecimalComma)
        }
    }

    /// Drops the options from the effective ones that detection would have found.
    private func noteWhatDetectionFinds(_ rows: SampleRows) {
        let detector = FormatDetector(options: options)
        if options.decimalMark == detector.decimalMark(rows) { effectiveOptions.decimalMark = nil }
        if options.hasHeader == detector.hasHeader(rows, parser) { effectiveOptions.hasHeader = nil }
        if options.encoding == .utf8 { effectiveOptions.encoding = nil }
    }

    /// The text's first 64 KiB, or as much as holds two rows; and whether that is all of it.
    private func takeSample() -> (bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
        var size = 1 << 16
        while true {
            while buffer.limit - buffer.start < size, !buffer.hasEnded { buffer.fill() }
            let available = buffer.limit - buffer.start
            let isTextEnd = if case .text = buffer.ending { true } else { false }
            let isWhole = isTextEnd && available <= size
            let sample = UnsafeBufferPointer(start: buffer.base + buffer.start, count: min(size, available))
            let isEnough = available < size || size > options.maximumRowLength
            if isWhole || isEnough || SampleRows(sample, isWhole: false, delimiter: .comma).rows.count > 1 {
                return (sample, isWhole)
            }
            size *= 2
        }
    }

    /// Reads the header, if there is one, and the first row.
    func readStart() throws(TableError) {
        guard try scanRow() else { throw noRows() }
        fieldCount = scanner.count
        referenceLine = heldLine
        if format.hasHeader.value {
            try takeNames()
            holdsRow = try scanFirstRow()
            if !holdsRow { throw headerOnly() }
        } else {
            columnNames = (1...scanner.count).map { "column \($0)" }
            holdsRow = true
        }
        noticeComments()
    }

    private func takeNames() throws(TableError) {
        let header = (0..<scanner.count).map {
            String(decoding: parser.trimmed(scanner.field($0)), as: UTF8.self)
        }
        columnNames = header.enumerated().map { $1 == "" ? "column \($0 + 1)" : $1 }
        for (position, name) in header.enumerated() where name == "" {
            notices.append(Notice.emptyName(columnNames[position], position: position, line: referenceLine))
        }
        var positions: [String: Int] = [:]
        for (position, name) in columnNames.enumerated() {
            if let first = positions.updateValue(position, forKey: name) {
                throw duplicateName(name, first: first, second: position)
            }
        }
    }

    /// Reads the row below the header: it may have one more field, an empty one, as all rows below then must.
    private func scanFirstRow() throws(TableError) -> Bool {
        let names = columnNames.count
        guard try scanRow(isFirst: true) else { return false }
        if scanner.count == names + 1, scanner.field(names).allSatisfy(\.isBlank) {
            dropsLastField = true
            fieldCount = names + 1
            referenceLine = heldLine
            notices.append(Notice.trailingDelimiter(format.delimiter.value, line: heldLine))
        } else if scanner.count != names {
            throw raggedRow(expected: names)
        }
        return true
    }

    private func noticeComments() {
        guard let comment = lastComment else { return }
        // The scanner reads ahead of what it scans.
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
