/// A drawing of a network for narrow screens: a box for each layer with its output shape, from top to bottom.
struct NetworkOutline {
    let network: Network
    let shapes: [Shape]
    let counts: [Int]

    private static let width = 480.0
    private static let (boxHeight, gap) = (46.0, 22.0)

    /// Creates the drawing of a model.
    init(_ model: Model) { self.init(model.network, input: model.inputShape, layout: model.layout) }

    /// Creates the drawing of a network for an input shape, or returns `nil` if the shape does not fit.
    init?(_ network: Network, input: Shape) {
        guard let layout = try? ParameterLayout(network, input: input) else { return nil }
        self.init(network, input: input, layout: layout)
    }

    private init(_ network: Network, input: Shape, layout: ParameterLayout) {
        self.network = network
        shapes = (try? network.shapes(for: input)) ?? [input]
        counts = network.layers.indices.map { layer in
            layout.entries.filter { $0.layer == layer }.reduce(0) { $0 + $1.range.count }
        }
    }

    private var rows: [(title: String, gives: String)] {
        [("input", "\(shapes[0]) values")]
            + zip(network.layers, counts).enumerated().map { index, layer in
                let parameters = layer.1 > 0 ? ", \(counted(layer.1, "parameter", "parameters"))" : ""
                return (layer.0.text, "gives \(shapes[index + 1])\(parameters)")
            }
    }

    var chart: HTMLChart {
        let sentence =
            "The output shape of each layer, from the input at the top to the output at the bottom."
        let pitch = Self.boxHeight + Self.gap
        let content = rows.enumerated().flatMap { index, row -> [SVGElement] in
            let y = 4 + Double(index) * pitch
            let middle = Self.width / 2
            var elements = [
                SVGElement(
                    "rect",
                    [
                        ("class", "box"), ("x", "70"), ("y", SVGElement.number(y)), ("width", "340"),
                        ("height", SVGElement.number(Self.boxHeight)), ("rx", "6"),
                    ]),
                ChartMark.text(TextTable.label(row.title, limit: 44), middle, y + 19, "middle"),
                ChartMark.text(row.gives, middle, y + 37, "middle", "soft"),
            ]
            if index > 0 {
                let (tip, top) = (SVGElement.number(y - 1), SVGElement.number(y - Self.gap))
                elements.append(
                    SVGElement(
                        "path",
                        [("class", "axis"), ("fill", "none"), ("d", "M240 \(top)V\(tip)m-5 -6l5 6l5 -6")]))
            }
            return elements
        }
        return HTMLChart(
            title: "Layers", sentence: sentence,
            svg: SVGElement.chart(
                title: "Layers", description: sentence, width: Self.width,
                height: Double(rows.count) * pitch - Self.gap + 8, content: content),
            headings: ["layer", "what it gives"], rows: rows.map { [$0.title, $0.gives] })
    }
}
