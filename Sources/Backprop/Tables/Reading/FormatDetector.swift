/// A few rows from the beginning of a text, under one delimiter.
struct SampleRows {
    let delimiter: Delimiter
    private(set) var rows: [[String]] = []

    /// The rows of a sample, blank lines left out. Where the sample is only the text's beginning, its last row may be
    /// cut and is left out too. The memory is readable for 64 bytes beyond the sample.
    init(_ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool, delimiter: Delimiter) {
        self.delimiter = delimiter
        guard let base = sample.baseAddress else { return }
        let scanner = SingleRowScanner(delimiter)
        var start = 0
        while start < sample.count {
            let outcome = scanner.scan(base, from: start, limit: sample.count, isFinal: isWhole)
            guard case .row(let next, _) = outcome else { break }
            if !scanner.isBlank {
                rows.append((0..<scanner.count).map { String(decoding: scanner.field($0), as: UTF8.self) })
            }
            start = next
        }
    }

    /// The number of fields that most rows have; of two that are equally frequent, the larger.
    var usualWidth: Int {
        var counts: [Int: Int] = [:]
        for row in rows { counts[row.count, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    }

    /// The share of rows that have the usual width.
    var consistency: Double {
        let width = usualWidth
        return rows.isEmpty ? 0 : Double(rows.count { $0.count == width }) / Double(rows.count)
    }

    /// The share of the cells below the first row that are numbers or missing.
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

/// Finds out how a text is laid out, from the first 64 KiB or more of it.
///
/// The rules look at nothing but these bytes, so that the same file is always read the same way.
struct FormatDetector {
    let options: ReadingOptions

    /// The delimiter.
    ///
    /// A candidate must split most rows into the same number of fields, two at least. Among those that split every row
    /// alike, the one with most numbers among its cells wins, then the first of tab, semicolon, comma, pipe. White space
    /// is taken where nothing else serves, where tabs are doubled here and there, and where it makes numbers of all
    /// cells and the others do not.
    func delimiter(_ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> Delimiter? {
        let best = [Delimiter.tab, .semicolon, .comma, .pipe]
            .compactMap { candidate(sample, isWhole, $0) }
            .reduce(nil) { (best: Candidate?, next) in best.map { next.rank > $0.rank ? next : $0 } ?? next }
        guard let spaces = candidate(sample, isWhole, .whitespace) else { return best?.delimiter }
        guard let best else { return .whitespace }
        guard spaces.isConsistent else { return best.delimiter }
        if best.delimiter == .tab { return best.isConsistent ? .tab : .whitespace }
        return spaces.numericShare == 1 && best.numericShare < 1 ? .whitespace : best.delimiter
    }

    private struct Candidate {
        let delimiter: Delimiter
        let isConsistent: Bool
        let numericShare: Double
        var rank: (Int, Double) { (isConsistent ? 1 : 0, numericShare) }
    }

    private func candidate(
        _ sample: UnsafeBufferPointer<UInt8>, _ isWhole: Bool, _ delimiter: Delimiter
    ) -> Candidate? {
        let rows = SampleRows(sample, isWhole: isWhole, delimiter: delimiter)
        let consistency = rows.consistency
        guard rows.usualWidth > 1, consistency >= 0.5 else { return nil }
        let marks: [DecimalMark] =
            options.decimalMark.map { [$0] } ?? (delimiter == .comma ? [.point] : [.point, .comma])
        let share = marks.map { rows.numericShare(parser($0)) }.max() ?? 0
        return Candidate(delimiter: delimiter, isConsistent: consistency == 1, numericShare: share)
    }

    /// The decimal mark: a comma where the delimiter is another character, some cells are numbers with a comma, and none
    /// is a number with a point.
    func decimalMark(_ rows: SampleRows) -> DecimalMark {
        guard rows.delimiter != .comma, options.thousandsSeparator != .comma else { return .point }
        var found = false
        for cell in rows.rows.joined() {
            if cell.utf8.contains(UInt8(ascii: ",")), parser(.comma).kind(cell) == .number { found = true }
            if cell.utf8.contains(UInt8(ascii: ".")), parser(.point).kind(cell) == .number { return .point }
        }
        return found ? .comma : .point
    }

    /// Whether every decimal comma found may just as well group thousands.
    func mayGroupThousands(_ rows: SampleRows) -> Bool {
        let grouped = CellParser(missingTokens: [], decimalMark: .point, thousandsSeparator: .comma)
        let cells = rows.rows.joined().filter {
            $0.utf8.contains(UInt8(ascii: ",")) && parser(.comma).kind($0) == .number
        }
        return cells.allSatisfy { grouped.kind($0) == .number }
    }

    func parser(_ decimalMark: DecimalMark) -> CellParser {
        CellParser(
            missingTokens: options.missingTokens, decimalMark: decimalMark,
            thousandsSeparator: options.thousandsSeparator)
    }
}
