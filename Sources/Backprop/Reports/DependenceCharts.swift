extension ModelExplanation {
    /// The curves of the columns, and the strongest interactions.
    var elements: [HTMLElement] {
        guard !dependences.isEmpty else { return [] }
        let charts = dependences.map { DependenceChart(dependence: $0, explanation: self).chart }
        return [
            .heading("How predictions depend on them"),
            .paragraph(
                "Each point is the mean prediction if all of \(counted(rowCount, "row", "rows")) had that value, with their other columns unchanged."
            ), .charts(charts),
        ] + interactionElements
    }

    private var interactionElements: [HTMLElement] {
        guard !interactions.isEmpty else { return [] }
        let text =
            "Measured on \(counted(interactionRowCount, "row", "rows")): the part of the joint effect of two columns that is not the sum of their own effects, in the unit of the prediction, and as a share (the H statistic)."
        return [
            .heading("Interactions of two columns"), .paragraph(text),
            .table(
                headings: ["columns", "strength", "share"],
                rows: interactions.map {
                    [
                        $0.columns.map { TextTable.label($0, limit: 40) }.joined(separator: " × "),
                        NumberText.significant($0.strength, digits: 3), NumberText.fixed($0.share, places: 3),
                    ]
                }),
        ]
    }
}

/// The chart of the dependence on one column.
private struct DependenceChart {
    let dependence: PartialDependence
    let explanation: ModelExplanation

    private var outputs: [ExplainedOutput] { explanation.outputs }
    private var isProbability: Bool { outputs.allSatisfy(\.isProbability) }

    var chart: HTMLChart {
        HTMLChart(
            title: TextTable.label(dependence.column, limit: 60), sentence: sentence,
            svg: dependence.isOrdered ? curves : marks, headings: [dependence.column] + outputs.map(\.label),
            rows: (dependence.points + (dependence.missing.map { [$0] } ?? [])).map { point in
                [point.value] + zip(outputs, point.means).map { $0.text($1) }
            })
    }

    private var sentence: String {
        let name =
            outputs.count == 1 ? outputs[0].pagePhrase : isProbability ? "probabilities" : "predictions"
        let mean = "Mean \(name)"
        let rows = hasRows ? ", with thin lines for single rows" : ""
        let missing = dependence.missing.map { point in
            " Without a value: \(zip(outputs, point.means).map { $0.text($1) }.joined(separator: ", "))."
        }
        return "\(mean)\(rows).\(missing ?? "")"
    }

    private var hasRows: Bool {
        dependence.isOrdered && dependence.points.contains { !$0.individual.isEmpty }
    }

    private var axis: ChartAxis {
        let name = outputs.count == 1 ? outputs[0].pagePhrase : isProbability ? "probability" : "prediction"
        if isProbability { return ChartAxis(name, from: 0, to: 1) }
        let points = dependence.points
        return ChartAxis(
            name,
            covering: points.flatMap { dependence.isOrdered ? $0.means + $0.individual : $0.means + [0] })
    }

    /// The position of a point: its number, or of dates the year with its fraction.
    private func position(_ point: PartialDependence.Point) -> Double {
        let number = point.number ?? 0
        return dependence.isDate ? 1970 + number / 31_556_952 : number
    }

    private var curves: String {
        let points = dependence.points
        let rowCount = hasRows ? points.map(\.individual.count).min() ?? 0 : 0
        let rows = (0..<rowCount).map { row in
            SVGChart.Series(
                name: nil, form: .faint, points: points.map { (position($0), $0.individual[row]) })
        }
        let means = outputs.indices.map { output in
            SVGChart.Series(
                name: outputs.count > 1 ? outputs[output].label : nil, form: .line,
                points: points.map { (position($0), $0.means[output]) }, style: output)
        }
        let name = dependence.column + (dependence.isDate ? " (year)" : "")
        return SVGChart(
            title: "Dependence on \(dependence.column)", description: sentence,
            x: ChartAxis(name, covering: points.map(position)), y: axis, series: rows + means
        ).svg
    }

    private var marks: String {
        SVGRowChart(
            title: "Dependence on \(dependence.column)", description: sentence, axis: axis,
            rows: dependence.points.map { point in
                (
                    name: point.value,
                    values: point.means.enumerated().map { SVGRowChart.Value(value: $1, style: $0) }
                )
            }, hasBars: false, legend: outputs.count > 1 ? outputs.map(\.label) : []
        ).svg
    }
}
