/// The settings of a permutation importance.
public struct PermutationSettings: Codable, Hashable, Sendable {
    /// The metric that is measured, or `nil` for that of the task: accuracy for classes, R² for numbers, and the mean of
    /// the targets' log losses for several yes/no targets.
    public var metric: Metric?

    /// The number of times that each column is shuffled, at least 1.
    public var repeats: Int

    /// The seed of all shuffles.
    public var seed: UInt64

    /// Creates settings with the defaults of scikit-learn: five shuffles, and the metric of the task.
    public init(metric: Metric? = nil, repeats: Int = 5, seed: UInt64 = 1) {
        self.metric = metric
        self.repeats = repeats
        self.seed = seed
    }
}

/// The loss of score when the values of one raw column are shuffled among the rows.
///
/// For each column and each shuffle, the importance is the score before shuffling minus the score after it. The sign is
/// reversed for a metric of which less is better, so that a column that helps has a positive importance. If two columns
/// carry the same information, neither may seem important, because the other still carries it.
///
/// Source: Breiman, “Random Forests”, Machine Learning 45 (2001), p. 23; the procedure is that of scikit-learn's
/// `permutation_importance`.
public struct PermutationImportance: Codable, Equatable, Sendable {
    /// One column's share.
    public struct Column: Codable, Equatable, Sendable {
        /// The column's name.
        public let name: String
        /// The loss of score in each shuffle.
        public let drops: [Double]
        /// The mean of ``drops``.
        public let mean: Double
        /// The standard deviation of the losses, √(Σ (x − x̄)² / n).
        public let standardDeviation: Double
    }

    /// The score that was watched.
    public let metric: Metric

    /// The number of yes/no targets whose scores are averaged, or `nil` for other tasks.
    public internal(set) var targetCount: Int?

    /// The score before anything was shuffled; over several folds the mean.
    public let score: Double

    /// The columns that the models use, in the order of the table.
    public let columns: [Column]

    /// The importance of words in columns of text, or `nil` if there are none.
    public internal(set) var words: Words?

    /// The columns, the most important first; of equals the first in the table.
    public var ranked: [Column] {
        columns.enumerated().sorted { ($1.element.mean, $0.offset) < ($0.element.mean, $1.offset) }
            .map(\.element)
    }
}

extension PermutationImportance.Column {
    init(name: String, drops: [Double]) {
        self.name = name
        self.drops = drops
        let sample = WeightedSample(drops)
        mean = sample.mean ?? .nan
        standardDeviation = sample.standardDeviation(around: mean)
    }
}

extension PermutationImportance {
    /// Merges the results of several folds, in which each drop counts the same. A column that a fold does not use,
    /// because it is uninformative in its training rows, has a drop of 0 there. Returns `nil` for no folds.
    init?(merging folds: [PermutationImportance]) {
        guard let first = folds.first else { return nil }
        metric = first.metric
        score = folds.reduce(0) { $0 + $1.score } / Double(folds.count)
        var names: [String] = []
        for column in folds.flatMap(\.columns) where !names.contains(column.name) {
            names.append(column.name)
        }
        let repeats = first.columns.first?.drops.count ?? 1
        columns = names.map { name in
            let drops = folds.flatMap { fold in
                fold.columns.first { $0.name == name }?.drops ?? [Double](repeating: 0, count: repeats)
            }
            return Column(name: name, drops: drops)
        }
        targetCount = first.targetCount
        words = Words(merging: folds.compactMap(\.words))
    }
}
