extension NetworkDiagram {
    /// The drawing as an SVG document that needs no other file; it can be opened alone or embedded in a page.
    public var svg: String { svg(namespace: [("xmlns", "http://www.w3.org/2000/svg")]) + "\n" }

    /// The drawing as an element of an HTML page, in which the namespace is implicit.
    var inlineSVG: String { svg(namespace: []) }

    private func svg(namespace: [(String, String)]) -> String {
        let (width, height) = (DiagramPlan.width(of: columns), DiagramPlan.height(of: columns))
        var content = [
            SVGElement(
                "title", words: "Network: " + columns.dropFirst().map(\.title).joined(separator: ", ")),
            SVGElement("desc", words: description),
            SVGElement("style", words: Self.style),
            SVGElement(
                "rect",
                [
                    ("class", "paper"), ("width", SVGElement.number(width)),
                    ("height", SVGElement.number(height)),
                ]),
        ]
        for index in columns.indices.dropFirst() { content.append(links(into: index)) }
        for index in columns.indices { content.append(units(of: index)) }
        content.append(contentsOf: legend(at: height))
        return SVGElement(
            "svg",
            namespace + [
                ("role", "img"), ("class", "network"),
                ("viewBox", "0 0 \(SVGElement.number(width)) \(SVGElement.number(height))"),
                ("width", SVGElement.number(width)), ("height", SVGElement.number(height)),
            ], content: content
        ).text
    }

    /// The description of the drawing in words.
    var description: String {
        let layers = columns.indices.map(layerText).joined(separator: "; ")
        let strongest = strongestLinks(3).map { linkText($0.index, from: $0.from, to: $0.to, $0.weight) }
        let links = strongest.isEmpty ? "" : " Strongest: \(strongest.joined(separator: "; "))."
        return "From left to right. \(layers).\(links)"
    }

    private func layerText(_ index: Int) -> String {
        let column = columns[index]
        let title = index == 0 ? "Input" : "Layer \(index), \(column.title)"
        let noun = column.shape.count == 1 ? "value" : "values"
        let showsNames = !column.names.isEmpty && column.isDrawn
        let names = showsNames ? " (\(column.names.joined(separator: ", ")))" : ""
        return "\(title): \(column.shape) \(noun)\(names)"
    }

    /// A connection between two units.
    private typealias Link = (index: Int, from: Int, to: Int, weight: Double)

    /// Returns the connections with the largest weights; of equals, the first.
    private func strongestLinks(_ count: Int) -> ArraySlice<Link> {
        var links: [Link] = []
        for index in columns.indices.dropFirst() {
            for (unit, weights) in (columns[index].weights ?? []).enumerated() {
                for (source, weight) in weights.enumerated() { links.append((index, source, unit, weight)) }
            }
        }
        return links.sorted { abs($0.weight) > abs($1.weight) }.prefix(count)
    }

    private static let style = """
        .network { color-scheme: light dark; font-family: system-ui, sans-serif; font-size: 12px; }
        .network .paper { fill: #fff; } .network text { fill: #1a1c1e; } .network .soft { fill: #5a6168; }
        .network .unit { fill: #fff; stroke: #1a1c1e; stroke-width: 1.5; }
        .network line { stroke-linecap: butt; } .network .plain { stroke: #5a6168; stroke-width: 1; }
        .network .positive { stroke: #0b5cad; } .network .negative { stroke: #b3450b; stroke-dasharray: 7 4; }
        @media (prefers-color-scheme: dark) {
        .network .paper { fill: #15181b; } .network text { fill: #e6e8ea; } .network .soft { fill: #a5adb5; }
        .network .unit { fill: #15181b; stroke: #e6e8ea; } .network .plain { stroke: #a5adb5; }
        .network .positive { stroke: #6cb2ff; } .network .negative { stroke: #ff9d5c; }
        }
        """

    // MARK: - Weights

    /// The largest weight drawn, which has the widest line.
    private var largestWeight: Double {
        columns.indices.dropFirst().filter(isDrawn).flatMap { columns[$0].weights ?? [] }.joined()
            .reduce(0) { max($0, abs($1)) }
    }

    /// Returns whether a column and the one before it are drawn unit by unit.
    private func isDrawn(_ index: Int) -> Bool { columns[index].isDrawn && columns[index - 1].isDrawn }

    private func links(into index: Int) -> SVGElement {
        let group = [("class", "links")]
        guard isDrawn(index) else { return SVGElement("g", group, content: [arrow(into: index)]) }
        if let weights = columns[index].weights {
            let scale = largestWeight > 0 ? 6 / largestWeight : 0
            let lines = weights.enumerated().flatMap { unit, weights in
                weights.enumerated().map { source, weight in
                    line(
                        index, from: source, to: unit, kind: weight < 0 ? "negative" : "positive",
                        width: 0.4 + abs(weight) * scale,
                        words: linkText(index, from: source, to: unit, weight))
                }
            }
            return SVGElement("g", group, content: lines)
        }
        guard columns[index].shape == columns[index - 1].shape else {
            return SVGElement("g", group, content: [arrow(into: index)])
        }
        let lines = (0..<columns[index].shape.count).map {
            line(index, from: $0, to: $0, kind: "plain", width: 1, words: nil)
        }
        return SVGElement("g", group, content: lines)
    }

    private func line(
        _ index: Int, from source: Int, to unit: Int, kind: String, width: Double, words: String?
    ) -> SVGElement {
        let begin = DiagramPlan.center(of: source, in: index - 1, columns)
        let end = DiagramPlan.center(of: unit, in: index, columns)
        return SVGElement(
            "line",
            [
                ("class", kind), ("x1", SVGElement.number(begin.x + DiagramPlan.radius)),
                ("y1", SVGElement.number(begin.y)), ("x2", SVGElement.number(end.x - DiagramPlan.radius)),
                ("y2", SVGElement.number(end.y)), ("stroke-width", SVGElement.number(width)),
            ], content: words.map { [SVGElement("title", words: $0)] } ?? [])
    }

