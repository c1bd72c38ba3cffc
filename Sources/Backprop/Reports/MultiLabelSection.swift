extension PredictionsWithTruth {
    /// The maximum number of yes/no targets that are drawn.
    private static let maximumDrawnTargetCount = 4

    /// Returns the section of several yes/no targets: a table of all, and charts of the first few.
    static func section(
        _ title: String, _ truth: [Int], _ probabilities: [Double], _ targets: [BinaryTarget],
        _ evaluation: MultiLabelEvaluation, _ weights: [Double]?
    ) throws -> HTMLSection {
        var elements: [HTMLElement] = [
            .table(headings: MultiLabelEvaluation.headings, rows: evaluation.targetRows)
        ]
        for (index, target) in targets.prefix(maximumDrawnTargetCount).enumerated() {
            let column = Array(stride(from: index, to: truth.count, by: targets.count))
            let truth = column.map { truth[$0] }
            let scores = try ProbabilityScores(
                truth: truth, probabilities: column.flatMap { [1 - probabilities[$0], probabilities[$0]] },
                classCount: 2, weights: weights)
            elements.append(.paragraph("The target “\(target.name)”:"))
            elements +=
                ClassCharts(
                    truth: truth, labels: target.labels, evaluation: evaluation.perTarget[index],
                    scores: scores
                ).elements
        }
        let left = targets.count - maximumDrawnTargetCount
        if left > 0 { elements.append(.paragraph("\(left) more targets are not drawn.")) }
        return HTMLSection(title, elements)
    }
}
