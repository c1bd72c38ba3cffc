/// A detector of a text's layout, from its first 64 KiB or more.
///
/// The rules depend on nothing but these bytes, so that the same file is always read the same way.
struct FormatDetector {
    let options: ReadingOptions

    /// Returns the delimiter, or `nil` if none fits.
    ///
    /// A candidate must split most rows into the same number of fields, at least two. Among those that split every row
    /// alike, the one with most numbers among its cells wins, then the first of tab, semicolon, comma, pipe. White
    /// space is the delimiter if nothing else fits, or if some tabs are doubled. It also is if it leaves fewer texts
    /// per row than a tab, or if it alone makes all cells numbers.
    func delimiter(_ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> Delimiter? {
        let best = [Delimiter.tab, .semicolon, .comma, .pipe]
            .compactMap { candidate(sample, isWhole, $0) }
            .reduce(nil) { (best: Candidate?, next) in best.map { next.rank > $0.rank ? next : $0 } ?? next }
        guard let spaces = candidate(sample, isWhole, .whitespace) else { return best?.delimiter }
        guard let best else { return .whitespace }
        guard spaces.isConsistent else { return best.delimiter }
        if best.delimiter == .tab {
            return best.isConsistent && best.textsPerRow <= spaces.textsPerRow ? .tab : .whitespace
        }
        return spaces.numericShare == 1 && best.numericShare < 1 ? .whitespace : best.delimiter
    }

    private struct Candidate {
        let delimiter: Delimiter
        let isConsistent: Bool
        let width: Int
        let numericShare: Double
        /// The mean number of cells per row that are neither numbers nor missing.
        var textsPerRow: Double { Double(width) * (1 - numericShare) }
        var rank: (Int, Double) { (isConsistent ? 1 : 0, numericShare) }
    }

    private func candidate(
        _ sample: UnsafeBufferPointer<UInt8>, _ isWhole: Bool, _ delimiter: Delimiter
    ) -> Candidate? {
        let rows = SampleRows(sample, isWhole: isWhole, delimiter: delimiter)
        let consistency = rows.consistency
        guard rows.commonWidth > 1, consistency >= 0.5 else { return nil }
        let marks: [DecimalMark] =
            options.decimalMark.map { [$0] } ?? (delimiter == .comma ? [.point] : [.point, .comma])
        let share = marks.map { rows.numericShare(parser($0)) }.max() ?? 0
        return Candidate(
            delimiter: delimiter, isConsistent: consistency == 1, width: rows.commonWidth, numericShare: share
        )
    }

    /// Returns the decimal mark. It is a comma if the delimiter is another character, some cells are numbers with a
    /// comma, and none is a number with a point.
    func decimalMark(_ rows: SampleRows) -> DecimalMark {
        guard rows.delimiter != .comma, options.thousandsSeparator != .comma else { return .point }
        var found = false
        for cell in rows.rows.joined() {
            if cell.utf8.contains(UInt8(ascii: ",")), parser(.comma).kind(cell) == .number { found = true }
            if cell.utf8.contains(UInt8(ascii: ".")), parser(.point).kind(cell) == .number { return .point }
        }
        return found ? .comma : .point
    }

    /// Whether every decimal comma found may also be one that groups thousands.
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
