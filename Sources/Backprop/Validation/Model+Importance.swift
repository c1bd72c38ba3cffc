extension Model {
    /// What the model owes to each raw column: see ``PermutationImportance``.
    ///
    /// The values of a column go to other rows all at once, so that the inputs of a category, or of a number and
    /// whether it was missing, stay together. The shuffles are a function of seed, column and repetition.
    ///
    /// - Parameters:
    ///   - table: Rows that hold the truth; those that the model has not seen tell more.
    ///   - settings: By which metric, how often each column is shuffled, and from which seed.
    ///   - threads: The most columns computed at a time; results do not depend on it.
    /// - Throws: ``ModelError``, ``PreprocessingError``, ``MetricError``, or ``ImportanceError`` for a metric that
    ///   there is not.
    public func importance(
        on table: Table, _ settings: PermutationSettings = PermutationSettings(), threads: Int = 1
    ) throws -> PermutationImportance {
        guard preprocessor != nil else { throw ModelError.trainedOnNumbers }
        guard settings.repeats >= 1 else { throw ImportanceError.noRepeats(found: settings.repeats) }
        switch parameters.precision {
        case .float32: return try importance(table, settings, threads, as: Float.self)
        case .float64: return try importance(table, settings, threads, as: Double.self)
        }
    }

    private func importance<S: Scalar>(
        _ table: Table, _ settings: PermutationSettings, _ threads: Int, as scalar: S.Type
    ) throws -> PermutationImportance {
        guard let preprocessor else { throw ModelError.trainedOnNumbers }
        let metric =
            settings.metric ?? (preprocessor.task == .classification ? "accuracy" : "r2")
        let features = try preprocessor.features(from: table, as: S.self).values
        let judge = try Judge(self, table, metric: metric)
        let score = try judge.score(outputs(features))
        let sign = Evaluation.isHigherBetter(metric) == false ? -1.0 : 1.0
        let columns = try Threads.map(preprocessor.inputBlocks, threads: threads) { block in
            let predictor = Predictor<S>(self)
            let drops = try (0..<settings.repeats).map { repetition in
                let order = Philox(
                    seed: settings.seed, .permutation, step: repetition,
                    layer: block.column % RandomStream.layerLimit
                ).permutation(of: table.rowCount)
                let shuffled = features.movingRows(order, of: block.inputs, width: preprocessor.inputCount)
                let found = try judge.score(predictor.outputs(for: shuffled).map { Double($0) })
                return sign * (score - found)
            }
            return PermutationImportance.Column(name: block.name, drops: drops)
        }
        return PermutationImportance(metric: metric, score: score, columns: columns)
    }

    private func outputs<S: Scalar>(_ features: [S]) -> [Double] {
        Predictor<S>(self).outputs(for: features).map { Double($0) }
    }
}

/// Scores outputs against the truth of one table again and again.
private struct Judge: Sendable {
    private let model: Model
    private let preprocessor: Preprocessor
    private let metric: String
    private let classes: [Int]
    private let values: [Double]
    private let weights: [Double]?

    init(_ model: Model, _ table: Table, metric: String) throws {
        guard let preprocessor = model.preprocessor else { throw ModelError.trainedOnNumbers }
        self.model = model
        self.preprocessor = preprocessor
        self.metric = metric
        let isClassification = preprocessor.task == .classification
        classes = isClassification ? try preprocessor.classIndices(from: table) : []
        values = isClassification ? [] : try preprocessor.targetValues(from: table)
        weights = try preprocessor.weights(from: table)
    }

    /// The metric of these outputs.
    func score(_ outputs: [Double]) throws -> Double {
        let evaluation = try model.evaluation(
            of: model.content(of: outputs, preprocessor), classes: classes, values: values, weights: weights)
        guard let score = evaluation[metric] else {
            throw ImportanceError.undefined(metric: metric, known: evaluation.metrics.map(\.name))
        }
        return score
    }
}

extension Preprocessor {
    /// The inputs that belong to one raw column.
    struct InputBlock: Sendable {
        let name: String
        /// The position of the column in the training table.
        let column: Int
        let inputs: Range<Int>
    }

    /// The columns that are used, in the order of the table.
    var inputBlocks: [InputBlock] {
        var begin = 0
        return columns.enumerated().compactMap { index, column in
            guard column.width > 0 else { return nil }
            defer { begin += column.width }
            return InputBlock(name: column.name, column: index, inputs: begin..<begin + column.width)
        }
    }
}

extension Array {
    /// A row-major matrix in whose row k some columns are those of row `order[k]`.
    fileprivate func movingRows(_ order: [Int], of columns: Range<Int>, width: Int) -> [Element] {
        var moved = self
        for (row, source) in order.enumerated() {
            for column in columns { moved[row * width + column] = self[source * width + column] }
        }
        return moved
    }
}

/// Why permutation importance cannot be measured.
public enum ImportanceError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Columns are to be shuffled less than once.
    case noRepeats(found: Int)
    /// A score that there is not, or that is not defined for these rows.
    case undefined(metric: String, known: [String])

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .noRepeats(let found):
            "Each column is shuffled at least once, but \(found) was asked for. Ask for 1 or more; 5 is usual."
        case .undefined(let metric, let known):
            "The score \(quoted(metric)) is not defined for these rows\(NearestName.suggestion(for: metric, among: known)). "
                + "Those that are: \(list(known))."
        }
    }
}
