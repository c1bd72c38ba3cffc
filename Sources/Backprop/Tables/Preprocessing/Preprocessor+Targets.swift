extension Preprocessor {
    /// Returns the class of each row, an index in ``classLabels``.
    ///
    /// - Throws: ``PreprocessingError`` if there is no target column, and for a row whose label is missing or not in
    ///   ``classLabels``.
    public func classIndices(from table: Table, rows: [Int]? = nil) throws(PreprocessingError) -> [Int] {
        precondition(task == .classification, "other tasks have no classes")
        let selected = rows.map(table.selectingRows) ?? table
        return try classIndices(from: selected, try matchWithTargets(selected))
    }

    /// Returns the targets of a regression in the units of the file, row-major: `rows × targetCount`.
    ///
    /// - Throws: ``PreprocessingError`` if there is no target column, and for a row whose target is missing or not a
    ///   number.
    public func targetValues(from table: Table, rows: [Int]? = nil) throws(PreprocessingError) -> [Double] {
        precondition(task == .regression, "classes are not numbers")
        let selected = rows.map(table.selectingRows) ?? table
        return try targetValues(from: selected, try matchWithTargets(selected))
    }

    /// Returns the values of several yes/no targets, row-major: 1 for the positive value, 0 for the other.
    ///
    /// - Throws: ``PreprocessingError`` if there is no target column, and for a row whose target is missing or neither
    ///   of the two values.
    public func binaryValues(from table: Table, rows: [Int]? = nil) throws(PreprocessingError) -> [Int] {
        precondition(task == .multiLabel, "other tasks have no yes/no values")
        let selected = rows.map(table.selectingRows) ?? table
        return try binaryValues(from: selected, try matchWithTargets(selected))
    }

    /// Returns the rows that have a value for every target, in order.
    ///
    /// - Throws: ``PreprocessingError`` if there is no target column.
    public func rowsWithTargets(in table: Table) throws(PreprocessingError) -> [Int] {
        let match = try matchWithTargets(table)
        let table = reading(table, match)
        let columns = targets.map { table.columns[match.positions[$0]!] }
        return (0..<table.rowCount).filter { row in columns.allSatisfy { !$0.isMissing(at: row) } }
    }

    /// Returns the weight of each row in its weight column, without that of its class, or `nil` if the table has no
    /// weight column.
    ///
    /// - Throws: ``PreprocessingError`` for a weight that is missing or below 0.
    public func rowWeights(from table: Table, rows: [Int]? = nil) throws(PreprocessingError) -> [Double]? {
        let selected = rows.map(table.selectingRows) ?? table
        return try rowWeights(from: selected, try match(selected))
    }

    /// Returns the weight of each row in losses and metrics: its own weight times that of its class. Returns `nil` if
    /// all are 1.
    ///
    /// - Throws: ``PreprocessingError`` for a weight that is missing or below 0. If classes have weights, also for a
    ///   label that is missing or unknown.
    public func weights(from table: Table, rows: [Int]? = nil) throws(PreprocessingError) -> [Double]? {
        let selected = rows.map(table.selectingRows) ?? table
        let match = try classWeights == nil ? match(selected) : matchWithTargets(selected)
        return try weights(from: selected, match, as: Double.self)
    }

    func matchWithTargets(_ table: Table) throws(PreprocessingError) -> ColumnMatch {
        let match = try match(table)
        let absent = targets.filter { match.positions[$0] == nil }
        if !absent.isEmpty { throw .noTarget(source: table.source, names: absent.map { columns[$0].name }) }
        return match
    }

    /// Returns the targets as the network should output them.
    func targets<S>(
        from table: Table, _ match: ColumnMatch, as scalar: S.Type
    ) throws(PreprocessingError) -> [S] where S: Scalar {
        switch targetEncoding {
        case .numeric: return try scaledTargets(from: table, match, as: scalar)
        case .binary: return try classIndices(from: table, match).map { S($0) }
        case .multiLabel: return try binaryValues(from: table, match).map { S($0) }
        case .oneHot:
            var targets = [S](repeating: 0, count: table.rowCount * targetCount)
            for (row, index) in try classIndices(from: table, match).enumerated() {
                targets[row * targetCount + index] = 1
            }
            return targets
        }
    }

    /// Returns the weight of each row times that of its class, or `nil` if all are 1.
    func weights<S>(
        from table: Table, _ match: ColumnMatch, as scalar: S.Type
    ) throws(PreprocessingError) -> [S]? where S: Scalar {
        let rowWeights = try rowWeights(from: table, match)
        guard rowWeights != nil || classWeights != nil else { return nil }
        let classes = classWeights == nil ? nil : try classIndices(from: table, match)
        var weights: [S] = []
        for row in 0..<table.rowCount {
            let classWeight = classes.flatMap { classWeights?[$0[row]] } ?? 1
            weights.append(S((rowWeights?[row] ?? 1) * classWeight))
            if weights[row].isFinite { continue }
            if let index = classes?[row], classWeight > Double(Float.greatestFiniteMagnitude) / 1e6 {
                throw .classWeightOverflow(label: classLabels[index], weight: classWeight)
            }
            let role: ColumnRole = rowWeights == nil ? .target : .weight
            let column = table.columns[match.positions[columns.firstIndex { $0.role == role }!]!]
            throw .overflow(.init(table, row: row, column: column))
        }
        return weights
    }

    private func rowWeights(from table: Table, _ match: ColumnMatch) throws(PreprocessingError) -> [Double]? {
        guard let index = columns.firstIndex(where: { $0.role == .weight }),
            let position = match.positions[index]
        else { return nil }
        let table = reading(table, match)
        return try table.weights(in: table.columns[position], rows: Array(0..<table.rowCount))
    }

    private func classIndices(from table: Table, _ match: ColumnMatch) throws(PreprocessingError) -> [Int] {
        let table = reading(table, match)
        let column = table.columns[match.positions[targets[0]]!]
        return try Self.indices(of: column, in: table, among: classLabels)
    }

    private func binaryValues(from table: Table, _ match: ColumnMatch) throws(PreprocessingError) -> [Int] {
        let table = reading(table, match)
        var values = [Int](repeating: 0, count: table.rowCount * targets.count)
        for (output, target) in (binaryTargets ?? []).enumerated() {
            let column = table.columns[match.positions[targets[output]]!]
            for (row, value) in try Self.indices(of: column, in: table, among: target.labels).enumerated() {
                values[row * targets.count + output] = value
            }
        }
        return values
    }

    /// Returns the index of each row's label among those that are known.
    private static func indices(
        of column: Column, in table: Table, among known: [String]
    ) throws(PreprocessingError) -> [Int] {
        let vocabulary = LabelVocabulary(labels: known)
        var indices: [Int] = []
        for row in 0..<table.rowCount {
            guard let text = column.text(at: row) else {
                throw .missingTarget(.init(table, row: row, column: column))
            }
            guard let index = vocabulary.index(of: text) else {
                throw .unknownLabel(.init(table, row: row, column: column), known: known)
            }
            indices.append(index)
        }
        return indices
    }

    private func targetValues(from table: Table, _ match: ColumnMatch) throws(PreprocessingError) -> [Double]
    {
        let table = reading(table, match)
        var values = [Double](repeating: 0, count: table.rowCount * targets.count)
        for (output, target) in targets.enumerated() {
            let column = table.columns[match.positions[target]!]
            for (row, number) in try table.numbersAsInTraining(of: column).enumerated() {
                if number.isNaN { throw .missingTarget(.init(table, row: row, column: column)) }
                values[row * targets.count + output] = number
            }
        }
        return values
    }

    private func scaledTargets<S>(
        from table: Table, _ match: ColumnMatch, as scalar: S.Type
    ) throws(PreprocessingError) -> [S] where S: Scalar {
        var scaled: [S] = []
        for (index, value) in try targetValues(from: table, match).enumerated() {
            let (row, output) = index.quotientAndRemainder(dividingBy: targets.count)
            let target = S(targetScales[output].apply(value))
            guard target.isFinite else {
                let column = table.columns[match.positions[targets[output]]!]
                throw .overflow(.init(table, row: row, column: column))
            }
            scaled.append(target)
        }
        return scaled
    }
}
