/// A chart with its name, what it says in a sentence, and the numbers behind it as a table.
public struct HTMLChart: Sendable {
    let title: String
    let sentence: String
    let svg: String
    let headings: [String]
    let rows: [[String]]

    /// The most rows of a table behind a chart; of more, some are shown, evenly chosen.
    private static let mostRows = 60

    /// Puts a chart together.
    ///
    /// - Parameters:
    ///   - title: What it is called.
    ///   - sentence: What to see in it.
    ///   - svg: The drawing, which says in its own title and description what it shows.
    ///   - headings: The headings of the table behind it.
    ///   - rows: Its rows.
    public init(title: String, sentence: String, svg: String, headings: [String], rows: [[String]]) {
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
        let isWhole = rows.count <= Self.mostRows
        let shown =
            isWhole
            ? rows : (0..<Self.mostRows).map { rows[$0 * (rows.count - 1) / (Self.mostRows - 1)] }
        let title = isWhole ? "As a table" : "As a table: \(shown.count) of \(rows.count) rows"
        return HTMLElement.details(title, [.table(headings: headings, rows: shown)]).html
    }
}
