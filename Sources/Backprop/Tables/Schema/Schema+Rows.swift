extension Schema {
    /// The names of the targets, in the order of the outputs.
    public var targetNames: [String] { targets.map { columns[$0].name } }

    /// Returns the rows of the table that have a value for every target, in order.
    public func rowsWithTargets(in table: Table) -> [Int] {
        let table = keepingWords(in: table)
        let columns = targets.map { table.columns[$0] }
        return (0..<table.rowCount).filter { row in columns.allSatisfy { !$0.isMissing(at: row) } }
    }

    /// Returns the table with the texts kept that a column uses as categories; see ``ColumnSummary/keptWords``.
    func keepingWords(in table: Table) -> Table {
        let words = columns.enumerated().compactMap { index, column in column.keptWords.map { (index, $0) } }
        return words.isEmpty ? table : table.keeping(Dictionary(uniqueKeysWithValues: words))
    }

    /// Returns the class of each row of `rows`, all of which have a target; `nil` for regression.
    func classes(of rows: [Int], in table: Table) -> [Int]? {
        guard task == .classification else { return nil }
        let classes = classIndices(in: table)
        return rows.map { classes[$0] ?? 0 }
    }
}
