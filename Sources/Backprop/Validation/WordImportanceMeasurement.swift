/// A measurement of the loss without single words.
struct WordImportanceMeasurement: Sendable {
    /// The maximum number of texts that are encoded again for a column.
    static let budget = 50_000

    /// The minimum number of words that one thread measures at a time.
    private static let minimumChunkSize = 16

    let inputs: [EncodedTable]
    /// The predictions with all words.
    let content: Predictions.Content
    let truth: Truth
    let metric: Metric

    /// Returns the words of a column with their importance.
    ///
    /// - Parameter texts: The words of each row, in order.
    /// - Returns: The words, and the number of rows that were measured.
    func words(
        of column: String, _ texts: [[String]], threads: Int
    ) throws -> (words: [PermutationImportance.Word], rowCount: Int) {
        let known = inputs.reduce(into: Set<String>()) { $0.formUnion($1.knownWords(of: column)) }
        var rowsOfWord: [String: [Int]] = [:]
        for (row, words) in texts.enumerated() {
            for word in Set(words) where known.contains(word) { rowsOfWord[word, default: []].append(row) }
        }
        let all = rowsOfWord.filter { $0.value.count > 1 }.sorted {
            ($1.value.count, $0.key) < ($0.value.count, $1.key)
        }
        let step = 1 + all.reduce(0) { $0 + $1.value.count } / Self.budget
        let sample = Array(stride(from: 0, to: texts.count, by: step))
        let words = all.map { word, rows in (word: word, rows: rows.filter { $0.isMultiple(of: step) }) }
            .filter { $0.rows.count > 1 }
        let scored = step == 1 ? self : selecting(sample)
        let terms = try scored.terms(of: scored.content)
        let sums = terms.sums
        // Each chunk prepares an encoder of the whole vocabulary.
        let size = max(Self.minimumChunkSize, words.count / (4 * max(1, threads)))
        let chunks = stride(from: 0, to: words.count, by: size).map {
            Array(words[$0..<min($0 + size, words.count)])
        }
        let found = try Threads.map(chunks, threads: threads) { chunk in
            let writers = try inputs.map { try $0.contents(writing: column) }
            return try chunk.map { word, rows in
                let remaining = rows.map { texts[$0].filter { $0 != word } }
                let without = Predictions.Content(averaging: try writers.map { try $0(rows, remaining) })
                // Only the rows with the word change, and so do their parts of the sums.
                let others = try selecting(rows).terms(of: without)
                let changed = sums.replacing(
                    terms.sums(of: rows.map { $0 / step }), by: others.sums(of: Array(rows.indices)))
                let rise = changed.score - sums.score
                return PermutationImportance.Word(
                    column: column, word: word, rowCount: rows.count,
                    importance: metric.isHigherBetter ? -rise : rise,
                    effect: content.selecting(rows).meanDifference(from: without, truth))
            }
        }.flatMap(\.self)
        return (found, sample.count)
    }

    /// Returns the numbers of the rows whose mean is the metric.
    private func terms(of content: Predictions.Content) throws(ImportanceError) -> RowTerms {
        guard let terms = PredictionsWithTruth(content, truth).rowTerms(of: metric) else {
            throw .undefined(metric: metric, known: [.logLoss, .rmse, .accuracy])
        }
        return terms
    }

    /// Returns the measurement on some of the rows.
    private func selecting(_ rows: [Int]) -> WordImportanceMeasurement {
        WordImportanceMeasurement(
            inputs: inputs, content: content.selecting(rows),
            truth: truth.selecting(rows, width: content.width), metric: metric)
    }
}

extension Truth {
    fileprivate func selecting(_ rows: [Int], width: Int) -> Truth {
        let targets: Targets =
            switch targets {
            case .classes(let classes): .classes(rows.map { classes[$0] })
            case .values(let values): .values(values.selectingRows(rows, width: width))
            case .multiLabel(let values): .multiLabel(values.selectingRows(rows, width: width))
            }
        return Truth(
            targets: targets, weights: weights.map { weights in rows.map { weights[$0] } },
            positiveClass: positiveClass)
    }
}

extension Predictions.Content {
    /// The number of classes or targets.
    fileprivate var width: Int {
        switch self {
        case .classes(_, let labels, _): labels.count
        case .values(_, let targets): targets.count
        case .multiLabel(_, let targets): targets.count
        }
    }

    fileprivate func selecting(_ rows: [Int]) -> Predictions.Content {
        switch self {
        case .classes(let classes, let labels, let shares):
            .classes(
                rows.map { classes[$0] }, labels: labels,
                probabilities: shares?.selectingRows(rows, width: labels.count))
        case .values(let values, let targets):
            .values(values.selectingRows(rows, width: targets.count), targets: targets)
        case .multiLabel(let shares, let targets):
            .multiLabel(shares.selectingRows(rows, width: targets.count), targets: targets)
        }
    }

    /// Returns the mean difference from other predictions for the same rows, or `nil` if they have several numbers. It is
    /// that of the number that is predicted, or of the probability of the positive class of two.
    fileprivate func meanDifference(from other: Predictions.Content, _ truth: Truth) -> Double? {
        guard let own = singleValues(truth), let others = other.singleValues(truth), !own.isEmpty else {
            return nil
        }
        return zip(own, others).reduce(0) { $0 + $1.0 - $1.1 } / Double(own.count)
    }

    private func singleValues(_ truth: Truth) -> [Double]? {
        switch self {
        case .classes(let classes, let labels, let shares?) where labels.count == 2:
            classes.indices.map { shares[$0 * 2 + truth.positiveClass] }
        case .values(let values, let targets) where targets.count == 1: values
        case .multiLabel(let shares, let targets) where targets.count == 1: shares
        default: nil
        }
    }

    /// The meaning of the number whose change is measured, or `nil` if there are several.
    func effectName(_ truth: Truth) -> String? {
        switch self {
        case .classes(_, let labels, _?) where labels.count == 2:
            "probability of \(quoted(labels[truth.positiveClass]))"
        case .values(_, let targets) where targets.count == 1: targets[0]
        case .multiLabel(_, let targets) where targets.count == 1:
            "probability of \(quoted(targets[0].positive))"
        default: nil
        }
    }
}

extension Array {
    /// Returns some rows of a row-major matrix.
    fileprivate func selectingRows(_ rows: [Int], width: Int) -> [Element] {
        rows.flatMap { self[($0 * width)..<(($0 + 1) * width)] }
    }
}
