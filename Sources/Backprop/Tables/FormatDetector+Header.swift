/// Whether a text has a header.
extension FormatDetector {
    /// Whether the first row holds names.
    ///
    /// 1. No cell of it is a number or a sign for "missing", except that cells may be empty; the last one may be left out.
    /// 2. Where some column below is numeric (numbers or missing alone, at least one number), that is a header.
    /// 3. Otherwise all columns are text. It is a header where its cells are filled, differ from one another, and none
    ///    comes again in its own column: a value of a category would, in a file of any length.
    ///
    /// A single row without numbers is taken for a header, which the reader then reports as a file without rows.
    func hasHeader(_ rows: SampleRows, _ parser: CellParser) -> Bool {
        guard let first = rows.rows.first, first.contains(where: { !$0.utf8.allSatisfy(\.isBlank) }),
            first.allSatisfy({ parser.kind($0) == .text || $0.utf8.allSatisfy(\.isBlank) })
        else { return false }
        let below = rows.rows.dropFirst()
        if below.isEmpty { return true }
        if first.indices.contains(where: { isNumeric($0, below, parser) }) { return true }
        return isUnlikeData(first, below)
    }

    private func isNumeric(_ column: Int, _ rows: ArraySlice<[String]>, _ parser: CellParser) -> Bool {
        var hasNumber = false
        for row in rows where column < row.count {
            let kind = parser.kind(row[column])
            if kind == .text { return false }
            if kind == .number { hasNumber = true }
        }
        return hasNumber
    }

    private func isUnlikeData(_ first: [String], _ below: ArraySlice<[String]>) -> Bool {
        let names = first.last == "" ? first.dropLast() : first[...]
        guard Set(names).count == names.count, !names.contains("") else { return false }
        return !names.indices.contains { column in
            below.contains { column < $0.count && $0[column] == names[column] }
        }
    }
}
