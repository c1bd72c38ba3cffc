extension Table {
    /// Returns the table with some of the texts for a missing value treated as ordinary text, in some of the columns.
    ///
    /// - Parameter words: The texts to keep, by the index of the column.
    func keeping(_ words: [Int: [String]]) -> Table {
        let words = words.filter { storage.names.indices.contains($0.key) && !$0.value.isEmpty }
        guard !words.isEmpty, words.contains(where: { !columns[$0.key].keeps($0.value) }) else { return self }
        return changingParsers(of: Array(words.keys)) { $0.keeping(words[$1] ?? []) }
    }
}

extension Column {
    /// Whether none of the texts means a missing value here.
    fileprivate func keeps(_ words: [String]) -> Bool {
        storage.withParser(of: index) { parser in words.allSatisfy { parser.kind($0) != .missing } }
    }

    /// Returns the texts for a missing value that occur, and the number of rows of each, without empty cells.
    func missingWords() -> [(word: String, count: Int)] {
        guard cellCounts.missingCount > cellCounts.emptyCount else { return [] }
        var counts: [String: Int] = [:]
        for row in 0..<count where isMissing(at: row) {
            let word = storage.store.withCell(row: storedRow(row), column: index) { cell in
                String(decoding: storage.parser.trimmed(cell), as: UTF8.self)
            }
            if !word.isEmpty { counts[word, default: 0] += 1 }
        }
        return counts.sorted { $0.key < $1.key }.map { (word: $0.key, count: $0.value) }
    }
}

extension TableStorage {
    /// Returns the texts for a missing value that were listed in addition to the default ones and that no cell contains.
    func unusedTokens(of options: ReadingOptions) -> [String] {
        let listed = options.missingTokens.filter { !ReadingOptions.defaultMissingTokens.contains($0) }
        var unused = listed.map { (text: $0, tokens: MissingTokens([$0], decimalMark: parser.decimalMark)) }
        for column in names.indices where cellCounts[column].missingCount > cellCounts[column].emptyCount {
            for row in 0..<store.rowCount where !unused.isEmpty {
                store.withCell(row: row, column: column) { cell in
                    let text = parser.trimmed(cell)
                    unused.removeAll { $0.tokens.contains(text) }
                }
            }
        }
        return unused.map(\.text)
    }
}
