/// A page in one self-contained HTML file. It is readable on wide and narrow screens, in light and dark modes, and by
/// screen readers. A few lines of script show the numbers of charts under the pointer; nothing depends on them.
///
/// It is a frame for the content of a report: titles, sentences, tables, figures.
public struct HTMLReport: Sendable {
    /// The title of the page.
    package var title: String

    /// A sentence or two below the title.
    package var summary: String

    /// The sections, in order.
    package var sections: [HTMLSection]

    /// Creates a page.
    package init(title: String, summary: String, sections: [HTMLSection] = []) {
        self.title = title
        self.summary = summary
        self.sections = sections
    }

    /// The page as text, UTF-8.
    public var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>\(HTMLText.escaped(title))</title>
        <style>
        \(HTMLStyle.text)
        </style>
        </head>
        <body>
        <main>
        <h1>\(HTMLText.escaped(title))</h1>
        <p>\(HTMLText.escaped(summary))</p>
        \(sections.map(\.html).joined(separator: "\n"))
        </main>
        <script>
        \(HTMLScript.text)
        </script>
        </body>
        </html>

        """
    }
}

/// A part of a page with a heading.
package struct HTMLSection: Sendable {
    /// The heading.
    package var title: String

    /// The elements, in order.
    package var elements: [HTMLElement]

    /// Creates a section.
    package init(_ title: String, _ elements: [HTMLElement]) {
        self.title = title
        self.elements = elements
    }

    var html: String {
        "<section>\n<h2>\(HTMLText.escaped(title))</h2>\n"
            + elements.map(\.html).joined(separator: "\n") + "\n</section>"
    }
}

/// An element of a section.
package indirect enum HTMLElement: Sendable {
    /// Sentences.
    case paragraph(String)
    /// A smaller heading.
    case heading(String)
    /// A table: headings, then rows, the first cell of which names the row.
    case table(headings: [String], rows: [[String]])
    /// Figures next to each other, as many per line as fit.
    case figures([HTMLFigure])
    /// Pairs of figures, such as an image and a map of it.
    case pairs([(HTMLFigure, HTMLFigure)])
    /// Charts next to each other, two per line if the page is wide.
    case charts([HTMLChart])
    /// Text in a fixed-width font, with its line breaks.
    case code(String)
    /// Elements that appear when their title is opened.
    case details(String, [HTMLElement])

    var html: String {
        switch self {
        case .paragraph(let text): return "<p>\(HTMLText.escaped(text))</p>"
        case .heading(let text): return "<h3>\(HTMLText.escaped(text))</h3>"
        case .figures(let figures):
            return "<div class=\"figures\">\n" + figures.map(\.html).joined(separator: "\n") + "\n</div>"
        case .pairs(let pairs):
            let cells = pairs.map { "<div class=\"pair\">\n\($0.html)\n\($1.html)\n</div>" }
            return "<div class=\"pairs\">\n" + cells.joined(separator: "\n") + "\n</div>"
        case .charts(let charts):
            return "<div class=\"charts\">\n" + charts.map(\.html).joined(separator: "\n") + "\n</div>"
        // A focusable element lets browsers scroll its lines with the keyboard too.
        case .code(let text): return "<pre tabindex=\"0\">\(HTMLText.escaped(text))</pre>"
        case .details(let title, let elements):
            return "<details><summary>\(HTMLText.escaped(title))</summary>\n"
                + elements.map(\.html).joined(separator: "\n") + "\n</details>"
        case .table(let headings, let rows):
            let kinds = headings.indices.map { column in
                rows.allSatisfy { column >= $0.count || Self.isNumber($0[column]) } ? "" : " class=\"text\""
            }
            func kind(_ column: Int) -> String { kinds.indices.contains(column) ? kinds[column] : "" }
            let head = headings.enumerated().map {
                "<th scope=\"col\"\(kind($0))>\(HTMLText.escaped($1))</th>"
            }.joined()
            let body = rows.map { row in
                let cells = row.enumerated().map { column, cell in
                    column == 0
                        ? "<th scope=\"row\">\(HTMLText.escaped(cell))</th>"
                        : "<td\(kind(column))>\(HTMLText.escaped(cell))</td>"
                }
                return "<tr>\(cells.joined())</tr>"
            }
            return """
                <div class="wide"><table>
                <thead><tr>\(head)</tr></thead>
                <tbody>
                \(body.joined(separator: "\n"))
                </tbody>
                </table></div>
                """
        }
    }
}

extension HTMLElement {
    /// Returns whether a cell is aligned right: a number, or the sign for a missing one.
    fileprivate static func isNumber(_ cell: String) -> Bool {
        cell.isEmpty || cell == "–" || cell == "none" || Double(cell) != nil
    }
}

/// A picture with a description in words.
package struct HTMLFigure: Sendable {
    let picture: String
    let caption: String
    let isWrong: Bool

    /// Creates a figure of an image, enlarged without smoothing if it is small.
    ///
    /// - Parameters:
    ///   - image: The pixels.
    ///   - alternative: The description for readers who cannot see it.
    ///   - caption: The text below it.
    ///   - isWrong: Whether it is marked as an error.
    package init(_ image: Raster, alternative: String, caption: String = "", isWrong: Bool = false) {
        let data = HTMLText.base64(PNGEncoder.encode(image))
        picture = "<img src=\"data:image/png;base64,\(data)\" alt=\"\(HTMLText.escaped(alternative))\"/>"
        self.caption = caption
        self.isWrong = isWrong
    }

    /// Creates a figure of an SVG drawing, such as a chart; `alternative` describes it.
    package init(svg: String, alternative: String, caption: String = "") {
        picture = "<div role=\"img\" aria-label=\"\(HTMLText.escaped(alternative))\">\(svg)</div>"
        self.caption = caption
        isWrong = false
    }

    var html: String {
        let text = caption.isEmpty ? "" : "<figcaption>\(HTMLText.escaped(caption))</figcaption>"
        return "<figure\(isWrong ? " class=\"wrong\"" : "")>\(picture)\(text)</figure>"
    }
}
