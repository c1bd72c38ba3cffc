/// The kinds of terms that a text is made of.
enum TermKind: CaseIterable {
    /// Words, and pairs of neighboring words: `cold`, `very cold`.
    case word
    /// Three or four neighboring characters of a word; a blank stands for its beginning or end: ` col`, `old `.
    case part

    /// The number of training texts that a term must occur in.
    var minimumCount: Double { self == .word ? 2 : 3 }

    /// The maximum number of terms that are kept.
    static let limit = 1500

    /// Returns the terms of a text, each as often as it occurs.
    func terms(of words: [String]) -> [String] {
        switch self {
        case .word: words + zip(words, words.dropFirst()).map { "\($0) \($1)" }
        case .part: words.flatMap(Self.parts)
        }
    }

    private static func parts(of word: String) -> [String] {
        let padded = Array(" \(word) ")
        return (3...4).flatMap { length in
            padded.count < length
                ? [] : (0...(padded.count - length)).map { String(padded[$0..<$0 + length]) }
        }
    }
}

/// The terms of one kind that the training texts have in common, with the number of texts that each occurs in.
///
/// The value of a term in a text is (1 + ln t)·(1 + ln((1 + n) / (1 + d))). It occurs t times in the text and in d of the
/// n training texts. The values of a text are divided by their Euclidean norm.
///
/// Source: Salton and Buckley, “Term-weighting approaches in automatic text retrieval”, 1988. The formula is that of
/// scikit-learn's `TfidfVectorizer` with `sublinear_tf`.
public struct TextTerms: Codable, Hashable, Sendable {
    /// The terms, the most frequent first.
    public let terms: [String]
    /// The number of training texts that each term occurs in.
    public let frequencies: [Double]

    init(terms: [String], frequencies: [Double]) {
        self.terms = terms
        self.frequencies = frequencies
    }

    /// Counts the terms of texts, each of which counts as its weight.
    init(_ kind: TermKind, of texts: [[String]], weights: [Double]?) {
        var counter = TermCounter(kind)
        for (index, words) in texts.enumerated() { counter.add(words, weight: weights?[index] ?? 1) }
        let kept = counter.counts.filter { $0.count >= kind.minimumCount }.sorted {
            $0.count != $1.count
                ? $0.count > $1.count
                : $0.term.unicodeScalars.lexicographicallyPrecedes($1.term.unicodeScalars)
        }.prefix(TermKind.limit)
        self.init(terms: kept.map(\.term), frequencies: kept.map(\.count))
    }

    /// Whether the parts are valid for computing.
    func isValid(textCount: Double) -> Bool {
        terms.count == frequencies.count && Set(terms).count == terms.count
            && frequencies.allSatisfy { $0 > 0 && $0 <= textCount }
    }
}

/// A counter of the texts that each term occurs in.
private struct TermCounter {
    let kind: TermKind
    private(set) var counts: [(term: String, count: Double)] = []
    private var indices: [String: Int] = [:]
    /// The parts of each word met so far.
    private var partsOfWord: [String: [Int]] = [:]
    /// The text in which each term was counted last.
    private var lastTexts: [Int] = []
    private var textIndex = 0

    init(_ kind: TermKind) { self.kind = kind }

    /// Counts the terms of a text, each once.
    mutating func add(_ words: [String], weight: Double) {
        textIndex += 1
        if kind == .word {
            for term in kind.terms(of: words) { count(index(of: term), weight) }
        } else {
            for word in words { for part in parts(of: word) { count(part, weight) } }
        }
    }

    private mutating func count(_ index: Int, _ weight: Double) {
        guard lastTexts[index] != textIndex else { return }
        lastTexts[index] = textIndex
        counts[index].count += weight
    }

    private mutating func parts(of word: String) -> [Int] {
        if let known = partsOfWord[word] { return known }
        let parts = kind.terms(of: [word]).map { index(of: $0) }
        partsOfWord[word] = parts
        return parts
    }

    private mutating func index(of term: String) -> Int {
        if let index = indices[term] { return index }
        indices[term] = counts.count
        counts.append((term: term, count: 0))
        lastTexts.append(0)
        return counts.count - 1
    }
}

/// A lookup of the values of the terms of one kind.
struct TermLookup {
    private let kind: TermKind
    private let indices: [String: Int]
    private let weights: [Double]
    /// The known parts of words met so far.
    private var partsOfWord: [String: [Int]] = [:]

    /// The maximum number of words whose parts are remembered.
    private static let memoryLimit = 50_000

    init(_ kind: TermKind, _ fitted: TextTerms, textCount: Double) {
        self.kind = kind
        indices = Dictionary(fitted.terms.enumerated().map { ($1, $0) }) { first, _ in first }
        weights = fitted.frequencies.map { 1 + PortableLog.value(of: (1 + textCount) / (1 + $0)) }
    }

    /// Returns the values of the known terms of a text, in the order of the terms.
    mutating func values(of words: [String]) -> [(term: Int, value: Double)] {
        let values = runs(of: known(words).sorted()).map { term, count in
            (term: term, value: (1 + PortableLog.value(of: Double(count))) * weights[term])
        }
        let norm = values.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
        return values.map { (term: $0.term, value: $0.value / norm) }
    }

    private mutating func known(_ words: [String]) -> [Int] {
        if kind == .word { return kind.terms(of: words).compactMap { indices[$0] } }
        return words.flatMap { knownParts(of: $0) }
    }

    private mutating func knownParts(of word: String) -> [Int] {
        if let known = partsOfWord[word] { return known }
        let parts = kind.terms(of: [word]).compactMap { indices[$0] }
        if partsOfWord.count < Self.memoryLimit { partsOfWord[word] = parts }
        return parts
    }

    /// Returns each of sorted terms once, with its number.
    private func runs(of terms: [Int]) -> [(term: Int, count: Int)] {
        var runs: [(term: Int, count: Int)] = []
        for term in terms {
            if runs.last?.term == term {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((term: term, count: 1))
            }
        }
        return runs
    }
}
