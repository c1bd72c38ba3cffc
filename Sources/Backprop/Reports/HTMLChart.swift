/// A chart with its name, a sentence about it, and its numbers as a table.
package struct HTMLChart: Sendable {
    let title: String
    let sentence: String
    let svg: String
    let headings: [String]
    let rows: [[String]]

    /// The maximum number of rows in a chart's table; of more rows, an even selection is shown.
    private static let maximumRowCount = 60

    /// Creates a chart.
    ///
    /// - Parameters:
    ///   - title: The name of the chart.
    ///   - sentence: The meaning of the chart.
    ///   - svg: The drawing, with its own title and description.
    ///   - headings: The headings of its table.
    ///   - rows: The rows of its table.
    package init(title: String, sentence: String, svg: String, headings: [String], rows: [[String]]) {
        (self.title, self.sentence, self.svg) = (title, sentence, svg)
        (self.headings, self.rows) = (headings, rows)
    }

    var html: String {
        """
        <figure><figcaption><b>\(HTMLText.escaped(title)).</b> \(HTMLText.escaped(sentence))</figcaption>
        \(svg)
        \(table)</figure>
        """
    }

    private var table: String {
        guard !rows.isEmpty else { return "" }
        let isWhole = rows.count <= Self.maximumRowCount
        let shown =
            isWhole
            ? rows
            : (0..<Self.maximumRowCount).map { rows[$0 * (rows.count - 1) / (Self.maximumRowCount - 1)] }
        let title = isWhole ? "As a table" : "As a table: \(shown.count) of \(rows.count) rows"
        return HTMLElement.details(title, [.table(headings: headings, rows: shown)]).html
    }
}
