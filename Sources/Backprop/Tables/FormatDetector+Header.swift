/// Whether a text has a header.
extension FormatDetector {
    /// Whether the first row holds names.
    ///
    /// 1. Numeric columns decide where there are any: columns whose cells below the first row are numbers or missing, at
    ///    least one a number. It is a header where it has text above more of them than not; cells left empty do not count.
    /// 2. Otherwise a number or a sign for "missing" in the first row speaks against a header.
    /// 3. Otherwise all is text. It is a header where its cells are filled, the last one perhaps left out, differ from one
    ///    another, and none comes again in its own column: a value of a category would, in a file of any length.
    ///
    /// A single row without numbers is taken for a header, which the reader then reports as a file without rows.
    func hasHeader(_ rows: SampleRows, _ parser: CellParser) -> Bool {
        guard let first = rows.rows.first else { return false }
        let below = rows.rows.dropFirst()
        let numeric = first.indices.filter { !isEmpty(first[$0]) && isNumeric($0, below, parser) }
        if !numeric.isEmpty {
            return 2 * numeric.count { parser.kind(first[$0]) == .text } > numeric.count
        }
        let filled = first.filter { !isEmpty($0) }
        guard !filled.isEmpty, filled.allSatisfy({ parser.kind($0) == .text }) else { return false }
        return below.isEmpty || isUnlikeData(first, below)
    }

    private func isEmpty(_ cell: String) -> Bool { cell.utf8.allSatisfy(\.isBlank) }

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
        let names = first.last.map(isEmpty) == true ? first.dropLast() : first[...]
        guard Set(names).count == names.count, !names.contains(where: isEmpty) else { return false }
        return !names.indices.contains { column in
            below.contains { column < $0.count && $0[column] == names[column] }
        }
    }
}
