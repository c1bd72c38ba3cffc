extension Table {
    /// Returns the table with some of the texts for a missing value treated as ordinary text, in some of the columns.
    ///
    /// - Parameter words: The texts to keep, by the index of the column.
    func keeping(_ words: [Int: [String]]) -> Table {
        let words = words.filter { columns.indices.contains($0.key) && !$0.value.isEmpty }
        guard !words.isEmpty, words.contains(where: { !columns[$0.key].keeps($0.value) }) else { return self }
        var parsers = storage.columnParsers
        var surveys = storage.surveys
        for (column, texts) in words {
            let parser = storage.withParser(of: column) { $0.keeping(texts) }
            parsers[column] = parser
            surveys[column].recount(storage.store, column: column, parser)
        }
        let storage = TableStorage(
            source: source, names: storage.names, store: storage.store, surveys: surveys,
            parser: storage.parser, columnParsers: parsers, scratch: storage.scratch,
            unit: storage.unit)
        return Table(
            storage: storage, selection: selection, format: format, notices: notices, reading: reading)
    }
}

extension Column {
    /// Whether none of the texts means a missing value here.
    fileprivate func keeps(_ words: [String]) -> Bool {
        storage.withParser(of: index) { parser in words.allSatisfy { parser.kind($0) != .missing } }
    }

    /// Returns the texts for a missing value that occur, and the number of rows of each, without empty cells.
    func missingWords() -> [(word: String, count: Int)] {
        guard survey.missingCount > survey.emptyCount else { return [] }
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

extension CellCounts {
    /// Recounts the missing cells and the texts.
    fileprivate mutating func recount(_ store: CellStore, column: Int, _ parser: CellParser) {
        (missingCount, numberCount, textCount, firstText) = (0, 0, 0, -1)
        for row in 0..<store.rowCount {
            switch store.withCell(row: row, column: column, { parser.kind($0) }) {
            case .missing: missingCount += 1
            case .number: numberCount += 1
            case .text:
                textCount += 1
                if firstText < 0 { firstText = row }
            }
        }
    }
}

extension TableStorage {
    /// Returns the texts for a missing value that were listed in addition to the default ones and that no cell contains.
    func unusedTokens(of options: ReadingOptions) -> [String] {
        let listed = options.missingTokens.filter { !ReadingOptions.defaultMissingTokens.contains($0) }
        var unused = listed.map { (text: $0, tokens: MissingTokens([$0], decimalMark: parser.decimalMark)) }
        for column in names.indices where surveys[column].missingCount > surveys[column].emptyCount {
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
