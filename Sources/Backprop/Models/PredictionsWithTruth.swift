/// Predictions together with the true targets of the same rows, for scores and charts.
struct PredictionsWithTruth: Sendable {
    /// The truth and the predictions.
    enum Content {
        /// Classes as indices of labels; probabilities are rows × classes.
        case classes(truth: [Int], predicted: [Int], labels: [String], probabilities: [Double]?)
        /// Numbers, rows × targets.
        case values(truth: [Double], predicted: [Double], targets: [String])
        /// Several yes/no targets, rows × targets.
        case multiLabel(truth: [Int], probabilities: [Double], targets: [BinaryTarget])
    }

    let content: Content
    /// The weight of each row, or `nil` if all count equally.
    let weights: [Double]?
    /// The positive class of two.
    let positiveClass: Int
    /// Whether a threshold has decided between two classes, not the higher probability.
    private(set) var hasThreshold = false
    /// The line of the file in which each row begins, or `nil` if it is not known.
    var lines: [Int]?

    /// Returns the scores of all the rows together.
    func evaluation() throws(MetricError) -> Evaluation {
        switch content {
        case .classes(let truth, let predicted, let labels, let probabilities?):
            .classification(
                try ClassificationEvaluation(
                    truth: truth, probabilities: probabilities, classLabels: labels, weights: weights,
                    positiveClass: positiveClass, decided: hasThreshold ? predicted : nil))
        case .classes(let truth, let predicted, let labels, nil):
            .classification(
                try ClassificationEvaluation(
                    truth: truth, predicted: predicted, classLabels: labels, weights: weights,
                    positiveClass: positiveClass))
        case .values(let truth, let predicted, let targets):
            .regression(
                try RegressionEvaluation(
                    truth: truth, predicted: predicted, targetNames: targets, weights: weights))
        case .multiLabel(let truth, let probabilities, let targets):
            .multiLabel(
                try MultiLabelEvaluation(
                    truth: truth, probabilities: probabilities, targets: targets, weights: weights))
        }
    }

    /// Joins the rows of several parts; returns `nil` if there are none, or they are of different kinds.
    init?(merging parts: [PredictionsWithTruth]) {
        guard var all = parts.first else { return nil }
        for part in parts.dropFirst() {
            guard let both = all.followed(by: part) else { return nil }
            all = both
        }
        self = all
    }

    init(content: Content, weights: [Double]?, positiveClass: Int) {
        (self.content, self.weights, self.positiveClass) = (content, weights, positiveClass)
    }

    private func followed(by other: PredictionsWithTruth) -> PredictionsWithTruth? {
        let content: Content
        switch (self.content, other.content) {
        case (
            .classes(let truth, let predicted, let labels, let shares),
            .classes(let truth2, let predicted2, let labels2, let shares2)
        )
        where labels == labels2:
            content = .classes(
                truth: truth + truth2, predicted: predicted + predicted2, labels: labels,
                probabilities: shares.flatMap { first in shares2.map { first + $0 } })
        case (
            .values(let truth, let predicted, let targets), .values(let truth2, let predicted2, let targets2)
        )
        where targets == targets2:
            content = .values(truth: truth + truth2, predicted: predicted + predicted2, targets: targets)
        case (
            .multiLabel(let truth, let shares, let targets),
            .multiLabel(let truth2, let shares2, let targets2)
        )
        where targets == targets2:
            content = .multiLabel(truth: truth + truth2, probabilities: shares + shares2, targets: targets)
        default: return nil
        }
        var both = PredictionsWithTruth(
            content: content, weights: weights.flatMap { first in other.weights.map { first + $0 } },
            positiveClass: positiveClass)
        both.lines = lines.flatMap { first in other.lines.map { first + $0 } }
        return both
    }

    /// Combines predictions with the true targets of the same rows.
    init(_ predictions: Predictions.Content, _ truth: Truth) {
        (weights, positiveClass) = (truth.weights, truth.positiveClass)
        hasThreshold = truth.hasThreshold
        switch (predictions, truth.targets) {
        case (.classes(let predicted, let labels, let probabilities), .classes(let truth)):
            content = .classes(
                truth: truth, predicted: predicted, labels: labels, probabilities: probabilities)
        case (.values(let predicted, let targets), .values(let truth)):
            content = .values(truth: truth, predicted: predicted, targets: targets)
        case (.multiLabel(let probabilities, let targets), .multiLabel(let truth)):
            content = .multiLabel(truth: truth, probabilities: probabilities, targets: targets)
        default: preconditionFailure("predictions and truth are of one kind")
        }
    }
}
