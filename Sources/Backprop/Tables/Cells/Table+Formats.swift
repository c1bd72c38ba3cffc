extension Table {
    /// Returns the table with some columns read in a format, or as plain numbers and texts if it is `nil`.
    func formatting(_ formats: [Int: ColumnFormat?]) -> Table {
        let changed = formats.filter {
            storage.names.indices.contains($0.key) && columns[$0.key].format != $0.value
        }
        guard !changed.isEmpty else { return self }
        return changingParsers(of: Array(changed.keys)) { $0.reading(changed[$1] ?? nil) }
    }

    /// Returns the table with other parsers for some of its columns, whose cells are counted again.
    func changingParsers(of columns: [Int], _ change: (CellParser, Int) -> CellParser) -> Table {
        var parsers = storage.columnParsers
        var cellCounts = storage.cellCounts
        for column in columns { parsers[column] = storage.withParser(of: column) { change($0, column) } }
        let changed = storage.replacing(parsers, cellCounts)
        for column in columns { cellCounts[column].recount(changed, column: column) }
        return Table(
            storage: changed.replacing(parsers, cellCounts), selection: selection, format: format,
            notices: notices,
            reading: reading, derived: derived)
    }
}

extension CellCounts {
    /// Recounts the missing cells and the texts.
    fileprivate mutating func recount(_ storage: TableStorage, column: Int) {
        (missingCount, numberCount, textCount, firstText) = (0, 0, 0, -1)
        for row in 0..<storage.store.rowCount {
            switch storage.withCell(row: row, column: column, { $1.kind($0) }) {
            case .missing: missingCount += 1
            case .number: numberCount += 1
            case .text:
                textCount += 1
                if firstText < 0 { firstText = row }
            }
        }
    }
}

extension CellStore {
    /// Calls a function with the row and the text of every cell that is not missing, until it returns `false`.
    func forEachValue(
        ofColumn column: Int, _ parser: CellParser, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Bool
    ) {
        for row in 0..<rowCount {
            let shouldContinue = withCell(row: row, column: column) { cell in
                let text = parser.trimmed(cell)
                return parser.missingTokens.contains(text) || body(row, text)
            }
            guard shouldContinue else { return }
        }
    }
}

extension TableStorage {
    /// Returns the same cells with other parsers of columns and their counts.
    func replacing(_ parsers: [Int: CellParser], _ cellCounts: [CellCounts]) -> TableStorage {
        TableStorage(
            source: source, names: names, store: store, cellCounts: cellCounts, parser: parser,
            columnParsers: parsers, scratch: scratch, unit: unit, types: types)
    }

    /// Returns the same cells with the types that the file gives them.
    func typed(_ types: CellTypes) -> TableStorage {
        TableStorage(
            source: source, names: names, store: store, cellCounts: cellCounts, parser: parser,
            columnParsers: columnParsers, scratch: scratch, unit: unit, types: types)
    }
}
