extension Model {
    /// Measures the importance of each raw column to the model: see ``PermutationImportance``.
    ///
    /// The values of a column are moved together, so that the inputs of a category stay together, as do a number and
    /// its missing-value input. Of columns of text, words are measured too; see ``PermutationImportance/Word``. The
    /// shuffles are a function of seed, column and repetition.
    ///
    /// - Parameters:
    ///   - table: Rows with true targets; those that the model has not seen are more informative.
    ///   - settings: The metric, the number of shuffles of each column, and the seed.
    ///   - threads: The maximum number of columns computed at a time; results do not depend on it.
    /// - Throws: ``ModelError``, ``PreprocessingError``, ``MetricError``, or ``ImportanceError`` for an unknown metric.
    public func importance(
        on table: Table, _ settings: PermutationSettings = PermutationSettings(), threads: Int = 1
    ) throws -> PermutationImportance {
        let preprocessor = try input.requireTable()
        guard settings.repeats >= 1 else { throw ImportanceError.noRepeats(found: settings.repeats) }
        // Rows of several yes/no targets are mostly right, so that accuracy hardly moves; their log loss does.
        let metric =
            settings.metric
            ?? (preprocessor.task == .multiLabel ? .logLoss : Metric.headline(of: preprocessor.task))
        let inputs = try members.map { try EncodedTable($0, table) }
        let truth = try truth(of: table)
        let scorer = ImportanceScorer(truth: truth, metric: metric)
        let score = try scorer.score(inputs.map(\.content))
        let sign = metric.isHigherBetter ? 1.0 : -1.0
        let columns = try Threads.map(inputs.columns, threads: threads) { column in
            let contents = try inputs.map { try $0.contents(moving: column.name) }
            let drops = try (0..<settings.repeats).map { repetition in
                let order = Philox(
                    seed: settings.seed, .permutation, step: repetition,
                    layer: column.index % RandomStream.layerLimit
                ).permutation(of: table.rowCount)
                return sign * (score - (try scorer.score(contents.map { try $0(order) })))
            }
            return PermutationImportance.Column(name: column.name, drops: drops)
        }
        return PermutationImportance(
            metric: metric, targetCount: input.binaryTargets?.count, score: score, columns: columns,
            words: try wordImportance(on: table, inputs, truth, threads: threads))
    }
}

/// A scorer of many predictions against the targets of one table.
private struct ImportanceScorer: Sendable {
    let truth: Truth
    let metric: Metric

    /// Returns the metric of the mean of the members' predictions.
    func score(_ members: [Predictions.Content]) throws -> Double {
        let content = Predictions.Content(averaging: members)
        let evaluation = try PredictionsWithTruth(content, truth).evaluation()
        guard let score = evaluation[metric] else {
            throw ImportanceError.undefined(metric: metric, known: evaluation.metrics.map(\.metric))
        }
        return score
    }
}

/// The reason why permutation importance cannot be measured.
public enum ImportanceError: BackpropError {
    /// The number of shuffles is less than one.
    case noRepeats(found: Int)
    /// The metric is unknown, or is not defined for these rows.
    case undefined(metric: Metric, known: [Metric])
    /// Images have no columns to shuffle.
    case images

    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// A sentence that names the problem, and another with a remedy.
    public var description: String {
        switch self {
        case .noRepeats(let found):
            "Each column is shuffled at least once, but \(found) was asked for. Ask for 1 or more; 5 is common."
        case .undefined(let metric, let known):
            "The score \(quoted(metric.rawValue)) is not defined for these rows. "
                + "Those that are: \(list(known.map(\.rawValue)))."
        case .images:
            "Importance is measured by shuffling the columns of a table, but images have pixels, of which none means "
                + "anything by itself. Leave importance out, or look at the pixels that decide in a report."
        }
    }
}
