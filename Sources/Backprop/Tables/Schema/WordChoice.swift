/// The columns in which a default text for a missing value, such as `NA` or `-`, is a category.
///
/// In a target it is a class if it occurs in at least two rows. It must also occur in a twentieth of all rows or in as
/// many as another class. In a feature `NA`, `None` and `-` are a category if they occur in a twentieth of all rows, at
/// least three. In a column of numbers they mean a missing value, and a text that was listed explicitly always does.
struct WordChoice {
    /// The texts to keep, by column.
    private(set) var kept: [Int: [String]] = [:]
    private(set) var findings: [SchemaFinding] = []
    private let assumed: Set<String>

    /// The texts that are as often a category as a missing value.
    private static let ambiguous: Set = ["NA", "None", "-"]
    /// The texts that are never a category.
    private static let certain = Set(["", "nan", "NaN", "#N/A", "<NA>"] + ReadingOptions.spreadsheetErrors)

    init(_ table: Table, targets: [Int], roles: [Int: ColumnRole], isRegression: Bool) {
        let options = table.reading
        assumed = Set(ReadingOptions.defaultMissingTokens).intersection(options.missingTokens)
            .subtracting(options.alwaysMissing).subtracting(Self.certain)
        for (index, column) in table.columns.enumerated() where mayHoldWords(column, roles[index]) {
            let words = column.missingWords().filter { assumed.contains($0.word) }
            let isTarget = targets.contains(index)
            if words.isEmpty || isTarget && isRegression { continue }
            let chosen = words.filter {
                isTarget ? isClass($0.count, words, column) : isCategory($0, column.count)
            }
            if !chosen.isEmpty { kept[index] = chosen.map(\.word) }
            for word in words {
                let isKept = chosen.contains { $0.word == word.word }
                if isTarget || Self.ambiguous.contains(word.word) {
                    findings.append(finding(word, column.name, isKept: isKept, isTarget: isTarget))
                }
            }
        }
    }

    private func mayHoldWords(_ column: Column, _ role: ColumnRole?) -> Bool {
        switch role {
        case nil, .categorical, .target, .group: column.cellCounts.numberCount <= column.cellCounts.textCount
        default: false
        }
    }

    private func isClass(_ count: Int, _ words: [(word: String, count: Int)], _ column: Column) -> Bool {
        if count < 2 { return false }
        if 20 * count >= column.count { return true }
        return count >= LabelCounts(column.texts()).counts.min().map { Int($0) } ?? 0
    }

    private func isCategory(_ word: (word: String, count: Int), _ rowCount: Int) -> Bool {
        Self.ambiguous.contains(word.word) && word.count >= 3 && 20 * word.count >= rowCount
    }

    private func finding(
        _ word: (word: String, count: Int), _ column: String, isKept: Bool, isTarget: Bool
    ) -> SchemaFinding {
        let text =
            "\(isTarget ? "Target" : "Column") \(quoted(column)): \(quoted(word.word)) in \(count(word.count, "row")) is taken "
        if isKept {
            return SchemaFinding(
                text + "as a \(isTarget ? "class" : "category").",
                if: "If it means that the value is missing",
                .missingWord(word.word))
        }
        return SchemaFinding(
            text + "for a missing value.", if: "If it is a \(isTarget ? "class" : "category")",
            .keptWord(word.word))
    }
}
