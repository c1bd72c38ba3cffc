/// The assignment of a table's columns to those of the training table.
struct ColumnMatch {
    /// The index in the present table of each column of the training table, or `nil` if it is not there.
    let positions: [Int?]
    /// The names of columns that the training table did not have.
    let ignored: [String]
    /// Whether columns were matched by name, rather than by position.
    let isByName: Bool
}

extension Preprocessor {
    /// Returns the table with each column read as in training: see ``PreprocessorColumn/keptWords`` and
    /// ``PreprocessorColumn/format``.
    func reading(_ table: Table, _ match: ColumnMatch) -> Table {
        var words: [Int: [String]] = [:]
        var formats: [Int: ColumnFormat?] = [:]
        for (column, position) in zip(columns, match.positions) {
            guard let position else { continue }
            if let kept = column.keptWords { words[position] = kept }
            guard column.role.usesNumbers(in: task), table.columns[position].format != column.format else {
                continue
            }
            formats[position] = .some(column.format)
        }
        return table.keeping(words).formatting(formats)
    }

    /// Finds the columns of the training table in another one: by name if both have a header, and otherwise by
    /// position.
    ///
    /// By position, a table has all columns of the training table, or all but the targets, or the features alone.
    ///
    /// - Throws: ``PreprocessingError/missingColumn(source:name:available:)``,
    ///   ``PreprocessingError/columnCount(source:found:expected:features:targets:)``.
    func match(_ table: Table) throws(PreprocessingError) -> ColumnMatch {
        hasHeader && table.format.hasHeader.value ? try matchByName(table) : try matchByPosition(table)
    }

    private func matchByName(_ table: Table) throws(PreprocessingError) -> ColumnMatch {
        let names = table.columns.map(\.name)
        let positionOfName = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let sought = table.derived == nil ? readColumns : columns[...]
        let absent = [Int?](repeating: nil, count: columns.count - sought.count)
        let positions = sought.map { positionOfName[$0.name] } + absent
        for (column, position) in zip(sought, positions) where position == nil && column.width > 0 {
            throw .missingColumn(source: table.source, name: column.name, available: names)
        }
        let known = Set(columns.map(\.name))
        return ColumnMatch(
            positions: positions, ignored: names.filter { !known.contains($0) }, isByName: true)
    }

    private func matchByPosition(_ table: Table) throws(PreprocessingError) -> ColumnMatch {
        let columns = table.derived == nil ? readColumns : columns[...]
        let layouts = [
            columns.map { _ in true }, columns.map { $0.role != .target }, columns.map(\.role.isFeature),
        ]
        let counts = layouts.map { $0.count { $0 } }
        guard let layout = counts.firstIndex(of: table.columns.count) else {
            throw .columnCount(
                source: table.source, found: table.columns.count, expected: Array(Set(counts)).sorted(),
                features: counts[2], targets: targets.count)
        }
        var next = 0
        let positions = layouts[layout].map { isThere -> Int? in
            next += isThere ? 1 : 0
            return isThere ? next - 1 : nil
        }
        let absent = [Int?](repeating: nil, count: self.columns.count - columns.count)
        return ColumnMatch(positions: positions + absent, ignored: [], isByName: false)
    }
}
