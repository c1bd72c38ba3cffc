/// How permutation importance is measured.
public struct PermutationSettings: Codable, Hashable, Sendable {
    /// The score that is watched, or `nil` for accuracy, or R² if numbers are predicted.
    public var metric: Metric?

    /// How often each column is shuffled, at least 1.
    public var repeats: Int

    /// Decides every shuffle.
    public var seed: UInt64

    /// Settings with the defaults of scikit-learn: five shuffles of the score that suits the task.
    public init(metric: Metric? = nil, repeats: Int = 5, seed: UInt64 = 1) {
        self.metric = metric
        self.repeats = repeats
        self.seed = seed
    }
}

/// How much worse a model does when the values of one raw column are shuffled among the rows.
///
/// For each column and each shuffle the importance is the score as it is less the score after shuffling; where
/// less of the score is better, the other way round, so that a column that helps has a positive importance. Of
/// columns that say the same neither may seem important, because the other still says it.
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
        /// Their standard deviation, √(Σ (x − x̄)² / n).
        public let standardDeviation: Double
    }

    /// The score that was watched.
    public let metric: Metric

    /// The score before anything was shuffled; over several folds the mean.
    public let score: Double

    /// The columns that the models look at, in the order of the table.
    public let columns: [Column]

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
        let mean = drops.reduce(0, +) / Double(drops.count)
        self.mean = mean
        let squares = drops.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardDeviation = (squares / Double(drops.count)).squareRoot()
    }
}

extension PermutationImportance {
    /// What several folds found, each drop counting the same. A column that a fold does not use, because it says
    /// nothing in its training rows, has a drop of 0 there. Nil for no folds.
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
    }
}
