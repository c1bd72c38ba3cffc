extension PredictionsWithTruth {
    /// The maximum number of yes/no targets that are drawn.
    private static let maximumDrawnTargetCount = 4

    /// Returns a part about several yes/no targets: a table of all, and charts of the first few.
    static func elements(
        _ part: PredictionPart, _ truth: [Int], _ probabilities: [Double], _ targets: [BinaryTarget],
        _ evaluation: MultiLabelEvaluation, _ weights: [Double]?
    ) throws -> [HTMLElement] {
        let table = HTMLElement.table(headings: MultiLabelEvaluation.headings, rows: evaluation.targetRows)
        var elements = part == .probabilities ? [] : [table]
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
                ).elements(part)
        }
        let left = targets.count - maximumDrawnTargetCount
        if left > 0 { elements.append(.paragraph("\(left) more targets are not drawn.")) }
        return elements
    }
}
