extension Preprocessor {
    /// The options for reading later tables: those of the training table, with the delimiter detected again.
    ///
    /// The names of the training table's columns are expected in a header, if it had one.
    public var readingOptions: ReadingOptions {
        var options = reading?.options ?? ReadingOptions()
        if hasHeader { options.expectedNames = columns.filter { $0.width > 0 }.map(\.name) }
        return options
    }

    /// Reads a table to predict or to evaluate, with the options of the training table.
    ///
    /// If the training table had no header, the first row of this one is data too, unless it can only be a header. It
    /// is one if it has a text in a column of numbers, or nothing but categories that do not occur in training.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard input.
    ///   - options: Other options than ``readingOptions``.
    ///   - threads: The maximum number of threads; the table does not depend on it.
    /// - Throws: ``TableError``.
    public func table(
        contentsOf path: String, options: ReadingOptions? = nil, threads: Int = 1
    ) throws(TableError) -> Table {
        try table(options) { (options) throws(TableError) in
            try Table(contentsOf: path, options: options, threads: threads)
        }
    }

    /// Reads a table that is in memory, as ``table(contentsOf:options:threads:)`` reads a file.
    ///
    /// - Throws: ``TableError``.
    public func table(
        reading bytes: [UInt8], source: String, options: ReadingOptions? = nil
    ) throws(TableError) -> Table {
        try table(options) { (options) throws(TableError) in
            try Table(reading: bytes, source: source, options: options)
        }
    }

    private func table(
        _ explicit: ReadingOptions?, _ read: (ReadingOptions) throws(TableError) -> Table
    ) throws(TableError) -> Table {
        var options = explicit ?? readingOptions
        let isOpen = options.hasHeader == nil && !hasHeader
        if isOpen { options.hasHeader = false }
        let table = try read(options)
        guard isOpen, !table.format.hasHeader.value, table.rowCount > 1, let match = try? match(table),
            firstRowIsHeader(table, match)
        else { return table }
        return table.selectingRows(Array(1..<table.rowCount))
    }

    /// Whether the first row of a table read without a header can only be one.
    private func firstRowIsHeader(_ table: Table, _ match: ColumnMatch) -> Bool {
        let table = reading(table, match)
        var (known, unknown) = (0, 0)
        for (column, position) in zip(readColumns, match.positions) where column.width > 0 {
            let cells = table.columns[position!]
            if column.numeric != nil || column.dates != nil {
                if cells.isText(at: 0) { return !cells.isText(at: 1) }
                known += 1
            } else if let categories = column.categories, let text = cells.text(at: 0) {
                let isKnown = CategoryLookup(categories).position(of: text) != nil
                (known, unknown) = (known + (isKnown ? 1 : 0), unknown + (isKnown ? 0 : 1))
            }
        }
        return known == 0 && unknown > 0 && secondRowIsKnown(table, match)
    }

    private func secondRowIsKnown(_ table: Table, _ match: ColumnMatch) -> Bool {
        zip(readColumns, match.positions).contains { column, position in
            guard let categories = column.categories, let text = table.columns[position!].text(at: 1)
            else { return false }
            return CategoryLookup(categories).position(of: text) != nil
        }
    }
}
