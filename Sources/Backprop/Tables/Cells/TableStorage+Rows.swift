/// Rows of a table that turn out to be invalid once it has been read.
extension TableStorage {
    /// The line of a row that repeats the header, or `nil` if there is none. Such a row is a text in a column that also
    /// has numbers.
    var lineRepeatingHeader: Int? {
        let rows = names.indices.filter { cellCounts[$0].numberCount > 0 && cellCounts[$0].textCount > 0 }
            .map { cellCounts[$0].firstText }
        return rows.first(where: repeatsHeader).map(store.line)
    }

    private func repeatsHeader(row: Int) -> Bool {
        names.indices.allSatisfy { column in
            store.withCell(row: row, column: column) { parser.trimmed($0).elementsEqual(names[column].utf8) }
        }
    }

    /// Returns the notice about a cell with a quote in its middle.
    func strayQuoteNotice(row: Int, column: Int) -> Notice? {
        guard column < names.count else { return nil }
        return Notice.strayQuote(
            store.text(row: row, column: column), column: names[column], line: store.line(ofRow: row))
    }

    /// The notice that the last row holds the sums of the others, or `nil` if it does not.
    ///
    /// Every number of the row must be such a sum, apart from zeros, and at least two must. One is enough if another
    /// cell is empty or contains a word for a total.
    var totalRowNotice: Notice? {
        let last = store.rowCount - 1
        guard last > 2, scratch == nil else { return nil }
        var sums = 0
        let isMarked = names.indices.contains { isMarkedAsTotal(last, $0) }
        for column in names.indices {
            // Columns with a format are read once more, which only a row that is marked as a total is worth.
            guard let numbers = plainNumbers(ofColumn: column) ?? (isMarked ? formattedNumbers(column) : nil),
                let number = numbers.last, !number.isNaN
            else { continue }
            let sum = numbers.dropLast().reduce(0) { $1.isNaN ? $0 : $0 + $1 }
            guard (sum - number).magnitude <= 1e-9 * sum.magnitude else { return nil }
            if number != 0 { sums += 1 }
        }
        guard sums > 1 || sums == 1 && isMarked else { return nil }
        return Notice(
            .totalRow, line: store.line(ofRow: last), option: .skipFooter(1),
            "The numbers of the last row are the sums of those above, as in a total, which is not an example. "
                + "Leave out the last line.")
    }

    /// Returns the numbers of a column with a format of numbers, or `nil` for another column.
    private func formattedNumbers(_ column: Int) -> [Double]? {
        guard columnParsers[column]?.format?.number != nil else { return nil }
        return try? numbers(columns: [column], selection: nil, as: Double.self).last
    }

    private static let wordsForTotal: Set = [
        "total", "totals", "sum", "grand total", "summe", "gesamt", "gesamtsumme", "insgesamt", "somme",
        "totale",
    ]

    private func isMarkedAsTotal(_ row: Int, _ column: Int) -> Bool {
        let text = store.withCell(row: row, column: column) { parser.text(of: $0) }
        return text.map { Self.wordsForTotal.contains($0.lowercased()) } ?? true
    }
}
