/// The location of a table in a sheet: the row with the names of the columns, and the columns.
struct TableLocation {
    /// The index of the row with names among the first rows, or `nil` if there are no names.
    var header: Int?
    /// The index of the first row of values.
    var firstRow: Int
    /// The columns, counted from 0.
    var columns: Range<Int>
    /// Whether the row with names was detected.
    var isDetected: Bool
    /// Whether the row with names has all that are expected.
    var isExpected = false

    /// Finds the table that begins in the first rows of a sheet, or returns `nil` if there is none.
    ///
    /// The table begins with the first row that is not much shorter than the rows below, as titles are. Whether that row
    /// holds names is decided as for delimited text.
    init?(_ rows: [SheetRow], options: ReadingOptions) {
        if let expected = Self.expectedHeader(rows, options) {
            self.init(rows, header: expected, firstRow: expected + 1, isDetected: options.hasHeader == nil)
            isExpected = true
            return
        }
        guard let start = Self.start(of: rows) else { return nil }
        let hasHeader = options.hasHeader ?? Self.hasHeader(rows[start...], options)
        self.init(
            rows, header: hasHeader ? start : nil, firstRow: hasHeader ? start + 1 : start,
            isDetected: options.hasHeader == nil)
    }

    private init?(_ rows: [SheetRow], header: Int?, firstRow: Int, isDetected: Bool) {
        guard firstRow < rows.count else { return nil }
        (self.header, self.firstRow, self.isDetected) = (header, firstRow, isDetected)
        var counts: [Int: Int] = [:]
        for row in rows[firstRow...] { for cell in row.filled { counts[cell.column, default: 0] += 1 } }
        let names = header.map { rows[$0].filled.map(\.column) } ?? Array(counts.keys)
        guard var low = names.min(), var high = names.max() else { return nil }
        let half = (rows.count - firstRow + 1) / 2
        while low > 0, counts[low - 1] ?? 0 >= max(1, half) { low -= 1 }
        while counts[high + 1] ?? 0 >= max(1, half) { high += 1 }
        columns = low..<high + 1
    }

    private static func texts(_ row: SheetRow) -> [String] {
        row.filled.map { SchemaNumber.trimmed(String(decoding: row.bytes($0), as: UTF8.self)) }
    }

    private static func expectedHeader(_ rows: [SheetRow], _ options: ReadingOptions) -> Int? {
        guard !options.expectedNames.isEmpty, options.hasHeader != false else { return nil }
        return rows.firstIndex { row in
            let texts = Set(texts(row))
            return options.expectedNames.allSatisfy(texts.contains)
        }
    }

    /// Returns the index of the first row that is as long as those of the table.
    private static func start(of rows: [SheetRow]) -> Int? {
        let counts = rows.map(\.filled.count)
        let sorted = counts.sorted(by: >)
        let width = sorted.count > 1 ? sorted[1] : sorted.first ?? 0
        guard width > 0 else { return nil }
        let first = rows.joined { $0.filled.map(\.column) }.min() ?? 0
        return counts.indices.first { index in
            let count = counts[index]
            if width > 2 { return count > 1 && 2 * count > width }
            if count >= width { return true }
            // The names next to an index without one.
            let isBesideIndex = width == 2 && count == 1 && rows[index].filled[0].column > first
            return isBesideIndex && index + 1 < counts.count && counts[index + 1] == 2
        }
    }

    private static func hasHeader(_ rows: ArraySlice<SheetRow>, _ options: ReadingOptions) -> Bool {
        let columns = rows.joined { $0.filled.map(\.column) }
        guard let low = columns.min(), let high = columns.max() else { return false }
        let texts = rows.map { row in
            var texts = [String](repeating: "", count: high - low + 1)
            for cell in row.filled {
                texts[cell.column - low] = String(decoding: row.bytes(cell), as: UTF8.self)
            }
            return texts
        }
        let detector = FormatDetector(options: options)
        return detector.hasHeader(SampleRows(rows: texts), detector.parser(.point))
    }
}

extension Sequence {
    /// Returns the results of a function for all elements, one after another.
    fileprivate func joined<R>(_ transform: (Element) -> [R]) -> [R] { flatMap(transform) }
}

extension SampleRows {
    /// Creates a sample of rows that were not separated by a delimiter.
    init(rows: [[String]]) {
        (delimiter, self.rows, lines) = (.comma, rows, Array(rows.indices))
    }
}
