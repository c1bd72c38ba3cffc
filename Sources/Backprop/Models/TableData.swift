/// The rows of a table, as a recipe learns from them.
package struct TableData: LearningData {
    /// The rows, with the features of earlier rows.
    package let table: Table

    /// The meaning of the columns, those of earlier rows among them.
    package internal(set) var schema: Schema

    package let groups: [Int]?
    package let times: TimedSplit?

    /// A sentence about rows that are missing between others, if features are taken from earlier rows.
    package let gapNotice: String?

    private let past: PastFeatures?

    /// Takes a table, and adds the features of earlier rows that a recipe asks for.
    ///
    /// - Parameter schema: The meaning of the columns that were read, or of all if the table has the features already;
    ///   `nil` to infer it.
    /// - Throws: ``SchemaError``, ``TimeOrderError``, and the errors of times that are not valid.
    package init(_ table: Table, schema: Schema?, for recipe: Recipe) throws {
        try self.init(table, schema: schema, columns: recipe.columns, time: recipe.time)
    }

    /// Takes a table, and adds the features of earlier rows.
    package init(
        _ table: Table, schema: Schema?, columns: ColumnSelection = ColumnSelection(),
        time: TimeOrder = TimeOrder()
    ) throws {
        try time.validate()
        let read = try schema ?? Schema(inferring: table.withoutDerivedColumns, selection: columns)
        guard time.isUsed else {
            (self.table, self.schema, times, past, gapNotice) = (table, read, nil, nil, nil)
            groups = read.groupIndices(in: table)
            return
        }
        let ordered = try OrderedTable(table, schema: read, time)
        (self.table, self.schema, past) = (ordered.table, ordered.schema, ordered.past)
        gapNotice = ordered.gaps.map { gaps in
            let count = counted(gaps, "row comes", "rows come")
            return
                "\(count) later after the row before than most do. Lags, means and horizons count rows, not time."
        }
        (times, groups) = (TimedSplit(times: ordered.ranks, gap: time.usedGap), nil)
    }

    package var raw: any RawRows { table }
    package var rowsWithTargets: [Int] { schema.rowsWithTargets(in: table) }
    package var classLabels: [String] {
        schema.task == .multiLabel ? schema.strataNames : schema.classLabels
    }

    package func classes(of rows: [Int]) -> [Int]? { schema.classes(of: rows, in: table) }

    package func requireTargets() throws { try requireHistory() }

    /// Throws if no row has as many rows before it as the features look back.
    private func requireHistory() throws {
        guard let past, rowsWithTargets.isEmpty else { return }
        let longest = past.history.reduce(0) { max($0, $1.times.count) }
        throw TimeOrderError.tooFewRows(source: table.source, lookback: past.lookback, longest: longest)
    }

    package func input(fittedTo rows: [Int], for recipe: Recipe) throws -> ModelInput {
        try requireHistory()
        var preprocessor = try Preprocessor(
            fitting: table, schema: schema, settings: recipe.preprocessing,
            targetEncoding: recipe.targetEncoding, rows: rows)
        preprocessor.past = past
        let input = ModelInput.table(preprocessor)
        if schema.task == .multiLabel { return input }
        return try recipe.columns.positive.map { try input.choosing(positive: $0) } ?? input
    }
}
