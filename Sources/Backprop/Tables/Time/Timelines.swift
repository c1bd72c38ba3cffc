/// The rows of a table by series and time, behind the rows of a history.
struct Timelines {
    /// One series.
    struct Timeline {
        let name: String
        var times: [Double] = []
        /// The index of each row in the table, or `nil` for a row of the history.
        var rows: [Int?] = []
        /// The values of each source.
        var values: [[PastValue]]
        /// The positions of rows whose target was predicted.
        var predicted: Set<Int> = []
    }

    let past: PastFeatures
    private(set) var lines: [Timeline] = []
    /// The series of each row of the table.
    private var lineOfRow: [Int]
    /// The index of each row of the table in its series.
    private var positionOfRow: [Int]

    /// Orders the rows of a table.
    ///
    /// - Parameter positions: The index in the table of each column of the training table.
    /// - Throws: ``TimeOrderError``, and the errors of a cell that is not a number.
    init(
        _ past: PastFeatures, _ table: Table, positions: [Int?]
    ) throws(PreprocessingError) {
        self.past = past
        let rows = try TimedRows(past, table, positions: positions)
        let values = try past.values(in: rows.table, positions: positions)
        lineOfRow = Array(repeating: 0, count: table.rowCount)
        positionOfRow = lineOfRow
        var indexOfName: [String: Int] = [:]
        for series in past.history {
            indexOfName[series.name] = lines.count
            lines.append(
                Timeline(
                    name: series.name, times: series.times, rows: series.times.map { _ in nil },
                    values: series.values))
        }
        for (name, members) in rows.series {
            let index = indexOfName[name] ?? lines.count
            if index == lines.count {
                lines.append(Timeline(name: name, values: past.sources.map { _ in [] }))
            }
            lines[index].merge(members, rows.times, values)
            for (position, row) in lines[index].rows.enumerated() {
                guard let row else { continue }
                (lineOfRow[row], positionOfRow[row]) = (index, position)
            }
        }
    }

    /// The number of rows of the longest series.
    var longest: Int { lines.reduce(0) { max($0, $1.times.count) } }

    /// Returns the value of a feature of a row of the table.
    func value(of feature: PastFeature, row: Int) -> PastValue {
        let line = lines[lineOfRow[row]]
        let last = positionOfRow[row] - feature.lag
        guard last >= 0 else { return .missing }
        guard let window = feature.window else { return line.values[feature.source][last] }
        guard last - window + 1 >= 0 else { return .missing }
        let numbers = line.values[feature.source][(last - window + 1)...last].compactMap(\.number)
        return numbers.isEmpty ? .missing : .number(numbers.reduce(0, +) / Double(numbers.count))
    }

    /// Returns whether a row has fewer rows before it than the inputs look back.
    func lacksHistory(_ row: Int) -> Bool { positionOfRow[row] < past.lookback }

    /// Returns whether an input of a row is a prediction of an earlier row.
    func followsPredictions(_ row: Int) -> Bool {
        let predicted = lines[lineOfRow[row]].predicted
        guard !predicted.isEmpty else { return false }
        return past.features.contains { feature in
            guard feature.isInput, past.sources[feature.source].isTarget else { return false }
            let last = positionOfRow[row] - feature.lag
            return (0..<(feature.window ?? 1)).contains { predicted.contains(last - $0) }
        }
    }

    /// Sets the value of a source in a row of the table to a prediction.
    mutating func predict(_ source: Int, row: Int, _ value: PastValue) {
        lines[lineOfRow[row]].values[source][positionOfRow[row]] = value
        lines[lineOfRow[row]].predicted.insert(positionOfRow[row])
    }

    /// Returns whether the value of a source is missing in a row of the table.
    func isMissing(_ source: Int, row: Int) -> Bool {
        lines[lineOfRow[row]].values[source][positionOfRow[row]] == .missing
    }

    /// Returns the columns of the features for some rows of the table.
    func columns(_ rows: [Int]) -> [(name: String, values: [String?])] {
        past.features.map { feature in
            (name: feature.name, values: rows.map { value(of: feature, row: $0).cell })
        }
    }

    /// The rows of the table, each series in parts of so many successive rows; part k has those of all series.
    func parts(of size: Int) -> [[Int]] {
        var parts: [[Int]] = []
        for line in lines {
            for (index, row) in line.rows.compactMap(\.self).enumerated() {
                if parts.count <= index / size { parts.append([]) }
                parts[index / size].append(row)
            }
        }
        return parts
    }

    /// The last rows of each series, as many as the features look back.
    var history: [SeriesHistory] {
        let count = past.longestLookback
        return lines.filter { !$0.times.isEmpty }.map { line in
            SeriesHistory(
                name: line.name, times: Array(line.times.suffix(count)),
                values: line.values.map { Array($0.suffix(count)) })
        }
    }
}

extension Timelines.Timeline {
    /// Adds rows of a table, in the order of time. A row replaces one of the history that has its time.
    fileprivate mutating func merge(_ members: [Int], _ timeOfRow: [Double], _ valuesOfRow: [[PastValue]]) {
        let old = self
        (times, rows, values) = ([], [], values.map { _ in [] })
        var next = 0
        func isBefore(_ time: Double) -> Bool { next < old.times.count && old.times[next] < time }
        for row in members {
            while isBefore(timeOfRow[row]) {
                append(old.times[next], nil, old.values.map { $0[next] })
                next += 1
            }
            if next < old.times.count, old.times[next] == timeOfRow[row] { next += 1 }
            append(timeOfRow[row], row, valuesOfRow.map { $0[row] })
        }
        for index in next..<max(next, old.times.count) {
            append(old.times[index], nil, old.values.map { $0[index] })
        }
    }

    private mutating func append(_ time: Double, _ row: Int?, _ cells: [PastValue]) {
        times.append(time)
        rows.append(row)
        for (source, value) in cells.enumerated() { values[source].append(value) }
    }
}

extension PastFeatures {
    /// Returns the values of each source in a table; those of a column that is not there are missing.
    fileprivate func values(in table: Table, positions: [Int?]) throws(PreprocessingError) -> [[PastValue]] {
        var values: [[PastValue]] = []
        for source in sources {
            guard let position = positions[source.column] else {
                values.append(Array(repeating: .missing, count: table.rowCount))
                continue
            }
            let column = table.columns[position]
            if source.isNumeric {
                values.append(
                    try table.numbersAsInTraining(of: column).map { $0.isNaN ? .missing : .number($0) })
            } else {
                values.append(
                    (0..<table.rowCount).map { column.text(at: $0).map(PastValue.text) ?? .missing })
            }
        }
        return values
    }
}
