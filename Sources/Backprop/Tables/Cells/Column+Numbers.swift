extension Column {
    /// Returns the column as numbers, each parsed from its text straight to `S` and correctly rounded; NaN if a cell is
    /// missing.
    ///
    /// Throws ``TableError`` for the first cell that is not a number, or is too large for `S`.
    public func numbers<S: BinaryFloatingPoint>(as type: S.Type) throws(TableError) -> [S] {
        var result = try storage.numbers(columns: [index], selection: selection, as: type)
        return result.removeLast()
    }
}

extension Table {
    /// Returns several columns as numbers, in one pass over the rows: the faster way if most columns are needed.
    ///
    /// Throws ``TableError`` for a cell that is not a number, or is too large for `S`.
    public func numbers<S: BinaryFloatingPoint>(
        ofColumns indices: [Int], as type: S.Type
    ) throws(TableError) -> [[S]] {
        precondition(indices.allSatisfy(columns.indices.contains), "every index is that of a column")
        // Columns of earlier rows have a storage of their own.
        guard indices.allSatisfy(storage.names.indices.contains) else {
            var numbers: [[S]] = []
            for index in indices { numbers.append(try columns[index].numbers(as: type)) }
            return numbers
        }
        return try storage.numbers(columns: indices, selection: selection, as: type)
    }
}
