extension Column {
    /// The column as numbers, each parsed from its text straight to `S`, correctly rounded; NaN where a cell is missing.
    ///
    /// Throws ``TableError`` for the first cell that is not a number, or is too large for `S`.
    public func numbers<S: BinaryFloatingPoint>(as type: S.Type) throws(TableError) -> [S] {
        var result = try storage.numbers(columns: [index], selection: selection, as: type)
        return result.removeLast()
    }
}

extension Table {
    /// Several columns as numbers, in one pass over the rows; the faster way where most columns are needed.
    ///
    /// Throws ``TableError`` for a cell that is not a number, or is too large for `S`.
    public func numbers<S: BinaryFloatingPoint>(
        ofColumns indices: [Int], as type: S.Type
    ) throws(TableError) -> [[S]] {
        precondition(indices.allSatisfy(columns.indices.contains), "every index is that of a column")
        return try storage.numbers(columns: indices, selection: selection, as: type)
    }
}

extension TableStorage {
    func numbers<S: BinaryFloatingPoint>(
        columns: [Int], selection: [Int]?, as type: S.Type
    ) throws(TableError) -> [[S]] {
        // Called with the types that matter, so that each gets machine code of its own.
        if S.self == Double.self {
            return unsafeBitCast(try parse(columns, selection, as: Double.self), to: [[S]].self)
        }
        if S.self == Float.self {
            return unsafeBitCast(try parse(columns, selection, as: Float.self), to: [[S]].self)
        }
        return try parse(columns, selection, as: type)
    }

    @inline(__always)
    private func parse<S: BinaryFloatingPoint>(
        _ columns: [Int], _ selection: [Int]?, as type: S.Type
    ) throws(TableError) -> [[S]] {
        let rowCount = selection?.count ?? store.rowCount
        var results = columns.map { _ in [S](repeating: .nan, count: rowCount) }
        for (position, column) in columns.enumerated() where selection != nil {
            let bad = results[position].withUnsafeMutableBufferPointer { output in
                parse(selection ?? [], column: column, into: output)
            }
            if let bad { throw error(row: bad, column: column, as: type) }
        }
        for block in store.blocks.indices where selection == nil {
            for (position, column) in columns.enumerated() {
                let bad = results[position].withUnsafeMutableBufferPointer { output in
                    parse(block: block, column: column, into: output)
                }
                if let bad { throw error(row: bad, column: column, as: type) }
            }
        }
        return results
    }

    /// Parses a block's cells of one column. Returns the row of the first that is not a number.
    @inline(__always)
    private func parse<S: BinaryFloatingPoint>(
        block: Int, column: Int, into output: UnsafeMutableBufferPointer<S>
    ) -> Int? {
        let first = block * CellStore.rowsPerBlock
        let parser = parser
        let width = store.width
        return store.blocks[block].withCells { cells in
            for row in cells.rowStarts.indices {
                switch parser.number(cells.cell(row: row, column: column, width: width), as: S.self) {
                case .value(let value): output[first + row] = value
                case .missing: break
                case .notANumber, .overflow: return first + row
                }
            }
            return nil
        }
    }

    @inline(__always)
    private func parse<S: BinaryFloatingPoint>(
        _ selection: [Int], column: Int, into output: UnsafeMutableBufferPointer<S>
    ) -> Int? {
        let parser = parser
        for (position, row) in selection.enumerated() {
            switch store.withCell(row: row, column: column, { parser.number($0, as: S.self) }) {
            case .value(let value): output[position] = value
            case .missing: break
            case .notANumber, .overflow: return row
            }
        }
        return nil
    }

    private func error<S: BinaryFloatingPoint>(row: Int, column: Int, as type: S.Type) -> TableError {
        CellPlace(source: source, line: store.line(ofRow: row), column: names[column])
            .error(store.text(row: row, column: column), as: type, parser)
    }
}
