extension Schema {
    /// Returns the columns as a table for people, in a fixed-width font, no line longer than about 110 characters:
    ///
    ///     column  type         missing  distinct  values                         use
    ///     1       numeric            0       193  10.59 to 21.18, mean 14.85     scaled: mean 0, spread 1
    ///     8       target             0         3  1 (70), 2 (70), 3 (70)         predicted: 3 classes
    ///
    /// If there are more columns than `limit`, neighbours with the same use become one line, with the ranges of their
    /// numbers. If that is not enough, the lines in the middle are left out and counted.
    package func table(settings: PreprocessingSettings, limit: Int = 30) -> String {
        let columns = columns(treatedBy: settings)
        var groups = columns.map { [$0] }
        if groups.count > limit { groups = Self.grouped(columns) }
        let lines = groups.map { ColumnLine(group: $0, hasHeader: hasHeader) }
        return ColumnLine.render(lines, limit: max(3, limit))
    }

    private static func grouped(_ columns: [ColumnSummary]) -> [[ColumnSummary]] {
        var groups: [[ColumnSummary]] = []
        for column in columns {
            if let last = groups.last?.last, last.isAlike(column) {
                groups[groups.count - 1].append(column)
            } else {
                groups.append([column])
            }
        }
        return groups.flatMap { $0.count > 2 ? [$0] : $0.map { [$0] } }
    }
}

extension ColumnSummary {
    fileprivate func isAlike(_ other: ColumnSummary) -> Bool {
        role == other.role && treatment == other.treatment && isNumeric == other.isNumeric
    }
}

/// One line of the table: a column, or neighbours with the same use.
private struct ColumnLine {
    var cells: [String]
    /// Whether each cell is a number, aligned right.
    static let isRight = [false, false, true, true, false, false]
    static let heading = ColumnLine(cells: ["column", "type", "missing", "distinct", "values", "use"])

    init(cells: [String]) { self.cells = cells }

    init(group: [ColumnSummary], hasHeader: Bool) {
        let (first, last) = (group.first!, group.last!)
        func name(_ column: ColumnSummary) -> String {
            hasHeader ? Self.cut(column.name, to: 24) : String(column.number)
        }
        cells = [
            group.count == 1 ? name(first) : "\(name(first)) … \(name(last)) (\(group.count))",
            first.role.rawValue, Self.range(group.map(\.missingCount)),
            Self.range(group.map(\.distinctCount)),
            Self.values(group), first.treatment ?? "",
        ]
    }

    private static func range(_ counts: [Int]) -> String {
        let (minimum, maximum) = (counts.min()!, counts.max()!)
        return minimum == maximum ? String(minimum) : "\(minimum)–\(maximum)"
    }

    private static func values(_ group: [ColumnSummary]) -> String {
        let minima = group.compactMap(\.minimum)
        if group.count == 1, !group[0].mostFrequent.isEmpty { return frequent(group[0]) }
        if let dates = group[0].dates {
            return group.count == 1 ? "\(dates.earliest) to \(dates.latest)" : ""
        }
        if let text = group[0].text { return group.count == 1 ? text.description : "" }
        guard group[0].role != .categorical, let minimum = minima.min(),
            let maximum = group.compactMap(\.maximum).max()
        else { return "" }
        let range = "\(NumberText.short(minimum)) to \(NumberText.short(maximum))"
        guard group.count == 1, let mean = group[0].mean else { return range }
        return "\(range), mean \(NumberText.short(mean))"
    }

    private static func frequent(_ column: ColumnSummary) -> String {
        var text = ""
        for (position, value) in column.mostFrequent.enumerated() {
            let next = (position == 0 ? "" : ", ") + "\(cut(value.value, to: 16)) (\(value.count))"
            if text.count + next.count > 36 { return text + ", …" }
            text += next
        }
        return column.distinctCount > column.mostFrequent.count ? text + ", …" : text
    }

    private static func cut(_ text: String, to length: Int) -> String {
        let start = text.prefix(length + 1).map { $0.isNewline || $0 == "\t" ? " " : $0 }
        let plain = String(start).maskingControls
        return plain.count > length ? plain.prefix(length - 1) + "…" : plain
    }

    static func render(_ lines: [ColumnLine], limit: Int) -> String {
        var shown = [heading] + lines
        if lines.count > limit {
            let head = limit / 2
            let left = lines.count - limit + 1
            let gap = ColumnLine(cells: ["… \(left) more lines", "", "", "", "", ""])
            shown = [heading] + lines.prefix(head) + [gap] + lines.suffix(limit - 1 - head)
        }
        let widths = isRight.indices.map { cell in shown.map { $0.cells[cell].count }.max()! }
        return shown.map { $0.text(widths) }.joined(separator: "\n")
    }

    private func text(_ widths: [Int]) -> String {
        let padded = cells.enumerated().map { cell, text in
            let blanks = String(repeating: " ", count: widths[cell] - text.count)
            return Self.isRight[cell] ? blanks + text : text + blanks
        }
        let line = padded.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}
