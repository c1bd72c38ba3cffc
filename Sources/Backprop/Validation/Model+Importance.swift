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
        guard let preprocessor else { throw ModelError.trainedOnNumbers }
        guard settings.repeats >= 1 else { throw ImportanceError.noRepeats(found: settings.repeats) }
        let metric = settings.metric ?? (preprocessor.task == .classification ? "accuracy" : "r2")
        let inputs = try members.map { try EncodedTable($0, table) }
        let judge = try ImportanceScorer(self, table, metric: metric)
        let score = try judge.score(inputs.map(\.content))
        let sign = Evaluation.isHigherBetter(metric) == false ? -1.0 : 1.0
        let columns = try Threads.map(inputs.columns, threads: threads) { column in
            let contents = try inputs.map { try $0.contents(moving: column.name) }
            let drops = try (0..<settings.repeats).map { repetition in
                let order = Philox(
                    seed: settings.seed, .permutation, step: repetition,
                    layer: column.place % RandomStream.layerLimit
                ).permutation(of: table.rowCount)
                return sign * (score - (try judge.score(contents.map { $0(order) })))
            }
            return PermutationImportance.Column(name: column.name, drops: drops)
        }
        return PermutationImportance(metric: metric, score: score, columns: columns)
    }
}

/// Scores outputs against the truth of one table again and again.
private struct ImportanceScorer: Sendable {
    private let model: Model
    private let metric: String
    private let classes: [Int]
    private let values: [Double]
    private let weights: [Double]?

    init(_ model: Model, _ table: Table, metric: String) throws {
        guard let preprocessor = model.preprocessor else { throw ModelError.trainedOnNumbers }
        self.model = model
        self.metric = metric
        let isClassification = preprocessor.task == .classification
        classes = isClassification ? try preprocessor.classIndices(from: table) : []
        values = isClassification ? [] : try preprocessor.targetValues(from: table)
        weights = try preprocessor.weights(from: table)
    }

    /// The metric of what the members say.
    func score(_ members: [Predictions.Content]) throws -> Double {
        let evaluation = try model.evaluation(
            of: Predictions.Content(averaging: members), classes: classes, values: values, weights: weights)
        guard let score = evaluation[metric] else {
            throw ImportanceError.undefined(metric: metric, known: evaluation.metrics.map(\.name))
        }
        return score
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
