/// The rows of a table in the order of time.
struct TimedRows {
    /// The table, with the times and the sources of features read as in training.
    let table: Table
    /// The time of each row.
    let times: [Double]
    /// The rows of each series in the order of time, and the name of the series.
    let series: [(name: String, rows: [Int])]
    private let timeColumn: Column

    /// Orders the rows of a table by the columns of a training table, of which that of the time is there.
    init(_ past: PastFeatures, _ table: Table, positions: [Int?]) throws(PreprocessingError) {
        let time = positions[past.time]!
        var formats: [Int: ColumnFormat?] = [time: past.timeFormat]
        for source in past.sources where source.isNumeric {
            if let position = positions[source.column] { formats[position] = .some(source.format) }
        }
        let series = past.series.flatMap { positions[$0] }
        try self.init(table.formatting(formats), time: time, series: series)
        if !past.features.isEmpty { try refuseDuplicates(isSeveral: past.series != nil) }
    }

    /// Orders the rows of a table whose times are read as they should be.
    init(_ table: Table, time: Int, series: Int?) throws(PreprocessingError) {
        self.table = table
        let column = table.columns[time]
        timeColumn = column
        for row in 0..<table.rowCount where column.isMissing(at: row) || column.isText(at: row) {
            let location = PreprocessingError.Location(table, row: row, column: column)
            throw .time(column.isMissing(at: row) ? .missingTime(location) : .notATime(location))
        }
        let times = try table.numbers(of: column)
        self.times = times
        let names = series.map { table.columns[$0].texts() }
        var rowsOfName: [String: [Int]] = [:]
        for row in 0..<table.rowCount { rowsOfName[names?[row] ?? "", default: []].append(row) }
        self.series = rowsOfName.sorted { $0.key < $1.key }.map { name, rows in
            (name: name, rows: rows.sorted { (times[$0], $0) < (times[$1], $1) })
        }
    }

    /// Whether two rows of a series have one time.
    var hasDuplicates: Bool { duplicate != nil }

    /// The rank of each row's time among the distinct times of all series.
    var ranks: [Int] {
        let distinct = Array(Set(times)).sorted()
        let rankOfTime = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
        return times.map { rankOfTime[$0] ?? 0 }
    }

    /// The number of rows that come later after the row before than most do, or `nil` if there are none.
    ///
    /// Their steps are half as long again as the median, or longer.
    var gaps: Int? {
        let steps = series.flatMap { _, rows in
            zip(rows, rows.dropFirst()).map { times[$1] - times[$0] }.filter { $0 > 0 }
        }
        guard steps.count >= 2 else { return nil }
        let median = steps.sorted()[steps.count / 2]
        let count = steps.count { $0 >= 1.5 * median }
        return count > 0 ? count : nil
    }

    private var duplicate: (name: String, rows: (Int, Int))? {
        for (name, rows) in series {
            for (first, second) in zip(rows, rows.dropFirst()) where times[first] == times[second] {
                return (name, (first, second))
            }
        }
        return nil
    }

    private func refuseDuplicates(isSeveral: Bool) throws(PreprocessingError) {
        guard let duplicate else { return }
        let (first, second) = duplicate.rows
        throw .time(
            .duplicateTime(
                PreprocessingError.Location(table, row: second, column: timeColumn),
                other: table.location(ofRow: first), series: isSeveral ? duplicate.name : nil))
    }
}
