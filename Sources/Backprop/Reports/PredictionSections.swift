/// The parts of what a page shows of predictions and true values.
enum PredictionPart {
    /// Wrong predictions: the confusion matrix, or predicted and true numbers.
    case errors
    /// The calibration of probabilities, and their curves. Numbers have none.
    case probabilities
    /// Both.
    case all
}

extension PredictionsWithTruth {
    private static let maximumTargetCount = 4
    private static let worstCount = 8

    /// Returns the section with the predictions and the true values.
    ///
    /// - Parameter note: The sentence at its beginning, or `nil`.
    /// - Throws: ``MetricError`` for predictions beyond all measure.
    func section(_ title: String, note: String? = nil) throws -> HTMLSection {
        HTMLSection(title, (note.map { [.paragraph($0)] } ?? []) + (try elements(.all)))
    }

    /// Returns charts and tables of the predictions and the true values; empty if there are none of this part.
    ///
    /// - Throws: ``MetricError`` for predictions beyond all measure.
    func elements(_ part: PredictionPart) throws -> [HTMLElement] {
        switch (content, try evaluation()) {
        case (.classes(let truth, _, let labels, let probabilities), .classification(let evaluation)):
            let scores = try probabilities.map {
                try ProbabilityScores(
                    truth: truth, probabilities: $0, classCount: labels.count, weights: weights)
            }
            let charts = ClassCharts(truth: truth, labels: labels, evaluation: evaluation, scores: scores)
            return charts.elements(part)
        case (.values(let truth, let predicted, let targets), .regression(let evaluation)):
            return part == .probabilities ? [] : Self.numbers(truth, predicted, targets, evaluation)
        case (.multiLabel(let truth, let probabilities, let targets), .multiLabel(let evaluation)):
            return try Self.elements(part, truth, probabilities, targets, evaluation, weights)
        default: preconditionFailure("classes are scored as classes, numbers as numbers")
        }
    }

    private static func numbers(
        _ truth: [Double], _ predicted: [Double], _ targets: [String], _ evaluation: RegressionEvaluation
    ) -> [HTMLElement] {
        let shown = targets.prefix(maximumTargetCount)
        let charts = shown.indices.flatMap { target in
            ValueCharts(
                target: targets[target],
                truth: stride(from: target, to: truth.count, by: targets.count).map { truth[$0] },
                predicted: stride(from: target, to: truth.count, by: targets.count).map { predicted[$0] },
                scores: evaluation.perTarget[target]
            ).charts
        }
        let left = targets.count - shown.count
        return [.charts(charts)] + (left > 0 ? [.paragraph("\(left) more targets are not drawn.")] : [])
    }

    /// The rows that were predicted worst, with the lines of the file; empty if these are not known.
    var worstRows: [HTMLElement] {
        guard let lines else { return [] }
        let rows = worst(Self.worstCount).filter { $0.error > 0 }
        guard !rows.isEmpty else { return [] }
        return [
            .heading("The rows predicted worst"),
            .table(
                headings: ["line", "predicted", "truth", ""],
                rows: rows.map {
                    [
                        "\(lines[$0.row])", TextTable.label($0.predicted, limit: 40),
                        TextTable.label($0.truth, limit: 40), $0.measure,
                    ]
                }),
        ]
    }
}
