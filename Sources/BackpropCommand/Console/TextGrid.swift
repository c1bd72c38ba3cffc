/// A table in plain text: the first column flush left, all other columns flush right, two blanks between them.
struct TextGrid {
    var rows: [[String]] = []

    /// The lines, without line ends and without blanks at their ends.
    var lines: [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { cells in
            cells.enumerated().map { column, cell in
                column == 0 ? cell.paddedRight(widths[0]) : cell.paddedLeft(widths[column])
            }.joined(separator: "  ").trimmingEnd()
        }
    }
}
