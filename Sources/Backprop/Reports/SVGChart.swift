/// A chart of lines, dots or bars over two axes.
///
/// Each series has its own colour, dash and marker, which distinguish it in black and white too.
struct SVGChart {
    /// A series of numbers.
    struct Series {
        /// The form of the drawing.
        enum Form {
            /// Points joined by a line, some of them with a marker.
            case line
            /// A thin gray line for comparison, without a marker.
            case reference
            /// A thin line, one of many.
            case thread
            /// A thin and pale line, one of many behind another line.
            case faint
            /// A dot for each point.
            case dots
            /// A marker for each point, in the style's shape.
            case marks
            /// A bar from 0 for each point, `width` wide to the right.
            case bars(width: Double)
        }

        /// The name in the legend, or `nil` for no entry.
        let name: String?
        let form: Form
        let points: [(x: Double, y: Double)]
        /// The index of the colour, dash and marker, from 0.
        var style = 0
    }

    let title: String
    let description: String
    let x: ChartAxis
    let y: ChartAxis
    let series: [Series]

    private static let width = 480.0
    private static let plotHeight = 250.0
    private static let maximumPointCount = 600
    private static let maximumPlaceCount = 60

    var svg: String {
        let legend = ChartLegend(
            series.compactMap { one in one.name.map { ($0, one.form, one.style) } }, width: Self.width)
        let area = PlotArea(
            left: 34 + 8 * Double(y.ticks.map { y.text($0).count }.max() ?? 1), top: legend.height + 12,
            width: Self.width - overhang, height: Self.plotHeight)
        let content = legend.elements + area.axes(x, y) + series.flatMap { drawing($0, area) }
        return SVGElement.chart(
            title: title, description: description, width: Self.width, height: area.bottom + 46,
            content: content)
    }

    /// The part of the last tick's text that would be beyond the chart, if the axis ends with it.
    private var overhang: Double {
        guard let last = x.ticks.last, x.share(last) > 0.95 else { return 0 }
        return max(0, 4.2 * Double(x.text(last).count) - 12)
    }

    private func drawing(_ one: Series, _ area: PlotArea) -> [SVGElement] {
        let points = one.points.filter { ChartAxis.isDrawn($0.x) && ChartAxis.isDrawn($0.y) }
        func position(_ point: (x: Double, y: Double)) -> (x: Double, y: Double) {
            (area.x(x.share(point.x)), area.y(y.share(point.y)))
        }
        switch one.form {
        case .bars(let width):
            return points.map { point in
                let (begin, end) = (position((point.x, 0)), position((point.x + width, point.y)))
                let range = "\(short(point.x)) to \(short(point.x + width))"
                return ChartMark.bar(from: begin, to: end, style: one.style)
                    .telling("\(range): \(short(point.y)) \(y.name)")
            }
        case .dots:
            return points.map {
                ChartMark.dot(at: position($0), style: one.style).telling(words($0, of: one))
            }
        case .marks:
            return points.map {
                ChartMark.marker(at: position($0), style: one.style).telling(words($0, of: one))
            }
        case .line, .reference, .thread, .faint:
            let positions = Self.thinned(points).map(position)
            let marked = one.form.hasMarkers ? Self.marked(positions, style: one.style) : []
            return [ChartMark.line(through: positions, form: one.form, style: one.style)]
                + marked.map { ChartMark.marker(at: $0, style: one.style) }
                + (one.form.hasMarkers ? places(points, of: one, position) : [])
        }
    }

    /// Returns unseen places along a line that tell its numbers.
    private func places(
        _ points: [(x: Double, y: Double)], of one: Series,
        _ position: ((x: Double, y: Double)) -> (x: Double, y: Double)
    ) -> [SVGElement] {
        let step = max(1, (points.count + Self.maximumPlaceCount - 1) / Self.maximumPlaceCount)
        return stride(from: 0, to: points.count, by: step).map {
            ChartMark.place(at: position(points[$0])).telling(words(points[$0], of: one))
        }
    }

    /// Returns a point in words: `model: epoch 3, loss 0.25`.
    private func words(_ point: (x: Double, y: Double), of one: Series) -> String {
        (one.name.map { "\($0): " } ?? "") + "\(x.name) \(short(point.x)), \(y.name) \(short(point.y))"
    }

    private func short(_ value: Double) -> String { NumberText.short(value) }

    /// Returns an even selection of the points, few enough for a page, with the first and the last.
    private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        guard points.count > maximumPointCount else { return points }
        return (0..<maximumPointCount).map { points[$0 * (points.count - 1) / (maximumPointCount - 1)] }
    }

    /// Returns the points with markers: all of a few, else a selection that differs between the series.
    private static func marked(
        _ positions: [(x: Double, y: Double)], style: Int
    ) -> [(x: Double, y: Double)] {
        guard positions.count > 12 else { return positions }
        let step = positions.count / 6
        return stride(from: (step / 2 + style * step / 4) % step, to: positions.count, by: step).map {
            positions[$0]
        }
    }
}

extension SVGChart.Series.Form {
    var hasMarkers: Bool { if case .line = self { true } else { false } }
}

/// The rectangle inside a chart's axes, in pixels.
struct PlotArea {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    init(left: Double, top: Double, width: Double, height: Double) {
        (self.left, self.top, right, bottom) = (left, top, width - 14, top + height)
    }

    func x(_ share: Double) -> Double { left + share * (right - left) }
    func y(_ share: Double) -> Double { bottom - share * (bottom - top) }

    /// Returns grid, ticks and names of the axes.
    func axes(_ xAxis: ChartAxis, _ yAxis: ChartAxis) -> [SVGElement] {
        let columns = xAxis.ticks.flatMap { tick -> [SVGElement] in
            let position = x(xAxis.share(tick))
            return [
                ChartMark.rule("grid", position, top, position, bottom),
                ChartMark.text(xAxis.text(tick), position, bottom + 18, "middle"),
            ]
        }
        let rows = yAxis.ticks.flatMap { tick -> [SVGElement] in
            let position = y(yAxis.share(tick))
            return [
                ChartMark.rule("grid", left, position, right, position),
                ChartMark.text(yAxis.text(tick), left - 6, position + 5, "end"),
            ]
        }
        let middle = (top + bottom) / 2
        return columns + rows + [
            ChartMark.rule("axis", left, bottom, right, bottom),
            ChartMark.rule("axis", left, top, left, bottom),
            ChartMark.text(
                TextTable.label(xAxis.name, limit: 48), (left + right) / 2, bottom + 38, "middle", "soft"),
            ChartMark.text(
                TextTable.label(yAxis.name, limit: 34), 14, middle, "middle", "soft",
                transform: "rotate(-90 14 \(SVGElement.number(middle)))"),
        ]
    }
}
