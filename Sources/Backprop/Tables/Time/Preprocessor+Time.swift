extension Preprocessor {
    /// Returns the table with the features of earlier rows as further columns, or the table itself if there are none or
    /// it has them.
    ///
    /// - Throws: ``PreprocessingError`` if a time, or a value of an earlier row, is not valid.
    func extended(_ table: Table) throws(PreprocessingError) -> Table {
        guard let past, past.hasInputs, table.derived == nil else { return table }
        return table.adding(try timelines(of: table))
    }

    /// Returns the rows of a table in the order of time, behind the history.
    func timelines(of table: Table) throws(PreprocessingError) -> Timelines {
        guard let past else { preconditionFailure("a preprocessor without features of earlier rows") }
        let match = try match(table)
        let needed =
            [past.time] + [past.series].compactMap(\.self)
            + past.sources.filter { !$0.isTarget }.map(\.column)
        for column in needed where match.positions[column] == nil {
            throw .missingColumn(
                source: table.source, name: columns[column].name, available: table.columns.map(\.name))
        }
        return try Timelines(past, reading(table, match), positions: match.positions)
    }

    /// Returns the preprocessor with the last rows of a table as the history that predictions continue.
    ///
    /// - Throws: ``PreprocessingError`` if the table lacks a column, or if a time is not valid.
    func continuing(_ table: Table) throws(PreprocessingError) -> Preprocessor {
        guard past != nil else { return self }
        var copy = self
        copy.past?.history = []
        let history = try copy.timelines(of: table).history
        copy.past?.history = history
        return copy
    }

    /// The columns that were read, without those of features of earlier rows.
    var readColumns: ArraySlice<PreprocessorColumn> {
        columns.prefix(columns.count - (past?.features.count ?? 0))
    }
}
