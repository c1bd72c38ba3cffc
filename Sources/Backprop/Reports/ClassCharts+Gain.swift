extension ClassCharts {
    /// The cumulative gain of the positive class of two: the share of its rows among the most probable rows.
    var gains: HTMLChart? {
        guard let scores, let positive = evaluation.positiveClass else { return nil }
        let counted = ThresholdTable(scores, labels: labels)
        let table = counted.label == labels[positive] ? counted : counted.flipped
        guard table.positives > 0 else { return nil }
        let points = (0...20).compactMap { step in
            let share = Double(step) / 20
            return table.gain(ofShare: share).map { (share, $0) }
        }
        let tenth = table.gain(ofShare: 0.1) ?? 0
        let sentence =
            "The share of all rows of \(labels[positive]) that is among its most probable rows. "
            + "The first tenth has \(NumberText.fixed(tenth * 10, places: 2)) times as many as rows at random."
        let diagonal = SVGChart.Series(name: "rows at random", form: .reference, points: [(0, 0), (1, 1)])
        let line = SVGChart.Series(name: labels[positive], form: .line, points: points)
        return HTMLChart(
            title: "Cumulative gain", sentence: sentence,
            svg: SVGChart(
                title: "Cumulative gain", description: sentence,
                x: ChartAxis("most probable rows (share)", from: 0, to: 1),
                y: ChartAxis("found of the class (share)", from: 0, to: 1), series: [diagonal, line]
            ).svg, headings: ["share of rows", "gain", "lift"],
            rows: points.dropFirst().map { share, gain in
                [
                    NumberText.fixed(share, places: 2), NumberText.fixed(gain, places: 4),
                    NumberText.fixed(gain / share, places: 2),
                ]
            })
    }
}
