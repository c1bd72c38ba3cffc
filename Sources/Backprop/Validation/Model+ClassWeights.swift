extension Model {
    /// The weight of each class's rows in the scores, in the order of the labels, or `nil` if these are not weighted.
    public var classWeights: [(label: String, weight: Double)]? {
        guard weightsClassesInScores, let preprocessor, let weights = preprocessor.classWeights else {
            return nil
        }
        return zip(preprocessor.classLabels, weights).map { (label: $0, weight: $1) }
    }

    /// The weights of the classes as a sentence, so that weighted scores are not mistaken for counts, or `nil` if all
    /// count alike.
    package var classWeightNotice: String? {
        guard let classWeights, classWeights.contains(where: { $0.weight != 1 }) else { return nil }
        let weights = classWeights.map {
            "\(TextTable.label($0.label, limit: 24)) \(NumberText.short($0.weight))"
        }
        return "Rows count by the weight of their class, as in training: \(list(weights, limit: 10))."
    }
}
