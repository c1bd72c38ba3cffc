extension PermutationImportance {
    /// The importance of one word in a column of text.
    ///
    /// It is the metric of all rows without the word, minus the metric with it. The sign is reversed for a metric of which
    /// more is better. Without the word, every text that contains it is encoded from its
    /// other words alone. The metric is the log loss, or the root mean squared error if numbers are predicted.
    public struct Word: Codable, Equatable, Sendable {
        /// The name of the column.
        public let column: String
        /// The word, in lower case.
        public let word: String
        /// The number of rows whose text contains the word.
        public let rowCount: Int
        /// The rise of the metric over all rows without the word; of a metric of which more is better, its fall.
        public let importance: Double
        /// The mean change that the word makes, in the rows that contain it: of the probability of the positive class of
        /// two, or of the number. It is `nil` if several classes or targets are predicted.
        public let effect: Double?
    }

    /// The importance of words, and the metric that is measured.
    public struct Words: Codable, Equatable, Sendable {
        /// The metric.
        public let metric: Metric
        /// The meaning of ``Word/effect``: `probability of "yes"`, or `price`; `nil` if words have none.
        public let effect: String?
        /// The words, the most important first; of equals those with more rows.
        public let words: [Word]
        /// The number of evenly spaced rows that were measured, or `nil` if all were.
        public internal(set) var sampledRowCount: Int?
    }
}

extension PermutationImportance.Words {
    /// Orders words by their importance.
    init(metric: Metric, effect: String?, unordered words: [PermutationImportance.Word]) {
        (self.metric, self.effect) = (metric, effect)
        self.words = words.sorted {
            ($1.importance, $1.rowCount, $0.column, $0.word) < (
                $0.importance, $0.rowCount, $1.column, $1.word
            )
        }
    }

    /// Merges the words of several folds, in each of which a word that no text contains has an importance of 0.
    init?(merging folds: [PermutationImportance.Words]) {
        guard let first = folds.first else { return nil }
        struct Key: Hashable {
            let column: String
            let word: String
        }
        let groups = Dictionary(grouping: folds.flatMap(\.words)) { Key(column: $0.column, word: $0.word) }
        let merged = groups.map { key, parts in
            let rows = parts.reduce(0) { $0 + $1.rowCount }
            let effects = parts.compactMap { word in word.effect.map { $0 * Double(word.rowCount) } }
            return PermutationImportance.Word(
                column: key.column, word: key.word, rowCount: rows,
                importance: parts.reduce(0) { $0 + $1.importance } / Double(folds.count),
                effect: effects.count == parts.count ? effects.reduce(0, +) / Double(rows) : nil)
        }
        self.init(metric: first.metric, effect: first.effect, unordered: merged)
        let samples = folds.compactMap(\.sampledRowCount)
        sampledRowCount = samples.isEmpty ? nil : samples.reduce(0, +)
    }
}

extension Model {
    /// Measures the importance of the words of each column of text, or returns `nil` if there is no such column.
    ///
    /// Words are those that the model knows and that occur in at least two rows. Texts are encoded again at most
    /// ``WordImportanceMeasurement/budget`` times: of larger tables evenly spaced rows are measured.
    func wordImportance(
        on table: Table, _ inputs: [EncodedTable], _ truth: Truth, threads: Int
    ) throws -> PermutationImportance.Words? {
        let columns = inputs.textColumns
        guard !columns.isEmpty else { return nil }
        let content = Predictions.Content(averaging: inputs.map(\.content))
        let scores = try PredictionsWithTruth(content, truth).evaluation()
        let metric = [Metric.logLoss, .rmse, .accuracy].first { scores[$0] != nil } ?? .accuracy
        let measurement = WordImportanceMeasurement(
            inputs: inputs, content: content, truth: truth, metric: metric)
        let measured = try columns.map { column in
            let texts = try inputs.words(of: column.name, in: table)
            return try measurement.words(of: column.name, texts, threads: threads)
        }
        var words = PermutationImportance.Words(
            metric: metric, effect: content.effectName(truth), unordered: measured.flatMap(\.words))
        let smallest = measured.map(\.rowCount).min() ?? table.rowCount
        words.sampledRowCount = smallest < table.rowCount ? smallest : nil
        return words
    }
}
