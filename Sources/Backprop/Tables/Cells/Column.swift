/// One column of a ``Table``, its cells unchanged.
public struct Column: Sendable {
    let storage: TableStorage
    let index: Int
    let selection: [Int]?

    /// The name in the header; `column 1`, `column 2` and so on if there is none.
    public var name: String { storage.names[index] }

    /// The notation of the column's numbers, if every cell that is not missing is a number and not all are plain ones;
    /// otherwise `nil`.
    public var format: ColumnFormat? { storage.columnParsers[index]?.format }

    /// The number of rows.
    public var count: Int { selection?.count ?? storage.store.rowCount }

    /// Returns the cell's text without quotes and the blanks around it, or `nil` if it is missing.
    public func text(at row: Int) -> String? {
        storage.withCell(row: storedRow(row), column: index) { $1.text(of: $0) }
    }

    /// Whether the cell is missing: empty, or one of ``ReadingOptions/missingTokens``.
    public func isMissing(at row: Int) -> Bool {
        let row = storedRow(row)
        if storage.parser.missingTokens.areNoNumbers, storage.store.isNumber(row: row, column: index) {
            return false
        }
        return storage.withCell(row: row, column: index) { $1.isMissing($0) }
    }

    /// The number of missing cells.
    public var missingCount: Int {
        guard let selection else { return cellCounts.missingCount }
        if cellCounts.missingCount == 0 { return 0 }
        return selection.indices.count { isMissing(at: $0) }
    }

    /// Whether every cell that is not missing is a number, and at least one is. Dates are not numbers.
    public var isNumeric: Bool { holdsNumbers && format?.date == nil }

    /// Whether every cell that is not missing is a number or a date, and at least one is.
    var holdsNumbers: Bool {
        guard selection != nil, cellCounts.numberCount > 0 else {
            return cellCounts.textCount == 0 && cellCounts.numberCount > 0
        }
        if cellCounts.textCount == 0 { return (0..<count).contains { !isMissing(at: $0) } }
        var hasNumber = false
        for row in 0..<count {
            switch kind(at: row) {
            case .text: return false
            case .number: hasNumber = true
            case .missing: break
            }
        }
        return hasNumber
    }

    /// Returns the distinct texts and their counts, in the order of their Unicode scalars, without missing cells.
    ///
    /// With a `limit`, counting ends as soon as there are more distinct texts than that, and the result is `nil`. This
    /// is a cheap way to tell categories from free text.
    public func distinctValues(limit: Int = .max) -> [(text: String, count: Int)]? {
        var counts: [String: Int] = [:]
        for row in 0..<count {
            guard let text = text(at: row) else { continue }
            counts[text, default: 0] += 1
            if counts.count > limit { return nil }
        }
        return counts.sorted { $0.key < $1.key }.map { (text: $0.key, count: $0.value) }
    }

    /// Returns the distinct texts and their counts, in the order of their Unicode scalars, without missing cells.
    public func distinctValues() -> [(text: String, count: Int)] {
        distinctValues(limit: .max) ?? []
    }

    var cellCounts: CellCounts { storage.cellCounts[index] }

    func storedRow(_ row: Int) -> Int { selection?[row] ?? row }

    private func kind(at row: Int) -> CellParser.Kind {
        storage.withCell(row: storedRow(row), column: index) { $1.kind($0) }
    }
}
