/// The shapes of charts. Colours and dashes are in ``HTMLStyle``.
enum ChartMark {
    /// The number of styles: colours with a dash and a marker each.
    static let styleCount = 6

    private static func n(_ value: Double) -> String { SVGElement.number(value) }

    static func rule(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> SVGElement {
        SVGElement(
            "line", [("class", kind), ("x1", n(x1)), ("y1", n(y1)), ("x2", n(x2)), ("y2", n(y2))])
    }

    static func text(
        _ words: String, _ x: Double, _ y: Double, _ anchor: String, _ kind: String? = nil,
        transform: String? = nil
    ) -> SVGElement {
        SVGElement(
            "text",
            (kind.map { [("class", $0)] } ?? []) + [("x", n(x)), ("y", n(y)), ("text-anchor", anchor)]
                + (transform.map { [("transform", $0)] } ?? []), words: words)
    }

    static func line(
        through points: [(x: Double, y: Double)], form: SVGChart.Series.Form, style: Int
    ) -> SVGElement {
        let kind =
            switch form {
            case .reference: "reference"
            case .thread: "thread c\(style % styleCount) d\(style % styleCount)"
            case .faint: "faint c\(style % styleCount)"
            default: "line c\(style % styleCount) d\(style % styleCount)"
            }
        return SVGElement(
            "polyline",
            [("class", kind), ("points", points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " "))])
    }

    static func dot(at point: (x: Double, y: Double), style: Int) -> SVGElement {
        SVGElement(
            "circle",
            [("class", "dot c\(style % styleCount)"), ("cx", n(point.x)), ("cy", n(point.y)), ("r", "3")])
    }

    static func bar(
        from begin: (x: Double, y: Double), to end: (x: Double, y: Double), style: Int
    ) -> SVGElement {
        SVGElement(
            "rect",
            [
                ("class", "bar c\(style % styleCount)"), ("x", n(min(begin.x, end.x))),
                ("y", n(min(begin.y, end.y))), ("width", n(abs(end.x - begin.x))),
                ("height", n(abs(end.y - begin.y))),
            ])
    }

    /// Returns an unseen circle, for the words that appear there.
    static func place(at point: (x: Double, y: Double)) -> SVGElement {
        SVGElement("circle", [("class", "place"), ("cx", n(point.x)), ("cy", n(point.y)), ("r", "6")])
    }

    /// Returns the shape of a style: circle, square, triangle, diamond, cross or inverted triangle.
    static func marker(at point: (x: Double, y: Double), style: Int) -> SVGElement {
        let shape =
            switch style % styleCount {
            case 0: "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"
            case 1: "m-3.5 -3.5h7v7h-7z"
            case 2: "m0 -4.5l4.5 8h-9z"
            case 3: "m0 -5l5 5l-5 5l-5 -5z"
            case 4: "m-4 -4l8 8m0 -8l-8 8"
            default: "m0 4.5l4.5 -8h-9z"
            }
        return SVGElement(
            "path", [("class", "mark c\(style % styleCount)"), ("d", "M\(n(point.x)) \(n(point.y))\(shape)")])
    }
}

/// The names of a chart's styles, on as many lines as necessary.
struct ChartLegend {
    let elements: [SVGElement]
    let height: Double

    private static let lineHeight = 22.0

    init(_ entries: [(name: String, form: SVGChart.Series.Form, style: Int)], width: Double) {
        var (x, y) = (8.0, 18.0)
        var elements: [SVGElement] = []
        for entry in entries {
            let name = TextTable.label(entry.name, limit: 40)
            let needed = 44 + 7.6 * Double(name.count)
            if x > 8, x + needed > width { (x, y) = (8, y + Self.lineHeight) }
            elements += Self.sample(entry.form, entry.style, x, y - 5)
            elements.append(ChartMark.text(name, x + 36, y, "start"))
            x += needed + 10
        }
        self.elements = elements
        height = entries.isEmpty ? 0 : y + 6
    }

    private static func sample(
        _ form: SVGChart.Series.Form, _ style: Int, _ x: Double, _ y: Double
    ) -> [SVGElement] {
        switch form {
        case .bars: [ChartMark.bar(from: (x + 6, y - 6), to: (x + 24, y + 6), style: style)]
        case .dots: [ChartMark.dot(at: (x + 15, y), style: style)]
        case .marks: [ChartMark.marker(at: (x + 15, y), style: style)]
        case .line, .reference, .thread, .faint:
            [ChartMark.line(through: [(x, y), (x + 30, y)], form: form, style: style)]
                + (form.hasMarkers ? [ChartMark.marker(at: (x + 15, y), style: style)] : [])
        }
    }
}

extension SVGElement {
    /// Returns the element with words that appear when it is pointed at.
    func telling(_ words: String) -> SVGElement {
        var element = self
        element.content.append(SVGElement("title", words: words))
        return element
    }

    /// Returns the frame of a chart: its name, its description and the drawing.
    static func chart(
        title: String, description: String, width: Double, height: Double, content: [SVGElement]
    ) -> String {
        SVGElement(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("class", "chart"), ("role", "img"),
                ("viewBox", "0 0 \(number(width)) \(number(height))"),
            ],
            content: [SVGElement("title", words: title), SVGElement("desc", words: description)] + content
        ).text
    }
}
