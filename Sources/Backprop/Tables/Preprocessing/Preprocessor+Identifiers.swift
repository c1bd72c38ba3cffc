extension Preprocessor {
    /// Returns the indices of a table's columns that named the rows in training, in the order of the table. The columns of
    /// time and series name the rows too.
    ///
    /// - Throws: ``PreprocessingError`` if the table lacks a column that the model uses.
    package func identifierColumns(in table: Table) throws(PreprocessingError) -> [Int] {
        let names = Set([past?.time, past?.series].compactMap(\.self))
        return zip(columns.indices, try match(table).positions).compactMap { index, position in
            columns[index].role == .identifier || names.contains(index) ? position : nil
        }.sorted()
    }
}
