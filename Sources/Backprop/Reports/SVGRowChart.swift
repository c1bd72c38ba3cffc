/// A chart with a name at the left of each row: values of columns, or compared scores.
struct SVGRowChart {
    /// A number in a row, with its interval.
    struct Value {
        let value: Double
        var interval: (lower: Double, upper: Double)?
        var style = 0
    }

    let title: String
    let description: String
    let axis: ChartAxis
    let rows: [(name: String, values: [Value])]
    /// Whether values are bars from 0 instead of markers.
    let hasBars: Bool
    /// The names of the styles.
    var legend: [String] = []

    private static let width = 480.0
    private static let rowHeight = 26.0

    var svg: String {
        let entries = legend.enumerated().map { (name: $1, form: SVGChart.Series.Form.line, style: $0) }
        let legend = ChartLegend(entries, width: Self.width)
        let names = rows.map { TextTable.label($0.name, limit: 22) }
        let area = PlotArea(
            left: 22 + 8.4 * Double(names.map(\.count).max() ?? 0), top: legend.height + 8,
            width: Self.width - 6 - overhang, height: Self.rowHeight * Double(rows.count))
        let grid = axis.ticks.flatMap { tick -> [SVGElement] in
            let x = area.x(axis.share(tick))
            return [
                ChartMark.rule("grid", x, area.top, x, area.bottom),
                ChartMark.text(axis.text(tick), x, area.bottom + 18, "middle"),
            ]
        }
        let lines = rows.enumerated().flatMap { index, row -> [SVGElement] in
            let y = area.top + (Double(index) + 0.5) * Self.rowHeight
            return [ChartMark.text(names[index], area.left - 14, y + 5, "end")]
                + row.values.flatMap { drawing($0, y, area, row.name) }
        }
        let zero = area.x(axis.share(0))
        let base = [
            ChartMark.rule("axis", zero, area.top, zero, area.bottom),
            ChartMark.text(
                TextTable.label(axis.name, limit: 60), Self.width / 2, area.bottom + 38, "middle", "soft"),
        ]
        return SVGElement.chart(
            title: title, description: description, width: Self.width, height: area.bottom + 46,
            content: legend.elements + grid + base + lines)
    }

    /// The part of the last tick's text that would be beyond the chart.
    private var overhang: Double {
        axis.ticks.last.map { max(0, 4.2 * Double(axis.text($0).count) - 14) } ?? 0
    }

    private func drawing(_ value: Value, _ y: Double, _ area: PlotArea, _ name: String) -> [SVGElement] {
        guard ChartAxis.isDrawn(value.value) else { return [] }
        let x = area.x(axis.share(value.value))
        let whisker = value.interval.map { interval -> [SVGElement] in
            let (begin, end) = (area.x(axis.share(interval.lower)), area.x(axis.share(interval.upper)))
            return [
                ChartMark.rule("whisker", begin, y, end, y),
                ChartMark.rule("whisker", begin, y - 5, begin, y + 5),
                ChartMark.rule("whisker", end, y - 5, end, y + 5),
            ]
        }
        let mark =
            hasBars
            ? ChartMark.bar(from: (area.x(axis.share(0)), y - 8), to: (x, y + 8), style: value.style)
            : ChartMark.marker(at: (x, y), style: value.style)
        let series = legend.indices.contains(value.style) ? "\(legend[value.style]), " : ""
        let told = mark.telling("\(series)\(name): \(NumberText.significant(value.value, digits: 4))")
        return hasBars ? [told] + (whisker ?? []) : (whisker ?? []) + [told]
    }
}
