extension FittedText {
    /// The maximum number of topics of a column.
    static let topicLimit = 128

    /// The maximum number of training texts that topics are computed from; evenly spaced ones of more.
    private static let topicTextLimit = 2000

    /// Returns the maximum number of topics: one for eight rows, shared by all columns of text.
    static func maximumTopicCount(rows: Int, columns: Int) -> Int {
        min(topicLimit, max(8, rows / 8 / max(columns, 1)))
    }

    /// Fits the terms and topics of texts, each of which counts as its weight. Returns `nil` if no term occurs in several
    /// of them.
    init?(_ texts: [String], weights: [Double]?, topicCount: Int, hasIndicator: Bool) {
        let weights = weights.map(Self.asCounts)
        let split = texts.map(WordSplitter.words)
        let words = TextTerms(.word, of: split, weights: weights)
        let parts = TextTerms(.part, of: split, weights: weights)
        guard words.terms.count + parts.terms.count > 0 else { return nil }
        let textCount = weights?.reduce(0, +) ?? Double(texts.count)
        let matrix = Self.matrix(texts, weights, words, parts, textCount: textCount)
        let (vectors, count) = matrix.singularVectors(topicCount)
        guard count > 0 else { return nil }
        self.init(
            textCount: textCount, words: words, parts: parts, topics: TextTopics(vectors, count: count),
            hasIndicator: hasIndicator)
    }

    /// Returns weights that count texts: whole ones as they are, others scaled so that their mean is 1.
    private static func asCounts(_ weights: [Double]) -> [Double] {
        if weights.allSatisfy({ $0 == $0.rounded() }) { return weights }
        let shares = sharesOfLargest(weights)
        let mean = shares.reduce(0, +) / Double(shares.count)
        return shares.map { $0 / mean }
    }

    /// Returns weights divided by the largest, so that their products stay finite.
    private static func sharesOfLargest(_ weights: [Double]) -> [Double] {
        let largest = weights.max() ?? 1
        return weights.map { $0 / largest }
    }

    private static func matrix(
        _ texts: [String], _ weights: [Double]?, _ words: TextTerms, _ parts: TextTerms, textCount: Double
    ) -> TextMatrix {
        var wordLookup = TermLookup(.word, words, textCount: textCount)
        var partLookup = TermLookup(.part, parts, textCount: textCount)
        var matrix = TextMatrix(width: words.terms.count + parts.terms.count)
        let shares = weights.map(sharesOfLargest)
        let count = min(texts.count, topicTextLimit)
        for position in 0..<count {
            let row = position * texts.count / count
            let terms = TextEncoder.terms(
                of: texts[row], &wordLookup, &partLookup, wordCount: words.terms.count)
            matrix.append(terms, times: (shares?[row] ?? 1).squareRoot())
        }
        return matrix
    }
}

extension PreprocessorFitting {
    mutating func fitText(_ column: Column) -> FittedText? {
        let present = rows.indices.filter { !column.isMissing(at: rows[$0]) }
        guard !present.isEmpty else {
            sayDropped(column, "it has no value in the rows that are learned from")
            return nil
        }
        let hasIndicator = settings.missingIndicators && present.count < rows.count
        let columns = schema.columns.count { $0.role == .text }
        let fitted = FittedText(
            present.compactMap { column.text(at: rows[$0]) },
            weights: weights.map { weights in present.map { weights[$0] } },
            topicCount: FittedText.maximumTopicCount(rows: rows.count, columns: columns),
            hasIndicator: hasIndicator)
        guard let fitted else {
            sayDropped(column, "no word occurs in several of the rows that are learned from")
            return nil
        }
        notices.append(
            "Column \(quoted(column.name)) is text: \(count(fitted.topics.count, "input")) for topics of "
                + "\(fitted.termCount) words and word parts that several rows have in common.")
        return fitted
    }
}
