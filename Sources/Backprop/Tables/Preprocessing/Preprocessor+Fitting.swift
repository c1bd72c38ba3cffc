extension Preprocessor {
    /// Fits on the rows of a table that its schema was inferred from, or on some of them.
    ///
    /// Rows without a target are left out, and so are rows with missing features if the settings require it. Columns
    /// that are empty or constant in all remaining rows are dropped. All of this is reported in ``notices``. Other rows
    /// of the table do not have any influence.
    ///
    /// - Throws: ``PreprocessingError``.
    public init(
        fitting table: Table, schema: Schema, settings: PreprocessingSettings = .init(),
        targetEncoding: TargetEncoding, rows: [Int]? = nil
    ) throws(PreprocessingError) {
        try settings.validate()
        guard table.columns.count == schema.columns.count else {
            throw .columnCount(
                source: table.source, found: table.columns.count, expected: [schema.columns.count],
                features: schema.features.count, targets: schema.targets.count)
        }
        guard targetEncoding.task == schema.task else {
            throw .targetEncodingMismatch(targetEncoding, schema.task)
        }
        if targetEncoding == .binary, schema.classLabels.count != 2 {
            throw .notTwoClasses(count: schema.classLabels.count)
        }
        var fitting = try PreprocessorFitting(
            schema.reading(rows.map(table.selectingRows) ?? table), schema: schema,
            settings: settings)
        columns = try fitting.fitColumns()
        targetScales = schema.task == .regression ? try fitting.fitTargetScales() : []
        let classTotals = schema.task == .classification ? try fitting.classTotals() : []
        if schema.task == .multiLabel, settings.classWeighting != .none { throw .weightedTargets }
        classWeights = try fitting.classWeights(classTotals)
        targetSummary = try fitting.targetSummary(classTotals)
        self.settings = settings
        self.targetEncoding = targetEncoding
        task = schema.task
        hasHeader = schema.hasHeader
        targets = schema.targets
        classLabels = schema.classLabels
        binaryTargets = schema.binaryTargets
        rowCount = fitting.rows.count
        reading = RememberedReading(table.reading)
        notices = fitting.notices
    }
}

extension Preprocessor {
    /// Joins the features of one preprocessor with the targets of another one, which was fitted to the same columns.
    init(inputsOf known: Preprocessor, targetsOf fitted: Preprocessor) {
        let names = Dictionary(fitted.columns.map { ($0.name, $0) }) { first, _ in first }
        columns = known.columns.map { $0.role == .target ? names[$0.name] ?? $0 : $0 }
        targets = known.targets
        targetScales = fitted.targetScales
        classLabels = fitted.classLabels
        binaryTargets = fitted.binaryTargets
        classWeights = fitted.classWeights
        positiveLabel = fitted.positiveLabel
        targetSummary = fitted.targetSummary
        task = fitted.task
        targetEncoding = fitted.targetEncoding
        settings = known.settings
        hasHeader = known.hasHeader
        rowCount = known.rowCount
        reading = known.reading
        notices = fitted.notices
        past = known.past
    }
}

/// The rows that a preprocessor is fitted on, and the notices about them.
struct PreprocessorFitting {
    let table: Table
    let schema: Schema
    let settings: PreprocessingSettings
    /// The rows to fit on: those with a target and a weight above 0.
    let rows: [Int]
    /// The weights of the rows, or `nil` if all are 1.
    let weights: [Double]?
    var notices: [String]

    init(_ table: Table, schema: Schema, settings: PreprocessingSettings) throws(PreprocessingError) {
        self.table = table
        self.schema = schema
        self.settings = settings
        let match = ColumnMatch(positions: Array(schema.columns.indices), ignored: [], isByName: false)
        let training = TrainingRows(
            of: table, match: match, roles: schema.columns.map(\.role), settings: settings)
        guard !training.rows.isEmpty else {
            throw .noRows(
                source: table.source, withoutTarget: training.withoutTarget,
                withMissingValues: training.withMissingValues)
        }
        notices = training.notices
        guard let column = schema.weight.map({ table.columns[$0] }) else {
            (rows, weights) = (training.rows, nil)
            return
        }
        let weights = try table.weights(in: column, rows: training.rows)
        guard weights.reduce(0, +).isFinite else {
            let heaviest = weights.indices.max { weights[$0] < weights[$1] }!
            throw .overflow(.init(table, row: training.rows[heaviest], column: column))
        }
        let counting = weights.indices.filter { weights[$0] > 0 }
        guard !counting.isEmpty else { throw .allWeightsZero(source: table.source, column: column.name) }
        self.rows = counting.map { training.rows[$0] }
        self.weights = counting.map { weights[$0] }
    }

