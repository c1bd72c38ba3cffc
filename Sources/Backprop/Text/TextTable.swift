/// A table in plain text: the first `leftColumns` columns aligned to the left, the others to the right.
package struct TextTable {
    var header: [String]
    var rows: [[String]] = []
    var leftColumns = 1

    /// The number of characters of the widest line.
    var width: Int { widths.reduce(0, +) + 2 * max(widths.count - 1, 0) }

    /// The lines, each with a newline, with two spaces between columns and none at the end.
    var text: String {
        let widths = self.widths
        return ([header] + rows).map { line($0, widths) + "\n" }.joined()
    }

    private var widths: [Int] {
        header.indices.map { column in
            ([header] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: widths[column] - cell.count)
            line += (column == 0 ? "" : "  ") + (column < leftColumns ? cell + padding : padding + cell)
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}

extension TextTable {
    /// Returns a name without control characters that fits: if it is too long, its middle is left out, because names
    /// often differ at their ends.
    package static func label(_ name: String, limit: Int) -> String {
        let clean = name.maskingControls
        guard clean.count > limit else { return clean }
        let tail = (limit - 1) / 2
        return clean.prefix(limit - 1 - tail) + "…" + clean.suffix(tail)
    }
}
