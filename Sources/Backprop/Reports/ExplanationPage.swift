extension RowExplanation {
    /// The maximum number of columns in a drawing.
    private static let maximumBarCount = 20

    /// The section about the row: its prediction, and the columns that move it.
    var section: HTMLSection {
        let sentence =
            "The \(output.pagePhrase) is \(output.text(prediction)); \(averageText) is \(output.text(average)). The columns account for the difference, by \(methodText)."
        return HTMLSection("Row \(row + 1) (line \(line))", [.paragraph(sentence), .charts([chart])])
    }

    private var chart: HTMLChart {
        let shown = ranked.prefix(Self.maximumBarCount)
        let left = contributions.count - shown.count
        let sentence =
            "How far each column moves the prediction away from the average one, in the unit of the prediction."
            + (left > 0 ? " \(left) columns that move it less are left out." : "")
        let rows = shown.map { one in
            let interval = one.standardError.map { (one.amount - $0, one.amount + $0) }
            return (
                name:
                    "\(TextTable.label(one.column, limit: 12)) = \(TextTable.label(one.valueText, limit: 9))",
                values: [
                    SVGRowChart.Value(value: one.amount, interval: interval, style: one.amount < 0 ? 1 : 0)
                ]
            )
        }
        return HTMLChart(
            title: "Contributions to the \(output.pagePhrase)", sentence: sentence,
            svg: SVGRowChart(
                title: "Contributions", description: sentence,
                axis: ChartAxis("moves the \(output.pagePhrase) by", covering: shown.map(\.amount) + [0]),
                rows: Array(rows), hasBars: true
            ).svg, headings: ["column", "value", "amount"] + (hasErrors ? ["standard error"] : []),
            rows: ranked.map { one in
                [one.column, one.valueText, NumberText.significant(one.amount, digits: 4)]
                    + (one.standardError.map { [NumberText.significant($0, digits: 2)] } ?? [])
            })
    }

    private var hasErrors: Bool { contributions.contains { $0.standardError != nil } }

    /// Returns a page about predictions for rows.
    package static func page(_ rows: [RowExplanation], target: String, origin: ReportOrigin) -> HTMLReport {
        let note =
            "The amounts describe the model, not the world: a column that moves a prediction need not be the cause of anything."
        return HTMLReport(
            title: "Why these predictions of \(TextTable.label(target, limit: 40))", summary: note,
            sections: rows.map(\.section)
                + [origin.section(titled: "How to make this page")].compactMap(\.self))
    }
}

extension ModelExplanation {
    /// Returns a page about the model.
    package func page(
        target: String, importance: PermutationImportance?, origin: ReportOrigin
    ) -> HTMLReport {
        let worth = PermutationImportance.section(importance, absence: nil)?.elements ?? []
        return HTMLReport(
            title: "What predictions of \(TextTable.label(target, limit: 40)) depend on",
            summary:
                "The page describes the model, not the world: a column that moves predictions need not be the cause of anything.",
            sections: [HTMLSection("Which columns matter, and how", worth + elements)]
                + [origin.section(titled: "How to make this page")].compactMap(\.self))
    }
}