    private func arrow(into index: Int) -> SVGElement {
        let middle = DiagramPlan.middle(of: columns)
        let begin = DiagramPlan.x(of: index - 1, columns) + DiagramPlan.halfWidth(columns[index - 1])
        let end = DiagramPlan.x(of: index, columns) - DiagramPlan.halfWidth(columns[index])
        let (x, y) = (SVGElement.number(end - 2), SVGElement.number(middle))
        let head = SVGElement.number(end - 9)
        let path =
            "M \(SVGElement.number(begin + 2)) \(y) H \(x) M \(head) \(SVGElement.number(middle - 5)) L \(x) \(y) "
            + "L \(head) \(SVGElement.number(middle + 5))"
        return SVGElement("path", [("class", "plain"), ("fill", "none"), ("d", path)])
    }

    private func linkText(_ index: Int, from source: Int, to unit: Int, _ weight: Double) -> String {
        "\(name(source, in: index - 1)) to \(name(unit, in: index)): weight "
            + NumberText.significant(weight, digits: 4)
    }

    func name(_ unit: Int, in index: Int) -> String {
        if columns[index].names.indices.contains(unit) { return columns[index].names[unit] }
        return index == 0 ? "input \(unit + 1)" : "unit \(unit + 1) of layer \(index)"
    }

    // MARK: - Units

    private func units(of index: Int) -> SVGElement {
        let column = columns[index]
        let x = DiagramPlan.x(of: index, columns)
        let heading = [
            label(DiagramPlan.cut(column.title), x, 20, "middle"),
            label("\(column.shape)", x, 36, "middle", "soft"),
        ]
        guard column.isDrawn else { return SVGElement("g", content: heading + box(index, x)) }
        let circles = (0..<column.shape.count).flatMap { unit -> [SVGElement] in
            let center = DiagramPlan.center(of: unit, in: index, columns)
            return [circle(unit, index, center)] + value(unit, column, center)
                + nameLabel(unit, index, center)
        }
        return SVGElement("g", content: heading + circles)
    }

    private func circle(_ unit: Int, _ index: Int, _ center: (x: Double, y: Double)) -> SVGElement {
        let value = columns[index].values.map { ": \(NumberText.significant($0[unit], digits: 6))" } ?? ""
        return SVGElement(
            "circle",
            [
                ("class", "unit"), ("cx", SVGElement.number(center.x)), ("cy", SVGElement.number(center.y)),
                ("r", SVGElement.number(DiagramPlan.radius)),
            ], content: [SVGElement("title", words: name(unit, in: index) + value)])
    }

    private func value(_ unit: Int, _ column: Column, _ center: (x: Double, y: Double)) -> [SVGElement] {
        guard let value = column.values?[unit] else { return [] }
        return [label(DiagramPlan.short(value), center.x, center.y + 4, "middle")]
    }

    /// Returns the name of a unit: to the left of inputs, to the right of outputs.
    private func nameLabel(_ unit: Int, _ index: Int, _ center: (x: Double, y: Double)) -> [SVGElement] {
        guard columns[index].names.indices.contains(unit) else { return [] }
        let isFirst = index == 0
        let offset = DiagramPlan.radius + 6
        return [
            label(
                DiagramPlan.cut(columns[index].names[unit]), center.x + (isFirst ? -offset : offset),
                center.y + 4, isFirst ? "end" : "start")
        ]
    }

    private func box(_ index: Int, _ x: Double) -> [SVGElement] {
        let half = DiagramPlan.boxHeight / 2
        let y = DiagramPlan.middle(of: columns)
        return [
            SVGElement(
                "rect",
                [
                    ("class", "unit"), ("x", SVGElement.number(x - DiagramPlan.boxHalfWidth)),
                    ("y", SVGElement.number(y - half)),
                    ("width", SVGElement.number(2 * DiagramPlan.boxHalfWidth)),
                    ("height", SVGElement.number(DiagramPlan.boxHeight)), ("rx", "6"),
                ]),
            label("\(columns[index].shape.count)", x, y, "middle"),
            label(columns[index].shape.rank == 1 ? "units" : "values", x, y + 16, "middle", "soft"),
        ]
    }

    private func label(
        _ text: String, _ x: Double, _ y: Double, _ anchor: String, _ kind: String? = nil
    ) -> SVGElement {
        SVGElement(
            "text",
            (kind.map { [("class", $0)] } ?? []) + [
                ("x", SVGElement.number(x)), ("y", SVGElement.number(y)), ("text-anchor", anchor),
            ], words: text)
    }

    // MARK: - Legend

    private func legend(at height: Double) -> [SVGElement] {
        guard largestWeight > 0 else { return [] }
        let y = height - 16
        let samples = [("positive", "positive weight", 16.0), ("negative", "negative weight", 166)]
        return samples.flatMap { kind, words, x in
            [
                SVGElement(
                    "line",
                    [
                        ("class", kind), ("x1", SVGElement.number(x)), ("x2", SVGElement.number(x + 36)),
                        ("y1", SVGElement.number(y)), ("y2", SVGElement.number(y)), ("stroke-width", "4"),
                    ]), label(words, x + 44, y + 4, "start", "soft"),
            ]
        } + [
            label(
                "widest: \(NumberText.significant(largestWeight, digits: 3))", 330, y + 4, "start", "soft")
        ]
    }
}
