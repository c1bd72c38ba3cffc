/// Charts of predicted numbers of one target compared with the true ones.
struct ValueCharts {
    let target: String
    let truth: [Double]
    let predicted: [Double]
    let scores: RegressionScores

    private static let maximumDotCount = 1000
    private static let barCount = 24

    var charts: [HTMLChart] { [scatter, againstPredicted, histogram].compactMap(\.self) }

    /// The rows of the chart: all of them, or an even selection of many.
    private var shown: [Int] {
        let count = truth.count
        guard count > Self.maximumDotCount else { return Array(truth.indices) }
        return (0..<Self.maximumDotCount).map { $0 * (count - 1) / (Self.maximumDotCount - 1) }
    }

    private var note: String {
        truth.count > Self.maximumDotCount ? " \(Self.maximumDotCount) of \(truth.count) rows are drawn." : ""
    }

    private func rows(_ rows: [Int]) -> [[String]] {
        rows.map { row in
            [
                "\(row + 1)", NumberText.significant(truth[row]), NumberText.significant(predicted[row]),
                NumberText.significant(truth[row] - predicted[row]),
            ]
        }
    }

    private static let headings = ["row", "true", "predicted", "residual"]

    private var scatter: HTMLChart? {
        let points = shown.map { (x: truth[$0], y: predicted[$0]) }
        let x = ChartAxis("true \(target)", covering: truth + predicted)
        let y = ChartAxis("predicted \(target)", covering: truth + predicted)
        let quality = scores.r2.map { ", R² \(NumberText.fixed($0, places: 4))" } ?? ""
        let sentence =
            "Of \(target): on the line a prediction is right. RMSE \(NumberText.significant(scores.rmse))\(quality).\(note)"
        return HTMLChart(
            title: "Predicted and true", sentence: sentence,
            svg: SVGChart(
                title: "Predicted and true \(target)", description: sentence, x: x, y: y,
                series: [
                    SVGChart.Series(
                        name: "right", form: .reference, points: [(x.lower, x.lower), (x.upper, x.upper)]),
                    SVGChart.Series(name: "a row", form: .dots, points: points),
                ]
            ).svg, headings: Self.headings, rows: rows(shown))
    }

    private var againstPredicted: HTMLChart? {
        let residuals = shown.map { (x: predicted[$0], y: truth[$0] - predicted[$0]) }
        let x = ChartAxis("predicted \(target)", covering: predicted)
        let sentence =
            "True minus predicted \(target): a pattern here is something that the network has not learned.\(note)"
        return HTMLChart(
            title: "Residuals", sentence: sentence,
            svg: SVGChart(
                title: "Residuals of \(target)", description: sentence, x: x,
                y: ChartAxis("residual, in units of \(target)", covering: residuals.map(\.y) + [0]),
                series: [
                    SVGChart.Series(name: "right", form: .reference, points: [(x.lower, 0), (x.upper, 0)]),
                    SVGChart.Series(name: "a row", form: .dots, points: residuals),
                ]
            ).svg, headings: Self.headings, rows: rows(shown))
    }

    private var histogram: HTMLChart? {
        let residuals = zip(truth, predicted).map { $0 - $1 }.filter(ChartAxis.isDrawn)
        guard !residuals.isEmpty else { return nil }
        let x = ChartAxis("residual, in units of \(target)", covering: residuals)
        let width = (x.upper - x.lower) / Double(Self.barCount)
        var counts = [Int](repeating: 0, count: Self.barCount)
        for residual in residuals {
            counts[min(Int(x.share(residual) * Double(Self.barCount)), Self.barCount - 1)] += 1
        }
        let bars = counts.enumerated().map { (x: x.lower + Double($0) * width, y: Double($1)) }
        let sentence =
            "The number of rows per residual. Mean absolute error \(NumberText.significant(scores.mae)), largest error \(NumberText.significant(scores.maximumError))."
        return HTMLChart(
            title: "Distribution of residuals", sentence: sentence,
            svg: SVGChart(
                title: "Distribution of residuals of \(target)", description: sentence, x: x,
                y: ChartAxis("rows", covering: [0, Double(counts.max() ?? 1)]),
                series: [SVGChart.Series(name: nil, form: .bars(width: width), points: bars)]
            ).svg, headings: ["from", "to", "rows"],
            rows: bars.map { bar in
                [
                    NumberText.significant(bar.x, digits: 4),
                    NumberText.significant(bar.x + width, digits: 4),
                    NumberText.count(bar.y),
                ]
            })
    }
}
