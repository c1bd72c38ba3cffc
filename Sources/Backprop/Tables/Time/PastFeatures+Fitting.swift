extension PastFeatures {
    /// Decides which columns of a table the features are, or returns `nil` if there are none.
    ///
    /// The values of targets before a row are always among them, since baselines repeat them. Only if several rows have
    /// one time and no features were requested, there is no row before.
    init?(_ order: TimeOrder, _ table: Table, _ schema: Schema) throws {
        guard let reference = order.column else { return nil }
        let table = schema.reading(table)
        time = try reference.position(in: table)
        guard !schema.targets.contains(time) else {
            throw TimeOrderError.timeIsTarget(source: table.source, column: table.columns[time].name)
        }
        timeFormat = table.columns[time].format
        series = try order.series?.position(in: table)
        (step, season, lookback) = (order.step, order.usedSeason, order.lookback)
        var list = PastFeatureList(table, schema)
        let lagged = try order.lagged?.map { try $0.position(in: table) } ?? schema.targets
        for column in lagged {
            try list.add(column, lags: order.lags ?? [], means: order.rolling ?? [], step)
        }
        if order.horizon != nil {
            let known = try (order.knownAhead ?? []).map { try $0.position(in: table) }
            let fixed = Set(known + [time] + [series].compactMap(\.self))
            for column in schema.features where !fixed.contains(column) { list.add(column, lag: step) }
        }
        for column in schema.targets {
            for lag in [step] + [season].compactMap(\.self) { list.add(column, lag: lag, isInput: false) }
        }
        (sources, features) = (list.sources, list.features)
        let names = Set(table.columns.map(\.name))
        if let taken = features.first(where: { names.contains($0.name) }) {
            throw TimeOrderError.nameTaken(source: table.source, column: taken.name)
        }
    }

    /// The names of the columns that features replace, since they are not known at the time of a prediction.
    func replacedColumns(_ order: TimeOrder, _ table: Table, _ schema: Schema) throws -> [Int] {
        guard order.horizon != nil else { return [] }
        let known = try (order.knownAhead ?? []).map { try $0.position(in: table) }
        let fixed = Set(known + [time] + [series].compactMap(\.self))
        return schema.features.filter { !fixed.contains($0) }
    }
}

/// The features of earlier rows, each once.
private struct PastFeatureList {
    let table: Table
    let schema: Schema
    var sources: [PastSource] = []
    var features: [PastFeature] = []

    init(_ table: Table, _ schema: Schema) { (self.table, self.schema) = (table, schema) }

    mutating func add(_ column: Int, lags: [Int], means: [Int], _ step: Int) throws(TimeOrderError) {
        for lag in lags { add(column, lag: lag) }
        guard !means.isEmpty else { return }
        guard sources[source(column)].isNumeric else {
            throw .meanOfTexts(source: table.source, column: table.columns[column].name)
        }
        for window in means { add(column, lag: step, window: window) }
    }

    mutating func add(_ column: Int, lag: Int, window: Int? = nil, isInput: Bool = true) {
        let source = source(column)
        guard !features.contains(where: { $0.source == source && $0.lag == lag && $0.window == window })
        else {
            return
        }
        let name = table.columns[column].name
        features.append(
            PastFeature(
                name: window.map { "\(name) (mean of \($0))" } ?? "\(name) (lag \(lag))", source: source,
                lag: lag, window: window, isInput: isInput))
    }

    private mutating func source(_ column: Int) -> Int {
        if let index = sources.firstIndex(where: { $0.column == column }) { return index }
        let cells = table.columns[column]
        let role = schema.columns[column].role
        let isNumeric =
            role == .ignored || role == .identifier
            ? cells.holdsNumbers : role.usesNumbers(in: schema.task)
        sources.append(
            PastSource(
                column: column, isNumeric: isNumeric, format: isNumeric ? cells.format : nil,
                isTarget: schema.targets.contains(column)))
        return sources.count - 1
    }
}
