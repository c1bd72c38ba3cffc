/// The fitted values for a column of text: the words and word parts that training texts have in common, and the topics
/// that summarize them.
///
/// A topic is a weighted sum of terms that occur together. The inputs of a text are its topics, so that a few hundred rows
/// are enough for some thousand words.
///
/// Source: Deerwester et al., “Indexing by latent semantic analysis”, Journal of the American Society for Information
/// Science 41 (1990).
public struct FittedText: Codable, Hashable, Sendable {
    /// The number of training texts.
    public let textCount: Double
    /// The words and pairs of words.
    public let words: TextTerms
    /// The parts of words.
    public let parts: TextTerms
    /// The topics.
    public let topics: TextTopics
    /// Whether another input is 1 if the text is missing and 0 otherwise.
    public let hasIndicator: Bool

    var width: Int { topics.count + (hasIndicator ? 1 : 0) }

    /// The number of words, pairs of words and word parts.
    public var termCount: Int { words.terms.count + parts.terms.count }

    /// Returns the names of the inputs: `review (topic 1: cold, slow, very cold)`.
    func featureNames(of column: String) -> [String] {
        let matrix = topics.matrix
        let names = (0..<topics.count).map { topic in
            let terms = matrix.isEmpty ? [] : mainTerms(of: topic, in: matrix)
            return "\(column) (topic \(topic + 1): \(terms.joined(separator: ", ")))"
        }
        return names + (hasIndicator ? ["\(column) (missing)"] : [])
    }

    /// Returns the three terms of a topic with the largest positive weights; words if there are any.
    private func mainTerms(of topic: Int, in matrix: [Float]) -> [String] {
        let candidates = words.terms.isEmpty ? 0..<termCount : 0..<words.terms.count
        let ranked = candidates.sorted {
            let (first, second) = (matrix[$0 * topics.count + topic], matrix[$1 * topics.count + topic])
            return first != second ? first > second : $0 < $1
        }
        return ranked.prefix(3).map { term(at: $0) }
    }

    /// Returns a word, a pair of words, or a part of a word with dots for the rest: `col…`, `…old`.
    func term(at index: Int) -> String {
        if index < words.terms.count { return words.terms[index] }
        let part = parts.terms[index - words.terms.count]
        let (begins, ends) = (part.first == " ", part.last == " ")
        return (begins ? "" : "…") + part.filter { $0 != " " } + (ends ? "" : "…")
    }

    var isValid: Bool {
        textCount.isFinite && words.isValid(textCount: textCount) && parts.isValid(textCount: textCount)
            && termCount > 0 && topics.isValid(termCount: termCount)
    }
}

/// An encoder of texts as topics.
struct TextEncoder {
    private var words: TermLookup
    private var parts: TermLookup
    private let wordCount: Int
    private let topicCount: Int
    private let matrix: [Float]

    init(_ fitted: FittedText) {
        words = TermLookup(.word, fitted.words, textCount: fitted.textCount)
        parts = TermLookup(.part, fitted.parts, textCount: fitted.textCount)
        wordCount = fitted.words.terms.count
        topicCount = fitted.topics.count
        matrix = fitted.topics.matrix
    }

    /// The factor of words and parts each, so that a text of both has length 1.
    private static let share = 0.5.squareRoot()

    /// Returns the values of the known terms of a text. They are empty if it has none.
    static func terms(
        of text: String, _ words: inout TermLookup, _ parts: inout TermLookup, wordCount: Int
    ) -> [(term: Int, value: Double)] {
        terms(of: WordSplitter.words(of: text), &words, &parts, wordCount: wordCount)
    }

    private static func terms(
        of split: [String], _ words: inout TermLookup, _ parts: inout TermLookup, wordCount: Int
    ) -> [(term: Int, value: Double)] {
        words.values(of: split).map { (term: $0.term, value: $0.value * share) }
            + parts.values(of: split).map { (term: wordCount + $0.term, value: $0.value * share) }
    }

    /// Returns the topics of a text, or `nil` if it has no term in common with the training texts.
    mutating func topics(of text: String) -> [Double]? { topics(of: WordSplitter.words(of: text)) }

    /// Returns the topics of the words of a text, or `nil` if it has no term in common with the training texts.
    mutating func topics(of split: [String]) -> [Double]? {
        let terms = Self.terms(of: split, &words, &parts, wordCount: wordCount)
        guard !terms.isEmpty else { return nil }
        var topics = [Double](repeating: 0, count: topicCount)
        for (term, value) in terms {
            for topic in 0..<topicCount { topics[topic] += value * Double(matrix[term * topicCount + topic]) }
        }
        return topics
    }
}

extension FeatureEncoder {
    mutating func encode(
        _ column: Column, of table: Table, as fitted: FittedText,
        _ counts: inout EncodingReport.ColumnCounts
    ) {
        var encoder = TextEncoder(fitted)
        for row in 0..<table.rowCount {
            let index = row * inputCount + offset
            guard let text = column.text(at: row) else {
                noteFilled(row, &counts)
                if fitted.hasIndicator { values[index + fitted.topics.count] = 1 }
                continue
            }
            guard let topics = encoder.topics(of: text) else {
                noteUnknownWords(row, text, &counts)
                continue
            }
            for (topic, value) in topics.enumerated() { values[index + topic] = S(value) }
        }
    }
}
