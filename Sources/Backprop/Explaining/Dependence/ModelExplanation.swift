/// The dependence of a model's predictions on the columns that matter, and the interactions of these.
public struct ModelExplanation: Hashable, Sendable {
    /// The predictions, such as the probability of each class.
    public let outputs: [ExplainedOutput]
    /// The columns, in the order in which they were requested, or those with the largest effects first.
    public let dependences: [PartialDependence]
    /// The pairs of columns, those with the strongest interaction first.
    public let interactions: [ColumnInteraction]
    /// The number of rows over which the curves are means.
    public let rowCount: Int
    /// The number of rows over which interactions are measured.
    public let interactionRowCount: Int

    /// The maximum number of columns with a curve, if they are not requested by name.
    public static let columnCount = 6
    /// The maximum number of columns whose pairs are compared.
    static let interactingColumnCount = 4
    /// The maximum number of rows of the curves.
    static let maximumRowCount = 200
    /// The maximum number of rows of the interactions.
    static let maximumInteractionRowCount = 50
    /// The maximum number of outputs that are explained at a time.
    static let maximumOutputCount = 6
    /// The number of single rows that have a curve of their own.
    static let individualCount = 40
    /// The maximum number of columns that are compared if their order of importance is not known.
    static let maximumCandidateCount = 50

    /// Returns the approximate number of rows that an explanation predicts.
    package static func predictedRowCount(columns: Int) -> Int {
        let pairs = interactingColumnCount * (interactingColumnCount + 1) / 2
        return columns * DependenceGrid.maximumNumberCount * maximumRowCount
            + pairs * maximumInteractionRowCount * maximumInteractionRowCount
    }
}

extension ModelExplanation: Encodable {}

extension Model {
    /// Explains how predictions depend on columns: see ``PartialDependence`` and ``ColumnInteraction``.
    ///
    /// Columns of free text have no curve.
    ///
    /// - Parameters:
    ///   - table: Rows, with or without targets, of which a sample is drawn if there are many.
    ///   - columns: The names of the columns with curves, the most important first, or `nil` for the six with the
    ///     largest effects. The first four of them are compared in pairs.
    ///   - outputs: The predictions to explain. Defaults to the probability of the positive class of two, else to the
    ///     first six classes or targets.
    ///   - seed: The seed of the sample.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``ExplanationError``, ``ModelError``, ``PreprocessingError``.
    public func explanation(
        on table: Table, columns: [String]? = nil, outputs: [ExplainedOutput]? = nil, seed: UInt64 = 1,
        threads: Int = 1
    ) throws -> ModelExplanation {
        let outputs = Array(
            try (outputs ?? explainedOutputs()).prefix(ModelExplanation.maximumOutputCount))
        let table = try extended(table, threads: threads) as? Table ?? table
        guard table.rowCount > 0 else { throw ExplanationError.noBackground(source: table.source) }
        let sample = ExplanationSettings.sample(
            of: table.rowCount, maximum: ModelExplanation.maximumRowCount, seed: seed)
        var measurement = DependenceMeasurement(
            model: self, table: table, sample: sample, outputs: outputs, threads: threads)
        let grids = try measurement.grids(of: columns)
        var dependences = try measurement.dependences(at: grids)
        if columns == nil {
            dependences = Array(
                dependences.enumerated().sorted {
                    ($1.element.range, $0.offset) < ($0.element.range, $1.offset)
                }
                .prefix(ModelExplanation.columnCount).map(\.element))
        }
        measurement.sample = Array(sample.prefix(ModelExplanation.maximumInteractionRowCount))
        if sample.count > measurement.sample.count {
            measurement.sample = ExplanationSettings.sample(
                of: table.rowCount, maximum: ModelExplanation.maximumInteractionRowCount, seed: seed)
        }
        let compared = dependences.prefix(ModelExplanation.interactingColumnCount).map(\.column)
        return ModelExplanation(
            outputs: outputs, dependences: dependences,
            interactions: try measurement.interactions(of: compared),
            rowCount: sample.count, interactionRowCount: measurement.sample.count)
    }
}

