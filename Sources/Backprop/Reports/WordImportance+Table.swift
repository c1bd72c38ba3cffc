extension PermutationImportance.Words {
    /// The maximum number of words that are shown.
    package static let maximumShownCount = 15

    /// A sentence about the numbers of the words, without its end.
    package var caption: String {
        "how far \(metric.title) \(metric.isHigherBetter ? "falls" : "rises") when a word is removed from the texts"
            + (effect.map { ", and how far the word raises the \($0)" } ?? "")
            + (sampledRowCount.map { "; measured on \($0) evenly spaced rows" } ?? "")
    }

    /// The words with the greatest importance as a table, the most important first.
    var elements: [HTMLElement] {
        guard !words.isEmpty else { return [] }
        let rows = words.prefix(Self.maximumShownCount).map { word in
            [
                word.word, TextTable.label(word.column, limit: 40), "\(word.rowCount)",
                Self.text(word.importance),
            ]
                + (effect == nil ? [] : [word.effect.map(Self.text) ?? "–"])
        }
        return [
            .paragraph("Words: \(caption)."),
            .table(
                headings: ["word", "column", "rows", "importance"] + (effect == nil ? [] : ["effect"]),
                rows: rows),
        ]
    }

    /// Returns a number as text.
    package static func text(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
}
