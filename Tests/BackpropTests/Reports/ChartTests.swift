import Testing

@testable import Backprop

@Suite("Charts")
struct ChartTests {
    @Test("an axis ends at round numbers and is read in as few digits as its steps need")
    func axes() {
        func texts(_ values: [Double]) -> [String] {
            let axis = ChartAxis("a", covering: values)
            return axis.ticks.map(axis.text)
        }
        #expect(texts([0, 1]) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(texts([-13, 41]) == ["-20", "0", "20", "40", "60"])
        #expect(texts([0.0123, 0.0178]) == ["0.012", "0.014", "0.016", "0.018"])
        #expect(
            texts([0, 2_500_000]) == [
                "0", "500000", "1000000", "1500000", "2000000", "2500000",
            ])
        #expect(texts([7, 7]) == ["6.0", "6.5", "7.0", "7.5", "8.0"])
        #expect(texts([]) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(texts([.nan, .infinity, 3, 4]).first == "3.0")
    }

    @Test(
        "whatever the numbers, an axis covers them with a few ticks",
        arguments: [
            [0, .leastNonzeroMagnitude], [1e-200, 3e-200], [-1e100, 1e100], [1e15, 1e15 + 1], [-5, -5],
            [1, 1 + 1e-15],
            [0.1, 123_456], [-3e-7, 2e-7],
        ] as [[Double]])
    func extremes(_ values: [Double]) {
        let axis = ChartAxis("a", covering: values)
        #expect(axis.lower < axis.upper && axis.lower.isFinite && axis.upper.isFinite)
        #expect(values.allSatisfy { $0 >= axis.lower - 1e-300 && $0 <= axis.upper + 1e-300 })
        #expect((1...21).contains(axis.ticks.count))
        #expect(values.allSatisfy { (0...1).contains(axis.share($0)) })
    }

    @Test("epochs are counted in whole numbers from 1", arguments: [1, 2, 5, 7, 60, 1000])
    func epochs(_ count: Int) {
        let axis = ChartAxis("epoch", countingTo: count)
        #expect(axis.ticks.allSatisfy { $0 == $0.rounded() })
        #expect(Set(axis.ticks).count == axis.ticks.count && axis.ticks.contains(1))
        #expect((0...1).contains(axis.share(Double(count))))
    }

    @Test("a long curve is thinned, its ends kept; bars of nothing have no height")
    func drawings() {
        let points = (0...5000).map { (x: Double($0), y: Double($0 % 10)) }
        let chart = SVGChart(
            title: "t", description: "d", x: ChartAxis("x", covering: [0, 5000]),
            y: ChartAxis("y", covering: [0, 10]),
            series: [
                SVGChart.Series(name: "n", form: .line, points: points),
                SVGChart.Series(name: nil, form: .bars(width: 10), points: [(0, 0)]),
            ])
        let line = chart.svg.split(separator: "\n").last { $0.hasPrefix("<polyline") }!
        let vertices = line.split(separator: "\"").first { $0.contains(",") }!.split(separator: " ")
        #expect(vertices.count == 600)
        #expect(vertices.last!.hasPrefix("461.20,"))
        #expect(chart.svg.contains("height=\"0\""))
    }
}
