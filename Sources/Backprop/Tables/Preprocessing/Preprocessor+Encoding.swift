extension Preprocessor {
    /// The purpose of a dataset.
    public enum Purpose: Hashable, Sendable {
        /// Training: rows without a target are left out, and so are rows with missing features if the settings require
        /// it.
        case training
        /// Evaluation: every row counts; a row without a target is an error.
        case evaluation
    }

    /// Returns the encoded features of all rows.
    ///
    /// Columns are matched by name if both the training table and this one have a header, in any order. Otherwise they
    /// are matched by position, with or without the targets. Other columns are not used, and reported.
    ///
    /// - Throws: ``PreprocessingError`` for a missing column, a text instead of a number, or a scaled number that the
    ///   scalar cannot represent.
    public func features<S>(
        from table: Table, as scalar: S.Type
    ) throws(PreprocessingError) -> EncodedFeatures<S> where S: Scalar {
        try features(from: table, as: scalar, collectsUnusualValues: false)
    }

    /// Returns the encoded features of all rows and, if requested, the unusual values of each row.
    func features<S>(
        from table: Table, as scalar: S.Type, collectsUnusualValues: Bool
    ) throws(PreprocessingError) -> EncodedFeatures<S> where S: Scalar {
        let table = try extended(table)
        let match = try match(table)
        try refuseEmptyRows(of: table, match)
        return try features(from: table, match: match, as: scalar, collects: collectsUnusualValues)
    }

    /// Throws for a row without a value in any of the columns that the model uses, if there are several of these.
    private func refuseEmptyRows(of table: Table, _ match: ColumnMatch) throws(PreprocessingError) {
        let table = reading(table, match)
        let used = zip(columns, match.positions).filter { $0.0.width > 0 }.map { table.columns[$0.1!] }
        guard used.count > 1, used.allSatisfy({ $0.missingCount > 0 }) else { return }
        for row in 0..<table.rowCount where used.allSatisfy({ $0.isMissing(at: row) }) {
            throw .emptyRow(source: table.source, line: table.location(ofRow: row))
        }
    }

    /// Returns the encoded features, targets and weights of all rows, or of some.
    ///
    /// - Throws: ``PreprocessingError``, see ``encode(_:rows:as:for:)``.
    public func dataset<S>(
        from table: Table, rows: [Int]? = nil, as scalar: S.Type, for purpose: Purpose = .training
    ) throws(PreprocessingError) -> Dataset<S> where S: Scalar {
        try encode(table, rows: rows, as: scalar, for: purpose).dataset
    }

    /// Returns the encoded features, targets and weights of all rows, or of some, and the indices of those rows.
    ///
    /// The weight of a row is the product of its weight column and the weight of its class. A table without the weight
    /// column is weighted by class alone.
    ///
    /// - Throws: ``PreprocessingError``: as ``features(from:as:)``, and for a label that is not in ``classLabels``, a
    ///   weight below 0, and, in evaluation, a row without a target.
    public func encode<S>(
        _ table: Table, rows: [Int]? = nil, as scalar: S.Type, for purpose: Purpose = .training
    ) throws(PreprocessingError) -> EncodedDataset<S> where S: Scalar {
        let table = try extended(table)
        let selected = rows.map(table.selectingRows) ?? table
        let match = try matchWithTargets(selected)
        let training = purpose == .training ? trainingRows(of: selected, match) : nil
        let kept = training?.rows ?? Array(0..<selected.rowCount)
        let isWhole = kept.count == selected.rowCount
        let final = isWhole ? selected : selected.selectingRows(kept)
        let features = try features(from: final, match: match, as: scalar)
        let dataset = Dataset<S>(
            inputShape: [inputCount], targetCount: targetCount, features: features.values,
            targets: try targets(from: final, match, as: scalar),
            weights: try weights(from: final, match, as: scalar))
        return EncodedDataset(
            dataset: dataset, rows: kept.map { rows?[$0] ?? $0 },
            rowsWithoutTarget: training?.withoutTarget ?? 0,
            rowsWithMissingValues: training?.withMissingValues ?? 0, report: features.report)
    }

    /// Returns those of the rows that are used in training, as ``encode(_:rows:as:for:)`` selects them.
    func trainingRows(of table: Table, among rows: [Int]) throws(PreprocessingError) -> [Int] {
        let selected = try extended(table).selectingRows(rows)
        return trainingRows(of: selected, try matchWithTargets(selected)).rows.map { rows[$0] }
    }

    private func trainingRows(of table: Table, _ match: ColumnMatch) -> TrainingRows {
        let table = reading(table, match)
        let roles = columns.map { $0.role.isFeature && $0.width == 0 ? .ignored : $0.role }
        return TrainingRows(of: table, match: match, roles: roles, settings: settings)
    }

    private func features<S>(
        from table: Table, match: ColumnMatch, as scalar: S.Type, collects: Bool = false
    ) throws(PreprocessingError) -> EncodedFeatures<S> where S: Scalar {
        // Called with the types that matter, so that each is compiled to specialized machine code.
        if S.self == Float.self {
            return try encoded(table, match, as: Float.self, collects) as! EncodedFeatures<S>
        }
        if S.self == Double.self {
            return try encoded(table, match, as: Double.self, collects) as! EncodedFeatures<S>
        }
        return try encoded(table, match, as: scalar, collects)
    }

    @inline(__always)
    private func encoded<S>(
        _ table: Table, _ match: ColumnMatch, as scalar: S.Type, _ collects: Bool
    ) throws(PreprocessingError) -> EncodedFeatures<S> where S: Scalar {
        let table = reading(table, match)
        var encoder = FeatureEncoder<S>(
            rowCount: table.rowCount, inputCount: inputCount, settings: settings,
            collectsUnusualValues: collects)
        for (column, position) in zip(columns, match.positions) where column.width > 0 {
            try encoder.encode(table.columns[position!], of: table, as: column)
        }
        var report = EncodingReport(
            rowCount: table.rowCount, columns: encoder.counts, ignoredColumns: match.ignored,
            isMatchedByName: match.isByName)
        if hasHeader != table.format.hasHeader.value {
            report.columnsByPosition = zip(columns, match.positions).compactMap {
                $1 == nil ? nil : $0.name
            }
        }
        let far = encoder.isFar.indices.filter { encoder.isFar[$0] }
        if !far.isEmpty { report.farLines = far.map { table.line(ofRow: $0) } }
        report.unusualValues = encoder.unusualValues
        return EncodedFeatures(
            rowCount: table.rowCount, inputCount: inputCount, values: encoder.values, report: report)
    }
}
