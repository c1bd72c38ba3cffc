/// Rows of tables beside what was predicted of them: what the charts of predictions are drawn from.
struct PredictionsWithTruth: Sendable {
    /// What is true and what was said.
    enum Content {
        /// Classes as places among the labels; probabilities are rows × classes.
        case classes(truth: [Int], predicted: [Int], labels: [String], probabilities: [Double]?)
        /// Numbers, rows × targets.
        case values(truth: [Double], predicted: [Double], targets: [String])
    }

    let content: Content
    /// How much each row counts; nil where all count the same.
    let weights: [Double]?

    /// The scores of all the rows together.
    func evaluation() throws(MetricError) -> Evaluation {
        switch content {
        case .classes(let truth, _, let labels, let probabilities?):
            .classification(
                try ClassificationEvaluation(
                    truth: truth, probabilities: probabilities, classLabels: labels, weights: weights))
        case .classes(let truth, let predicted, let labels, nil):
            .classification(
                try ClassificationEvaluation(
                    truth: truth, predicted: predicted, classLabels: labels, weights: weights))
        case .values(let truth, let predicted, let targets):
            .regression(
                try RegressionEvaluation(
                    truth: truth, predicted: predicted, targetNames: targets, weights: weights))
        }
    }

    /// Classes beside classes, each row counting the same.
    init(_ truth: [Int], _ predicted: [Int], _ labels: [String], _ probabilities: [Double]?) {
        self.init(
            content: .classes(
                truth: truth, predicted: predicted, labels: labels, probabilities: probabilities),
            weights: nil)
    }

    /// The rows of several parts, one behind the other; nil where there are none, or they are of different kinds.
    init?(merging parts: [PredictionsWithTruth]) {
        guard var all = parts.first else { return nil }
        for part in parts.dropFirst() {
            guard let both = all.followed(by: part) else { return nil }
            all = both
        }
        self = all
    }

    init(content: Content, weights: [Double]?) {
        (self.content, self.weights) = (content, weights)
    }

    private func followed(by other: PredictionsWithTruth) -> PredictionsWithTruth? {
        let content: Content
        switch (self.content, other.content) {
        case (
            .classes(let truth, let said, let labels, let shares),
            .classes(let truth2, let said2, let labels2, let shares2)
        )
        where labels == labels2:
            content = .classes(
                truth: truth + truth2, predicted: said + said2, labels: labels,
                probabilities: shares.flatMap { first in shares2.map { first + $0 } })
        case (.values(let truth, let said, let targets), .values(let truth2, let said2, let targets2))
        where targets == targets2:
            content = .values(truth: truth + truth2, predicted: said + said2, targets: targets)
        default: return nil
        }
        return PredictionsWithTruth(
            content: content, weights: weights.flatMap { first in other.weights.map { first + $0 } })
    }

    /// Reads the truth from the table that was predicted.
    ///
    /// - Throws: ``ModelError`` or ``PreprocessingError`` where the table lacks it.
    init(_ predictions: Predictions, by model: Model, on table: Table) throws {
        guard let preprocessor = model.preprocessor else { throw ModelError.trainedOnNumbers }
        weights = try preprocessor.weights(from: table)
        switch predictions.content {
        case .classes(let classes, let labels, let probabilities):
            content = .classes(
                truth: try preprocessor.classIndices(from: table), predicted: classes, labels: labels,
                probabilities: probabilities)
        case .values(let values, let targets):
            content = .values(
                truth: try preprocessor.targetValues(from: table), predicted: values, targets: targets)
        }
    }
}
