/// Earlier and new rows in one table, with the side that each row comes from as its target.
struct JoinedTables {
    /// The class of new rows.
    static let newLabel = "new"

    let table: Table
    let selection: ColumnSelection

    /// Joins the features that both tables have, but for dates.
    init(earlier: ComparedTable, new: ComparedTable) throws(TwoSampleError) {
        let positions = Dictionary(new.columns.map { ($0.column.name, $0) }) { first, _ in first }
        let pairs = earlier.columns.compactMap { pair in
            positions[pair.column.name].map { (old: pair, new: $0) }
        }.filter { $0.old.column.role.isFeature && $0.old.column.role != .date }
        guard !pairs.isEmpty else { throw .noColumns }
        var target = "rows"
        while positions[target] != nil { target += "_" }
        var columns = pairs.map { pair in
            (name: pair.old.column.name, values: earlier.texts(of: pair.old) + new.texts(of: pair.new))
        }
        columns.append(
            (
                name: target,
                values: Array(repeating: "earlier", count: earlier.table.rowCount)
                    + Array(repeating: Self.newLabel, count: new.table.rowCount)
            ))
        table = Table(columns: columns, source: "earlier and new rows")
        func names(_ role: ColumnRole) -> [ColumnReference] {
            pairs.filter { $0.old.column.role == role }.map { .name($0.old.column.name) }
        }
        selection = ColumnSelection(
            targets: [.name(target)], task: .classification, numeric: names(.numeric),
            categorical: names(.categorical), text: names(.text))
    }
}

extension ComparedTable {
    /// Returns at most a number of rows, drawn at random.
    ///
    /// - Parameter side: A number that differs between the sides, so that they draw independently.
    func sample(_ maximum: Int, side: Int) -> ComparedTable {
        guard table.rowCount > maximum else { return self }
        let order = Philox(seed: 1, .resampling, layer: side).permutation(of: table.rowCount)
        return selectingRows(order.prefix(maximum).sorted())
    }

    /// Returns the texts of a column, in which numbers have one notation.
    fileprivate func texts(of pair: Pair) -> [String?] {
        let cells = table.columns[pair.position]
        guard pair.column.role == .numeric else { return cells.texts() }
        return (0..<cells.count).map { row in cells.readableNumber(at: row).map { "\($0)" } }
    }
}
