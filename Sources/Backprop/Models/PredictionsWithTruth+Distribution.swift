extension PredictionsWithTruth {
    /// The distribution of the predictions, or `nil` if there are several targets.
    var distribution: DataSummary.Column? {
        switch content {
        case .classes(_, let predicted, let labels, let probabilities):
            Predictions.Content.classes(predicted, labels: labels, probabilities: probabilities).distribution
        case .values(_, let predicted, let targets):
            Predictions.Content.values(predicted, targets: targets).distribution
        case .multiLabel: nil
        }
    }
}

extension Predictions.Content {
    /// The distribution of the predictions, or `nil` if there are several targets.
    ///
    /// Of two classes it is that of the probability of the second, whose label is its name.
    var distribution: DataSummary.Column? {
        switch self {
        case .classes(let classes, let labels, _):
            if let shares = secondProbabilities {
                return DataSummary.Column(
                    name: labels[1], missingCount: 0, numbers: NumberDistribution(shares))
            }
            var counts = labels.map { (label: $0, count: 0) }
            for index in classes { counts[index].count += 1 }
            return DataSummary.Column(
                name: "", missingCount: 0, categories: CategoryDistribution(counts: counts))
        case .values(let values, let targets) where targets.count == 1:
            return DataSummary.Column(
                name: targets[0], missingCount: 0, numbers: NumberDistribution(values))
        case .values, .multiLabel: return nil
        }
    }

    /// The probabilities of the second of two classes, or `nil` otherwise.
    var secondProbabilities: [Double]? {
        guard case .classes(_, let labels, let shares?) = self, labels.count == 2 else { return nil }
        return stride(from: 1, to: shares.count, by: 2).map { shares[$0] }
    }
}
