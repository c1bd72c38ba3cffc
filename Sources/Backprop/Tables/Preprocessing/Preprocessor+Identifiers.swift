extension Preprocessor {
    /// Returns the indices of a table's columns that named the rows in training, in the order of the table.
    ///
    /// - Throws: ``PreprocessingError`` if the table lacks a column that the model uses.
    package func identifierColumns(in table: Table) throws(PreprocessingError) -> [Int] {
        zip(columns, try match(table).positions).compactMap { $0.role == .identifier ? $1 : nil }.sorted()
    }
}
