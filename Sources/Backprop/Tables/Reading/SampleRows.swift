/// A few rows from the beginning of a text, under one delimiter.
struct SampleRows {
    let delimiter: Delimiter
    var rows: [[String]] = []
    /// The lines in which the rows begin, counted from 0 at the sample's beginning.
    var lines: [Int] = []

    /// Reads the rows of a sample, without blank lines. If the sample is only the text's beginning, its last row may be
    /// incomplete and is left out too. The memory is readable for 64 bytes beyond the sample.
    ///
    /// - Parameter maximumColumnCount: The number of fields beyond which a row ends the sample.
    init(
        _ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool, delimiter: Delimiter,
        maximumColumnCount: Int = ReadingOptions.defaultMaximumColumnCount
    ) {
        self.delimiter = delimiter
        guard let base = sample.baseAddress else { return }
        let scanner = SingleRowScanner(delimiter, maximumCount: maximumColumnCount)
        var (start, line) = (0, 0)
        while start < sample.count {
            let outcome = scanner.scan(base, from: start, limit: sample.count, isFinal: isWhole)
            if rows.isEmpty, case .textAfterQuote = outcome {
                start = appendUnscannedLine(sample)
                line += 1
                continue
            }
            guard case .row(let next, _) = outcome else { break }
            if !scanner.isBlank {
                rows.append((0..<scanner.count).map { String(decoding: scanner.field($0), as: UTF8.self) })
                lines.append(line)
            }
            line += 1 + scanner.innerLineCount
            start = next
        }
    }

    /// Appends the first line as one field, since its quotes do not fit the delimiter, and returns the offset of the next
    /// line.
    private mutating func appendUnscannedLine(_ sample: UnsafeBufferPointer<UInt8>) -> Int {
        let line = sample.prefix { !$0.isLineEnd }
        rows.append([String(decoding: line, as: UTF8.self)])
        lines.append(0)
        let rest = sample[line.endIndex...]
        return line.endIndex + (rest.starts(with: [0x0D, 0x0A]) ? 2 : min(rest.count, 1))
    }

    /// The number of fields that most rows have; the larger of two that are equally frequent.
    var commonWidth: Int {
        var counts: [Int: Int] = [:]
        for row in rows { counts[row.count, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    }

    /// The share of rows that have the most frequent number of fields.
    var consistency: Double {
        let width = commonWidth
        return rows.isEmpty ? 0 : Double(rows.count { $0.count == width }) / Double(rows.count)
    }

    /// Returns the share of the cells below the first row that are numbers or missing.
    func numericShare(_ parser: CellParser) -> Double {
        let cells = (rows.count > 1 ? rows.dropFirst() : rows[...]).joined()
        var (all, numeric) = (0, 0)
        for cell in cells {
            all += 1
            if parser.kind(cell) != .text { numeric += 1 }
        }
        return all == 0 ? 0 : Double(numeric) / Double(all)
    }
}
