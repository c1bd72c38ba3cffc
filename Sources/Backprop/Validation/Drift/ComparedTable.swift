/// Rows that are compared with those that a model was trained on, with each column of the training table found again.
struct ComparedTable {
    /// One column of the training table, and its index in the present one.
    struct Pair {
        let column: PreprocessorColumn
        let position: Int
    }

    /// The rows, read as in training.
    private(set) var table: Table
    let preprocessor: Preprocessor
    /// The features that are used and the targets, as far as the table has them.
    private(set) var columns: [Pair] = []
    /// The columns that cannot be used as they are.
    private(set) var problems: [ColumnProblem] = []
    /// The names of columns that the training table did not have.
    let newNames: [String]

    /// Finds the columns by their names, else by their positions.
    init(_ read: Table, _ preprocessor: Preprocessor) throws(PreprocessingError) {
        let read = read.withoutDerivedColumns
        let isByName = preprocessor.hasHeader && read.format.hasHeader.value
        var likely: [Int: String] = [:]
        let match = isByName ? preprocessor.matchLeniently(read, &likely) : try preprocessor.match(read)
        table = preprocessor.reading(read, match)
        newNames = match.ignored
        self.preprocessor = preprocessor
        for (index, column) in preprocessor.readColumns.enumerated() {
            let isUsed = column.width > 0
            guard isUsed || column.role == .target else { continue }
            let position = match.positions[index]
            if isUsed, position == nil || likely[index] != nil {
                problems.append(.missing(name: column.name, likelyName: likely[index]))
            }
            guard let position else { continue }
            columns.append(Pair(column: column, position: position))
        }
        problems += columns.compactMap(problem)
    }

    /// Returns some of the rows.
    func selectingRows(_ rows: [Int]) -> ComparedTable {
        var result = self
        result.table = table.selectingRows(rows)
        return result
    }

    /// A summary of the rows, as a model keeps it of those that it was trained on.
    var summary: DataSummary {
        DataSummary(
            rowCount: table.rowCount,
            columns: columns.map { pair in
                DataSummary.Column(
                    table.columns[pair.position], pair.column.content(in: preprocessor),
                    stepCount: NumberDistribution.fineStepCount, pair.column.name)
            })
    }

    /// Compares a column with a summary, if there is one, or else with what the preprocessor knows.
    func drift(of pair: Pair, since summary: DataSummary?) -> ColumnDrift {
        let (column, cells) = (pair.column, table.columns[pair.position])
        let content = column.content(in: preprocessor)
        let before = summary?[column.name]
        var drift = ColumnDrift(
            name: column.name, kind: ColumnDrift.Kind(rawValue: content.rawValue)!, rowCount: table.rowCount)
        drift.isTarget = column.role == .target
        let count = summary?.rowCount ?? 0
        switch content {
        case .numbers, .dates:
            drift.compare(cells.readableNumbers, with: before, count, range: column.range)
        case .words: drift.compare(cells.wordCounts, with: before, count, range: nil)
        case .categories:
            drift.compare(cells.texts(), with: before, count, isKnown: isKnown(column))
        }
        return drift
    }

    /// Returns a function that tells whether training saw a category of a column.
    private func isKnown(_ column: PreprocessorColumn) -> (String) -> Bool {
        if let categories = column.categories {
            let lookup = CategoryLookup(categories)
            return { lookup.position(of: $0) != nil }
        }
        let target = preprocessor.binaryTargets?.first { $0.name == column.name }
        let labels = LabelVocabulary(labels: target?.labels ?? preprocessor.classLabels)
        return { labels.index(of: $0) != nil }
    }
}

extension ComparedTable {
    /// Returns the reason why the values of a column cannot be used, or `nil` if they can.
    private func problem(_ pair: Pair) -> ColumnProblem? {
        let (column, cells) = (pair.column, table.columns[pair.position])
        if column.numeric != nil || column.dates != nil { return texts(cells, column.name) }
        guard let categories = column.categories, cells.isNumeric else { return nil }
        let lookup = CategoryLookup(categories)
        let present = (0..<cells.count).lazy.compactMap { cells.text(at: $0) }
        guard let example = present.first, present.allSatisfy({ lookup.position(of: $0) == nil }),
            LabelVocabulary.numbers(of: categories.labels) == nil
        else { return nil }
        return .numbers(name: column.name, example: example)
    }

    private func texts(_ cells: Column, _ name: String) -> ColumnProblem? {
        if (try? cells.numbers(as: Double.self)) != nil { return nil }
        let present = (0..<cells.count).filter { !cells.isMissing(at: $0) }
        let unreadable = present.filter { cells.readableNumber(at: $0) == nil }
        guard let first = unreadable.first else { return nil }
        return .texts(
            name: name, count: unreadable.count, valueCount: present.count,
            example: cells.text(at: first) ?? "", row: table.location(ofRow: first))
    }
}

extension PreprocessorColumn {
    /// The range of the numbers or dates of the training rows, or `nil` for other columns.
    fileprivate var range: ClosedRange<Double>? {
        numeric.map { $0.minimum...$0.maximum } ?? dates.map { $0.minimum...$0.maximum }
    }
}

extension Preprocessor {
    /// Finds the columns of the training table by name, and those that were probably renamed.
    ///
    /// A missing feature is taken for the new column whose name differs in case and blanks alone, else for the one with
    /// the nearest name. If one column is missing and one is new, they are taken for the same.
    fileprivate func matchLeniently(_ table: Table, _ likely: inout [Int: String]) -> ColumnMatch {
        let names = table.columns.map(\.name)
        let positionOfName = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        let known = Set(columns.map(\.name))
        var positions = columns.enumerated().map { index, column in
            index < readColumns.count ? positionOfName[column.name] : nil
        }
        var open = names.filter { !known.contains($0) }
        let missing = readColumns.indices.filter { columns[$0].width > 0 && positions[$0] == nil }
        for index in missing {
            let name = columns[index].name
            let only = missing.count == 1 && open.count == 1 ? open[0] : nil
            guard
                let found = ColumnName.alike(name, among: open) ?? NearestName.nearest(to: name, among: open)
                    ?? only
            else { continue }
            open.removeAll { $0 == found }
            likely[index] = found
            positions[index] = positionOfName[found]
        }
        return ColumnMatch(positions: positions, ignored: open, isByName: true)
    }
}
