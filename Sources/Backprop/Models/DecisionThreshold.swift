/// The probability of one of two classes from which it is predicted.
public struct DecisionThreshold: Codable, Hashable, Sendable {
    /// The class.
    public let label: String

    /// The lowest probability with which the class is predicted, from 0 to 1.
    public let probability: Double

    /// Creates a threshold.
    public init(label: String, probability: Double) {
        (self.label, self.probability) = (label, probability)
    }

    /// Returns the threshold of the other class that decides alike, except about a row exactly on it.
    func about(_ label: String) -> DecisionThreshold {
        label == self.label ? self : DecisionThreshold(label: label, probability: 1 - probability)
    }
}

extension Model {
    /// Returns the model with a threshold that decides between its two classes, in place of the higher probability.
    ///
    /// Predictions, scores and exported models follow it. Probabilities stay equal.
    ///
    /// - Parameter threshold: The threshold, or `nil` to predict the more probable class.
    /// - Throws: ``CostError`` unless the model gives probabilities of two classes, of which one has the label.
    public func deciding(by threshold: DecisionThreshold?) throws(CostError) -> Model {
        var model = self
        model.threshold = try threshold.map { (found) throws(CostError) in try checked(found) }
        return model
    }

    private func checked(_ threshold: DecisionThreshold) throws(CostError) -> DecisionThreshold {
        guard input.task == .classification else { throw .notClasses }
        guard network.givesProbabilities else { throw .noProbabilities }
        let labels = input.classLabels
        guard labels.count == 2 else { throw .notTwoClasses(count: labels.count) }
        guard threshold.probability >= 0, threshold.probability <= 1 else {
            throw .threshold(threshold.probability)
        }
        guard let index = LabelVocabulary(labels: labels).index(of: threshold.label) else {
            throw .unknownClass(label: threshold.label, known: labels)
        }
        return DecisionThreshold(label: labels[index], probability: threshold.probability)
    }

    /// Returns predictions with the classes that the threshold decides for.
    func decided(_ predictions: Predictions) -> Predictions {
        guard threshold != nil else { return predictions }
        return Predictions(
            content: decided(predictions.content), rowCount: predictions.rowCount, report: predictions.report)
    }

    /// Returns predictions with the classes that the threshold decides for.
    func decided(_ content: Predictions.Content) -> Predictions.Content {
        guard let threshold, case .classes(_, let labels, let shares?) = content,
            let index = labels.firstIndex(of: threshold.label)
        else { return content }
        let classes = stride(from: index, to: shares.count, by: 2).map {
            shares[$0] >= threshold.probability ? index : 1 - index
        }
        return .classes(classes, labels: labels, probabilities: shares)
    }
}
