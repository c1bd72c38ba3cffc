extension Model {
    /// Returns the model with other rows as the past that its predictions continue, in place of the last training rows.
    ///
    /// A model without features of earlier rows stays as it is.
    ///
    /// - Parameter history: Rows with their times and targets. Only as many of the last are kept as features look back.
    /// - Throws: ``ModelError`` if the model takes no tables, and ``PreprocessingError`` if a column is missing or a
    ///   time is not valid.
    public func continuing(_ history: Table) throws -> Model {
        var model = self
        model.input = .table(try input.requireTable().continuing(history))
        model.furtherMembers = try furtherMembers.map { try $0.continuing(history) }
        return model
    }

    /// Whether predictions of a row depend on earlier rows.
    public var dependsOnEarlierRows: Bool { preprocessor?.past?.hasInputs ?? false }

    /// The names of the columns that are features of earlier rows.
    package var columnsOfEarlierRows: [String] {
        preprocessor?.past?.features.filter(\.isInput).map(\.name) ?? []
    }

    /// The number of rows from the last known target to the one that is predicted.
    package var rowsAhead: Int { preprocessor?.past?.step ?? 1 }

    /// Returns the rows with the features of earlier rows as further columns, or the rows themselves if the model has no
    /// such features.
    ///
    /// If the target of a row is missing and later rows need it, it is predicted first.
    package func extended(_ rows: any RawRows, threads: Int = 1) throws -> any RawRows {
        guard let table = rows as? Table, table.derived == nil, let preprocessor,
            let past = preprocessor.past, past.hasInputs
        else { return rows }
        var timelines = try preprocessor.timelines(of: table)
        if let nearest = past.nearestTarget {
            try fill(&timelines, of: table, nearest: nearest, threads: threads)
        }
        return table.adding(timelines)
    }

    /// Predicts the missing targets that later rows need.
    ///
    /// The next `nearest` rows of each series depend on none of each other, so that they are predicted together.
    private func fill(
        _ timelines: inout Timelines, of table: Table, nearest: Int, threads: Int
    ) throws {
        let sources = timelines.past.sources.indices.filter { timelines.past.sources[$0].isTarget }
        for part in timelines.parts(of: nearest).dropLast() {
            let open = part.filter { row in sources.contains { timelines.isMissing($0, row: row) } }
            guard !open.isEmpty else { continue }
            let rows = table.selectingRows(open).adding(
                timelines.columns(open), lacksHistory: open.map { _ in false },
                followsPredictions: open.map { _ in false })
            let content = try predictions(of: rows, threads: threads).content
            for (index, row) in open.enumerated() {
                for source in sources where timelines.isMissing(source, row: row) {
                    timelines.predict(source, row: row, value(content, source, row: index))
                }
            }
        }
    }

    /// Returns the predicted value of a source that is a target.
    private func value(_ content: Predictions.Content, _ source: Int, row: Int) -> PastValue {
        switch content {
        case .classes(let classes, let labels, _): return .text(labels[classes[row]])
        case .values(let values, let targets):
            return .number(values[row * targets.count + output(of: source)])
        case .multiLabel(let probabilities, let targets):
            let output = output(of: source)
            return .text(targets[output].label(for: probabilities[row * targets.count + output]))
        }
    }

    /// Returns the index of the output that predicts a source.
    private func output(of source: Int) -> Int {
        let column = preprocessor?.past?.sources[source].column
        return preprocessor?.targets.firstIndex { $0 == column } ?? 0
    }
}
