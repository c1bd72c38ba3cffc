extension Predictions {
    /// The predicted label of each row; empty if something else than one class is predicted.
    public var labels: [String] {
        guard case .classes(let classes, let labels, _) = content else { return [] }
        return classes.map { labels[$0] }
    }

    /// The predicted numbers, rows × targets in row-major order; empty if classes are predicted.
    public var values: [Double] {
        guard case .values(let values, _) = content else { return [] }
        return values
    }

    /// The probability of each class by its label, one dictionary per row, or `nil` if the network gives none.
    public var probabilities: [[String: Double]]? {
        guard case .classes(_, let labels, let shares?) = content else { return nil }
        return (0..<rowCount).map { row in
            let start = row * labels.count
            return Dictionary(uniqueKeysWithValues: zip(labels, shares[start..<(start + labels.count)]))
        }
    }

    /// The predicted values of several yes/no targets by the targets' names, one dictionary per row, or `nil` if
    /// something else is predicted.
    public var binaryLabels: [[String: String]]? {
        byTarget { target, probability in target.label(for: probability) }
    }

    /// The probabilities of the positive values of several yes/no targets by the targets' names, one dictionary per row,
    /// or `nil` if something else is predicted.
    public var binaryProbabilities: [[String: Double]]? { byTarget { $1 } }

    private func byTarget<Value>(_ value: (BinaryTarget, Double) -> Value) -> [[String: Value]]? {
        guard case .multiLabel(let probabilities, let targets) = content else { return nil }
        return (0..<rowCount).map { row in
            let pairs = targets.enumerated().map { index, target in
                (target.name, value(target, probabilities[row * targets.count + index]))
            }
            return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Returns the probability of a row's predicted class, or `nil` if there is none.
    public func probability(ofRow row: Int) -> Double? {
        guard case .classes(let classes, let labels, let shares?) = content else { return nil }
        return shares[row * labels.count + classes[row]]
    }
}
