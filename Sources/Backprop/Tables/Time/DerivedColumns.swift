/// Columns of a table that were computed from its earlier rows, not read.
struct DerivedColumns: Sendable {
    /// The cells.
    let storage: TableStorage
    /// Whether each row of the cells has fewer rows before it than the columns look back.
    let lacksHistory: [Bool]
    /// Whether each row of the cells depends on predictions of earlier rows, whose true values are unknown.
    let followsPredictions: [Bool]
    /// The row of the cells of each row of the table, or `nil` if they are the same.
    var selection: [Int]?

    /// The columns.
    var columns: [Column] {
        storage.names.indices.map { Column(storage: storage, index: $0, selection: selection) }
    }

    /// Returns the columns of some rows of the table.
    func selectingRows(_ rows: [Int]) -> DerivedColumns {
        var copy = self
        copy.selection = selection.map { selection in rows.map { selection[$0] } } ?? rows
        return copy
    }
}

extension Table {
    /// Returns the table with the features of earlier rows as further columns. Rows stay in their order.
    func adding(_ timelines: Timelines) -> Table {
        let rows = Array(0..<rowCount)
        return adding(
            timelines.columns(rows), lacksHistory: rows.map(timelines.lacksHistory),
            followsPredictions: rows.map(timelines.followsPredictions))
    }

    /// Returns the table with further columns.
    func adding(
        _ columns: [(name: String, values: [String?])], lacksHistory: [Bool], followsPredictions: [Bool]
    ) -> Table {
        Table(
            storage: storage, selection: selection, format: format, notices: notices, reading: reading,
            derived: DerivedColumns(
                storage: Table(columns: columns, source: source).storage, lacksHistory: lacksHistory,
                followsPredictions: followsPredictions))
    }

    /// The number of rows with fewer rows before them than the features of earlier rows look back.
    package var rowsWithoutHistory: Int { (0..<rowCount).count { lacksHistory($0) } }

    /// The number of rows whose features are partly predictions of earlier rows.
    package var rowsAfterPredictions: Int {
        guard let derived else { return 0 }
        return (derived.selection ?? Array(0..<rowCount)).count { derived.followsPredictions[$0] }
    }

    /// Returns whether a row has fewer rows before it than the features of earlier rows look back.
    func lacksHistory(_ row: Int) -> Bool {
        derived.map { $0.lacksHistory[$0.selection?[row] ?? row] } ?? false
    }
}
