/// Detection of a header.
extension FormatDetector {
    /// Whether the first row contains names.
    ///
    /// 0. A row with all of ``ReadingOptions/expectedNames`` is a header.
    /// 1. Names that merely count the columns, as programs write them by default (`0,1,2,target`), are a header if
    ///    there is evidence for it: see ``countsColumns(_:_:_:)``.
    /// 2. Numeric columns decide if there are any: columns whose cells below the first row are numbers or missing, at
    ///    least one a number. It is a header if it has text above more of them than not. Empty cells do not count, and
    ///    neither do rows that repeat it.
    /// 3. Otherwise a number or a text for a missing value in the first row is evidence against a header.
    /// 4. Otherwise all is text. It is a header if its cells are not empty, the last one perhaps excepted, and differ
    ///    from one another. In addition, none may occur again in its own column, as a value of a category would, in a
    ///    file of any length.
    ///
    ///
    /// A single row without numbers is taken for a header, which the reader then reports as a file without rows.
    func hasHeader(_ rows: SampleRows, _ parser: CellParser) -> Bool {
        guard let first = rows.rows.first else { return false }
        if isExpected(first) { return true }
        let below = rows.rows.dropFirst()
        if countsColumns(first, below, parser) { return true }
        let values = below.filter { $0 != first }[...]
        let numeric = first.indices.filter { !isEmpty(first[$0]) && isNumeric($0, values, parser) }
        if !numeric.isEmpty {
            return 2 * numeric.count { parser.kind(first[$0]) == .text } > numeric.count
        }
        let filled = first.filter { !isEmpty($0) }
        guard !filled.isEmpty, filled.allSatisfy({ parser.kind($0) == .text }) else { return false }
        return below.isEmpty || isUnlikeData(first, below)
    }

    /// Whether a row contains all the names that the header is known to have.
    private func isExpected(_ row: [String]) -> Bool {
        let names = Set(row.map { String(SchemaNumber.trim($0)) })
        return !options.expectedNames.isEmpty && options.expectedNames.allSatisfy(names.contains)
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
        return !names.indices.contains { comesAgain(first, $0, below) }
    }

    private func comesAgain(_ first: [String], _ column: Int, _ below: ArraySlice<[String]>) -> Bool {
        below.contains { column < $0.count && $0[column] == first[column] }
    }

    /// Whether the first row counts the columns. Its numbers count up from 0 or 1, or are three or more that count up
    /// from another number. Its texts do not occur again. In addition, one of these conditions holds, which is unlikely
    /// for a row of data:
    ///
    /// - a text is above a column of numbers;
    /// - texts are above columns whose values occur again and again;
    /// - of three or more counted columns, most have fractions below.
    private func countsColumns(_ first: [String], _ below: ArraySlice<[String]>, _ parser: CellParser) -> Bool
    {
        let numbers = first.indices.filter { parser.kind(first[$0]) == .number }
        let texts = first.indices.filter { parser.kind(first[$0]) == .text }
        guard let start = numbers.first.flatMap({ Int(first[$0]) }),
            (0...1).contains(start) || numbers.count > 2,
            numbers.enumerated().allSatisfy({ Int(first[$1]) == start &+ $0 }),
            first.allSatisfy({ isEmpty($0) || parser.kind($0) != .missing }),
            !texts.contains(where: { comesAgain(first, $0, below) })
        else { return false }
        if texts.contains(where: { isNumeric($0, below, parser) }) { return true }
        if numbers.count > 1, !texts.isEmpty, texts.allSatisfy({ repeats($0, below) }) { return true }
        return numbers.count > 2 && 2 * numbers.count { hasFractions($0, below, parser) } > numbers.count
    }

    private func repeats(_ column: Int, _ rows: ArraySlice<[String]>) -> Bool {
        let values = rows.filter { column < $0.count }.map { $0[column] }
        return values.count > 3 && 2 * Set(values).count <= values.count
    }

    private func hasFractions(_ column: Int, _ rows: ArraySlice<[String]>, _ parser: CellParser) -> Bool {
        rows.contains { column < $0.count && Int($0[column]) == nil && parser.kind($0[column]) == .number }
    }
}
