extension Predictions {
    /// The predicted label of each row; empty if numbers are predicted.
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

    /// Returns the probability of a row's predicted class, or `nil` if there is none.
    public func probability(ofRow row: Int) -> Double? {
        guard case .classes(let classes, let labels, let shares?) = content else { return nil }
        return shares[row * labels.count + classes[row]]
    }
}
