extension Schema {
    /// The names of the targets, in the order of the outputs.
    public var targetNames: [String] { targets.map { columns[$0].name } }

    /// Returns the rows of the table that have a value for every target, in order.
    ///
    /// Rows with too few rows before them for the features of earlier rows are left out.
    public func rowsWithTargets(in table: Table) -> [Int] {
        let table = reading(table)
        let columns = targets.map { table.columns[$0] }
        return (0..<table.rowCount).filter { row in
            !table.lacksHistory(row) && columns.allSatisfy { !$0.isMissing(at: row) }
        }
    }

    /// Returns the table with each column read as in the schema: see ``ColumnSummary/keptWords`` and
    /// ``ColumnSummary/format``.
    func reading(_ table: Table) -> Table {
        var words: [Int: [String]] = [:]
        var formats: [Int: ColumnFormat?] = [:]
        for (index, column) in columns.enumerated() {
            if let kept = column.keptWords { words[index] = kept }
            guard column.role.usesNumbers(in: task), index < table.columns.count else { continue }
            if table.columns[index].format != column.format { formats[index] = .some(column.format) }
        }
        return table.keeping(words).formatting(formats)
    }

    /// Returns the class of each row of `rows`, all of which have a target, by which splits are stratified; `nil` for
    /// regression.
    func classes(of rows: [Int], in table: Table) -> [Int]? {
        guard task == .classification else { return strata(of: rows, in: table) }
        let classes = classIndices(in: table)
        return rows.map { classes[$0] ?? 0 }
    }
}