/// The measurement of dependences on rows of one table.
private struct DependenceMeasurement {
    let model: Model
    let table: Table
    var sample: [Int]
    let outputs: [ExplainedOutput]
    let threads: Int

    /// Returns the values of columns, or of all columns that the model uses.
    func grids(of names: [String]?) throws -> [DependenceGrid] {
        var all: [DependenceGrid] = []
        for member in model.members {
            let preprocessor = try member.input.requireTable()
            let match = try preprocessor.match(table)
            let read = preprocessor.reading(table, match)
            for (column, position) in zip(preprocessor.columns, match.positions) where column.width > 0 {
                guard let position, !all.contains(where: { $0.column == column.name }) else { continue }
                if let names, !names.contains(column.name) { continue }
                if let grid = try DependenceGrid(column, read.columns[position], of: read) {
                    all.append(grid)
                }
            }
        }
        guard let names else { return Array(all.prefix(ModelExplanation.maximumCandidateCount)) }
        return names.compactMap { name in all.first { $0.column == name } }
    }

    private func replacement(_ rows: [Int]) throws -> ColumnReplacement {
        try ColumnReplacement(
            model, rows: table.selectingRows(rows), background: table.selectingRows(sample), outputs: outputs)
    }

    func dependences(at grids: [DependenceGrid]) throws -> [PartialDependence] {
        let values = grids.flatMap { $0.values + ($0.missing.map { [$0] } ?? []) }
        guard !values.isEmpty else { return [] }
        let replacement = try replacement(values.map(\.row))
        var requests: [ColumnReplacement.Request] = []
        for grid in grids {
            let column = replacement.columns.firstIndex(of: grid.column)!
            for _ in 0..<(grid.values.count + (grid.missing == nil ? 0 : 1)) {
                requests.append(ColumnReplacement.Request(row: requests.count, columns: [column]))
            }
        }
        let isOne = outputs.count == 1
        let points = try zip(
            values,
            replacement.map(requests, threads: threads) { numbers in
                (
                    means: numbers.map { $0.reduce(0, +) / Double($0.count) },
                    individual: isOne ? Array(numbers[0].prefix(ModelExplanation.individualCount)) : []
                )
            }
        ).map { value, found in
            PartialDependence.Point(
                value: value.text, number: value.number, means: found.means, individual: found.individual)
        }
        var first = 0
        return grids.map { grid in
            let end = first + grid.values.count
            defer { first = end + (grid.missing == nil ? 0 : 1) }
            return PartialDependence(
                column: grid.column, isOrdered: grid.isOrdered, isDate: grid.isDate,
                points: Array(points[first..<end]), missing: grid.missing == nil ? nil : points[end])
        }
    }

    /// Returns the interactions of all pairs of columns, the strongest first.
    func interactions(of names: [String]) throws -> [ColumnInteraction] {
        guard names.count > 1 else { return [] }
        let replacement = try replacement(sample)
        let columns = names.map { replacement.columns.firstIndex(of: $0)! }
        let pairs = columns.indices.flatMap { one in ((one + 1)..<columns.count).map { [one, $0] } }
        let sets = columns.indices.map { [$0] } + pairs
        let means = try replacement.means(
            sets.flatMap { set in
                sample.indices.map { ColumnReplacement.Request(row: $0, columns: set.map { columns[$0] }) }
            }, threads: threads)
        let curves = sets.indices.map { set in
            outputs.indices.map { output in
                sample.indices.map { means[set * sample.count + $0][output] }
            }
        }
        let found = pairs.enumerated().map { index, pair in
            ColumnInteraction(
                (names[pair[0]], names[pair[1]]), joint: curves[columns.count + index],
                first: curves[pair[0]], second: curves[pair[1]])
        }
        return found.enumerated().sorted {
            ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset)
        }
        .map(\.element)
    }
}