    mutating func fitColumns() throws(PreprocessingError) -> [PreprocessorColumn] {
        var fitted: [PreprocessorColumn] = []
        for (index, summary) in schema.columns.enumerated() {
            let column = table.columns[index]
            let numeric = summary.role == .numeric ? try fitNumbers(column) : nil
            let dates = summary.role == .date ? try fitDates(column) : nil
            let categories = summary.role == .categorical ? try fitCategories(column) : nil
            let text = summary.role == .text ? fitText(column) : nil
            fitted.append(
                PreprocessorColumn(
                    name: column.name, role: summary.role, numeric: numeric, categories: categories,
                    dates: dates, text: text, keptWords: summary.keptWords, format: summary.format))
        }
        guard fitted.contains(where: { $0.width > 0 }) else {
            throw .noFeatures(source: table.source, rows: rows.count)
        }
        return fitted
    }

    mutating func sayDropped(_ column: Column, _ reason: String) {
        notices.append("Column \(quoted(column.name)) is not used: \(reason).")
    }

    private mutating func fitNumbers(_ column: Column) throws(PreprocessingError) -> FittedNumbers? {
        let all = try table.numbers(of: column)
        let values = rows.map { all[$0] }
        let present = values.indices.filter { !values[$0].isNaN }
        let sample = WeightedSample(
            present.map { values[$0] }, weights: weights.map { weights in present.map { weights[$0] } })
        guard let fill = settings.numericImputation.fill(sample) else {
            sayDropped(column, "it has no value in the rows that are learned from")
            return nil
        }
        let filled = WeightedSample(values.map { $0.isNaN ? fill : $0 }, weights: weights)
        let isUsed = filled.values.contains { $0 != filled.values[0] }
        if !isUsed {
            sayDropped(column, "it is always \(NumberText.short(fill)) in the rows that are learned from")
        }
        let hasIndicator = settings.missingIndicators && present.count < values.count
        guard isUsed || hasIndicator else { return nil }
        return FittedNumbers(
            fill: fill, scale: try scale(settings.scaling, filled, column), minimum: sample.values.min()!,
            maximum: sample.values.max()!, isUsed: isUsed, hasIndicator: hasIndicator,
            bins: isUsed ? settings.maximumBinCount.flatMap { FittedBins(of: sample, maximum: $0) } : nil)
    }

    /// Returns a scaling fitted to the numbers of a column. Throws if the numbers are too far apart to compute with.
    func scale(
        _ scaling: Scaling, _ sample: WeightedSample, _ column: Column
    ) throws(PreprocessingError) -> FittedScale {
        let scale = scaling.fit(sample)
        if scale.isValid { return scale }
        let largest = sample.values.indices.max { abs(sample.values[$0]) < abs(sample.values[$1]) }!
        throw .overflow(.init(table, row: rows[largest], column: column))
    }
}

extension NumericImputation {
    /// Returns the replacement for a missing number, or `nil` if there are no numbers.
    func fill(_ sample: WeightedSample) -> Double? {
        switch self {
        case .mean: sample.mean
        case .median, .dropRows: sample.quantile(0.5)
        case .mostFrequent: sample.mostFrequent
        case .constant(let number): sample.values.isEmpty ? nil : number
        }
    }
}

extension Scaling {
    /// Returns the scaling of a sample that has values. Numbers that are all the same are only centered.
    func fit(_ sample: WeightedSample) -> FittedScale {
        let (minimum, maximum) = (sample.values.min()!, sample.values.max()!)
        switch self {
        case .none: return .identity
        case .auto, .standard:
            let mean = minimum == maximum ? minimum : sample.mean!
            return Self.scale(mean, minimum == maximum ? 0 : sample.standardDeviation(around: mean))
        case .minMax: return Self.scale(minimum, maximum - minimum)
        case .max: return Self.scale(0, Swift.max(abs(minimum), abs(maximum)))
        case .robust:
            let range = sample.quantile(0.75)! - sample.quantile(0.25)!
            if range == 0 {
                return Self.scale(sample.quantile(0.5)!, Scaling.standard.fit(sample).scale)
            }
            return Self.scale(sample.quantile(0.5)!, range)
        case .robustClipped: return FittedScale(clipping: sample)
        case .quantile: return FittedScale(quantiles: FittedQuantiles(of: sample))
        }
    }

    private static func scale(_ center: Double, _ scale: Double) -> FittedScale {
        FittedScale(center: center, scale: scale == 0 ? 1 : scale)
    }
}
