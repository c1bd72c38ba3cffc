extension ColumnSelection {
    /// Returns the formats of columns with explicit roles: none for those that are used as they are written.
    func formats(of roles: [Int: ColumnRole], in table: Table) throws(SchemaError) -> [Int: ColumnFormat?] {
        var formats: [Int: ColumnFormat?] = [:]
        for (column, role) in roles {
            switch role {
            case .date: continue
            // A date is not a number to predict or to weight by.
            case .numeric, .target, .weight:
                if table.columns[column].format?.date != nil { formats[column] = .some(nil) }
            default: formats[column] = .some(nil)
            }
        }
        for date in dates ?? [] {
            let column = try date.column.position(in: table)
            if let format = date.format ?? table.columns[column].nearestDateFormat {
                formats[column] = .date(format)
            }
        }
        return formats
    }
}

extension Column {
    /// The format of the dates in the column, or that of most; ISO 8601 if there is none.
    fileprivate var nearestDateFormat: DateFormat? {
        if let found = format?.date { return found }
        let detector = DateFormatDetector(
            store: storage.store, column: index, parser: storage.parser, valueCount: cellCounts.valueCount,
            prefersMonthFirst: true)
        return detector.finding()?.format ?? .yearMonthDay
    }
}

extension SchemaInference {
    /// Throws for a cell of a column declared as dates that is not one.
    func refuseOtherThanDates() throws(SchemaError) {
        for (column, role) in explicitRoles.sorted(by: { $0.key < $1.key }) where role == .date {
            let cells = table.columns[column]
            guard !columnStatistics[column].isNumeric, columnStatistics[column].valueCount > 0,
                let row = (0..<table.rowCount).first(where: { cells.isText(at: $0) })
            else { continue }
            let expected = cells.format?.cellDescription ?? "a date"
            throw .table(
                TableError(
                    .notANumber, source: table.source, line: table.line(ofRow: row), column: cells.name,
                    problem:
                        "\(expected.capitalizedFirst) expected, but \(quoted(cells.text(at: row) ?? "")) found.",
                    remedy: "Correct it, leave its cell empty, or declare the format that the column has."))
        }
    }
}
