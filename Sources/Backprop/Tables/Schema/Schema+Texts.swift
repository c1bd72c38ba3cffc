/// The numbers of words of a column of text.
public struct TextSummary: Codable, Hashable, Sendable {
    /// The mean number of words of a text.
    public let meanWordCount: Double
    /// The smallest number of words of a text.
    public let minimumWordCount: Int
    /// The largest number of words of a text.
    public let maximumWordCount: Int
}

extension TextSummary {
    /// Counts the words of the texts that are not missing. Returns `nil` if there are none.
    init?(of column: Column) {
        let counts = (0..<column.count).compactMap { row in
            column.text(at: row).map { WordSplitter.words(of: $0).count }
        }
        guard let minimum = counts.min(), let maximum = counts.max() else { return nil }
        (minimumWordCount, maximumWordCount) = (minimum, maximum)
        meanWordCount = Double(counts.reduce(0, +)) / Double(counts.count)
    }
}

extension TextSummary: CustomStringConvertible {
    /// The numbers of words: `3 to 21 words, mean 12.4`.
    public var description: String {
        minimumWordCount == maximumWordCount
            ? count(minimumWordCount, "word")
            : "\(minimumWordCount) to \(maximumWordCount) words, mean \(NumberText.short(meanWordCount))"
    }
}

extension SchemaInference {
    /// Whether a column holds texts of several words, which is reported.
    ///
    /// Nearly all texts differ, they have four words on average, most words begin with a letter, and most of them occur in
    /// several texts.
    mutating func noteText(_ column: Int) -> Bool {
        let statistics = columnStatistics[column]
        let areMany = statistics.distinctCount > 50 && 2 * statistics.distinctCount >= statistics.valueCount
        guard areMany || 5 * statistics.distinctCount >= 4 * statistics.valueCount,
            let texts = statistics.counts?.labels, Self.haveSeveralWords(texts)
        else { return false }
        note(
            column, "it is text, so its words become inputs.", if: "If they mean nothing",
            .ignoreColumn(statistics.name))
        return true
    }

    /// Whether different texts have several words, most of which are shared.
    private static func haveSeveralWords(_ texts: [String]) -> Bool {
        var (counts, wordCount, letterCount): ([String: Int], Int, Int) = ([:], 0, 0)
        for text in texts {
            let words = WordSplitter.words(of: text)
            wordCount += words.count
            letterCount += words.count { $0.first?.isLetter == true }
            for word in Set(words) { counts[word, default: 0] += 1 }
        }
        let shared = counts.values.reduce(0) { $1 > 1 ? $0 + $1 : $0 }
        let all = counts.values.reduce(0, +)
        return wordCount >= 4 * texts.count && 2 * letterCount > wordCount && 2 * shared > all
    }
}

extension ColumnSummary {
    /// The inputs of a column of text.
    func textTreatment(_ settings: PreprocessingSettings) -> String {
        let missing =
            missingCount == 0 ? "" : "; missing: zeros" + (settings.missingIndicators ? ", flagged" : "")
        return "topics of its words" + missing
    }
}
