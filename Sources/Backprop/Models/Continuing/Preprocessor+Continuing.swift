extension Preprocessor {
    /// Returns the roles that the columns of another table have, so that nothing is inferred but classes.
    ///
    /// - Throws: ``ContinuationError`` or ``PreprocessingError`` that names a column which the table lacks.
    func selection(in table: Table) throws -> ColumnSelection {
        let match = try match(table)
        for target in targets where match.positions[target] == nil {
            throw ContinuationError.noTarget(
                source: table.source, name: columns[target].name, available: table.columns.map(\.name))
        }
        let hasNames = table.format.hasHeader.value
        func reference(_ position: Int) -> ColumnReference {
            hasNames ? .name(table.columns[position].name) : .number(position + 1)
        }
        let read = zip(readColumns, match.positions).compactMap { column, position in
            position.map { (column: column, reference: reference($0)) }
        }
        func references(_ role: ColumnRole) -> [ColumnReference]? {
            let found = read.filter { $0.column.role == role }.map(\.reference)
            return found.isEmpty ? nil : found
        }
        let known = Set(match.positions.compactMap(\.self))
        let others = table.columns.indices.filter { !known.contains($0) && table.derived == nil }.map(
            reference)
        let dates = read.filter { $0.column.role == .date }
            .map { DateColumn($0.reference, format: $0.column.format?.date) }
        return ColumnSelection(
            targets: targets.map { reference(match.positions[$0]!) }, task: task,
            numeric: references(.numeric), categorical: references(.categorical),
            dates: dates.isEmpty ? nil : dates, text: references(.text),
            ignored: (references(.ignored) ?? []) + others, identifiers: references(.identifier),
            weight: references(.weight)?.first, group: references(.group)?.first)
    }

    /// Throws if a class of the target is not one of the model's.
    func refuseUnknownClasses(of schema: Schema, in table: Table) throws(ContinuationError) {
        guard task == .classification, let target = schema.targets.first else { return }
        let vocabulary = LabelVocabulary(labels: classLabels)
        guard schema.classLabels.contains(where: { vocabulary.index(of: $0) == nil }) else { return }
        let column = schema.reading(table).columns[target]
        for row in 0..<table.rowCount {
            guard let text = column.text(at: row), vocabulary.index(of: text) == nil else { continue }
            throw .unknownClass(.init(table, row: row, column: column), known: classLabels)
        }
    }

    /// Throws if no value of a column of categories occurred in training: it is then another column, or one of another
    /// type.
    func refuseOtherCategories(in table: Table) throws {
        let match = try match(table)
        let read = reading(table, match)
        for (column, position) in zip(columns, match.positions) {
            guard let categories = column.categories, let position else { continue }
            let (cells, lookup) = (read.columns[position], CategoryLookup(categories))
            let present = (0..<read.rowCount).lazy.filter { !cells.isMissing(at: $0) }
            guard let first = present.first,
                !present.contains(where: { row in
                    cells.text(at: row).flatMap(lookup.position(of:)) != nil
                })
            else { continue }
            throw ContinuationError.otherCategories(
                .init(read, row: first, column: cells), known: categories.labels + categories.rareLabels)
        }
    }

    /// Throws unless a preprocessor that was fitted to other rows gives inputs of the same meaning.
    func refuseOtherInputs(of other: Preprocessor, source: String) throws(ContinuationError) {
        if let text = columns.first(where: { $0.text != nil }) { throw .refittedText(column: text.name) }
        let (names, others) = (featureNames, other.featureNames)
        guard names != others else { return }
        let (known, found) = (Set(names), Set(others))
        let isOther = columns.first { $0.numeric?.bins != nil && !found.isSuperset(of: $0.featureNames) }
        if let isOther { throw .refittedBins(column: isOther.name) }
        throw .otherInputs(
            source: source, missing: names.filter { !found.contains($0) },
            added: others.filter { !known.contains($0) })
    }
}
