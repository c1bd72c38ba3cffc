/// Errors about first lines that are not what a header or a row should be.
extension RowReader {
    /// Throws if the sample shows a title, a header with other delimiters than the rows, or a header in two lines.
    func checkFirstLines() throws(TableError) {
        guard let sample = start.sample, sample.rows.count > 2 else { return }
        if let error = mixedDelimiters(sample) ?? title(sample) { throw error }
        guard options.hasHeader != false, let error = secondHeaderLine(sample) else { return }
        if options.badRows == .error { throw error }
        start.secondHeader = format.hasHeader.value ? error : nil
    }

    private func line(_ row: Int, of sample: SampleRows) -> Int {
        start.headerLine + sample.lines[row] - sample.lines[0]
    }

    /// Returns the error about a first line with another delimiter than the rows.
    func mixedDelimiters(_ sample: SampleRows) -> TableError? {
        guard sample.rows.count > 2 else { return nil }
        let (width, first) = (sample.commonWidth, sample.rows[0])
        guard first.count == 1, width > 1, sample.rows[1].count == width else { return nil }
        let hasQuotes = first[0].utf8.contains(UInt8(ascii: "\""))
        let other = Delimiter.allCases.first { delimiter in
            // A blank behind a quote does not separate columns.
            delimiter != sample.delimiter && !(hasQuotes && delimiter == .whitespace)
                && fields(of: first[0], delimiter) == width
        }
        guard let other else { return nil }
        return TableError(
            .mixedDelimiters, source: source, line: start.headerLine,
            problem: "The rows are \(sample.delimiter)-delimited, but this line is \(other)-delimited.",
            remedy: "Separate the names as the rows' fields are.")
    }

    /// Returns the number of fields of a line under a delimiter.
    private func fields(of line: String, _ delimiter: Delimiter) -> Int? {
        // The scanner reads beyond the bytes that it scans.
        let padded = Array(line.utf8) + [UInt8](repeating: 0, count: 64)
        return padded.withUnsafeBufferPointer { bytes in
            SampleRows(UnsafeBufferPointer(rebasing: bytes.dropLast(64)), isWhole: true, delimiter: delimiter)
                .rows.first?.count
        }
    }

    /// Returns the error about lines before the header that have fewer fields than the rows: a title, a date, a source.
    private func title(_ sample: SampleRows) -> TableError? {
        let width = sample.commonWidth
        func isShort(_ row: [String]) -> Bool {
            let filled = row.count { !parser.isEmpty($0) }
            return row.count == width ? filled <= 1 && width > 2 : 2 * row.count <= width
        }
        guard width > 1, let end = sample.rows.firstIndex(where: { !isShort($0) }), (1...10).contains(end),
            sample.rows[end].count == width, sample.rows.count > end + 1,
            sample.rows[0].count < width || isHeader(sample, end),
            2 * sample.rows.count(where: { $0.count == width }) > sample.rows.count
        else { return nil }
        let skipped = line(end, of: sample) - 1
        let lines = end == 1 ? "this line" : "the lines before line \(skipped + 1)"
        return TableError(
            .unclearHeader, source: source, line: start.headerLine,
            problem:
                "\(count(width, "field")) expected, as in most rows, but \(lines) held fewer, as a title does.",
            remedy: "Leave out the first \(skipped == 1 ? "line" : "\(skipped) lines").",
            option: .skipLines(skipped))
    }

    private func isHeader(_ sample: SampleRows, _ index: Int) -> Bool {
        let rest = SampleRows(sample, from: index)
        return FormatDetector(options: options).hasHeader(rest, parser)
            && !rest.numericColumns(from: 1, parser).isEmpty
    }

    /// Returns the error about a second line of texts above columns of numbers: units, or the second line of a header.
    private func secondHeaderLine(_ sample: SampleRows) -> TableError? {
        guard sample.rows.count > 4, sample.rows[0].count == sample.rows[1].count else { return nil }
        let numeric = sample.numericColumns(from: 2, parser).filter { $0 < sample.rows[1].count }
        let kinds = sample.rows.prefix(2).map { row in row.map { parser.kind($0) } }
        let texts = numeric.count { kinds[0][$0] == .text && kinds[1][$0] == .text }
        guard numeric.count > 1, 2 * texts > numeric.count, texts > 1,
            !kinds.joined().contains(.number)
        else { return nil }
        return TableError(
            .unclearHeader, source: source, line: line(1, of: sample),
            problem:
                "A row of values was expected, but this line, like line \(start.headerLine), has texts above columns of "
                + "numbers, as a row of units or the second line of a header has.",
            remedy: "Remove one of the two lines, or leave out rows that cannot be used.",
            option: .skipBadRows)
    }
}

extension SampleRows {
    /// Creates a sample of the rows from an index on.
    init(_ sample: SampleRows, from index: Int) {
        self = sample
        rows = Array(sample.rows[index...])
        lines = Array(sample.lines[index...])
    }

    /// Returns the columns whose cells from a row on are numbers or missing, at least one a number.
    func numericColumns(from row: Int, _ parser: CellParser) -> [Int] {
        (0..<commonWidth).filter { column in
            let kinds = rows[row...].filter { column < $0.count }.map { parser.kind($0[column]) }
            return kinds.contains(.number) && !kinds.contains(.text)
        }
    }

    /// Whether the rows below the header all have one field more than it, and their first cells are row names: 1, 2, 3
    /// and so on, or texts that are all different.
    var haveRowNames: Bool {
        guard rows.count > 2, rows.dropFirst().allSatisfy({ $0.count == rows[0].count + 1 }) else {
            return false
        }
        let names = rows.dropFirst().map { $0[0] }
        let isCounted = names.enumerated().allSatisfy { Int($1) == $0 + 1 }
        return isCounted
            || Set(names).count == names.count && names.allSatisfy { Double($0) == nil && $0 != "" }
    }
}

extension CellParser {
    /// Whether a cell contains nothing but blanks.
    func isEmpty(_ text: String) -> Bool { text.utf8.allSatisfy(\.isBlank) }
}
