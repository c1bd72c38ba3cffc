/// A target with two values, one of several whose probabilities are predicted side by side.
public struct BinaryTarget: Codable, Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// The value whose probability is predicted.
    public let positive: String
    /// The other value.
    public let negative: String

    /// Creates a target from its two values.
    public init(name: String, positive: String, negative: String) {
        (self.name, self.positive, self.negative) = (name, positive, negative)
    }

    /// Both values, the positive one second.
    var labels: [String] { [negative, positive] }

    /// Returns the value that a probability predicts: the positive one above ½.
    func label(for probability: Double) -> String { Self.isPositive(probability) ? positive : negative }

    /// Returns whether a probability predicts the positive value.
    static func isPositive(_ probability: Double) -> Bool { probability > 0.5 }
}

extension Schema {
    /// Returns the stratum of each row with several yes/no targets: the rarest of its positive targets, or their number
    /// if none is positive.
    ///
    /// - Parameter rows: The rows, all of which have targets.
    func strata(of rows: [Int], in table: Table) -> [Int]? {
        guard let binaryTargets else { return nil }
        let table = reading(table)
        let isPositive = zip(targets, binaryTargets).map { index, target in
            let vocabulary = LabelVocabulary(labels: target.labels)
            let texts = table.columns[index].texts()
            return rows.map { texts[$0].flatMap(vocabulary.index(of:)) == 1 }
        }
        let counts = isPositive.map { $0.count { $0 } }
        let rarestFirst = targets.indices.sorted { (counts[$0], $0) < (counts[$1], $1) }
        return rows.indices.map { row in rarestFirst.first { isPositive[$0][row] } ?? targets.count }
    }

    /// The names of the strata of several yes/no targets.
    var strataNames: [String] { targetNames + ["none of the targets"] }
}

extension SchemaInference {
    /// Lists the two values of each target, and decides which one is positive.
    mutating func listBinaryTargets() throws(SchemaError) {
        for target in targets {
            let counts = columnStatistics[target].counts ?? LabelCounts(table.columns[target].texts())
            targetCounts[target] = counts
            noteCase(target, counts.labels)
            noteRareClasses(counts, of: target)
        }
        if let knownTargets {
            binaryTargets = knownTargets
            return try refuseMissingLabels()
        }
        let positives = try positiveIndices()
        binaryTargets = zip(targets, positives).map { target, positive in
            let labels = targetCounts[target]?.labels ?? []
            return BinaryTarget(
                name: columnStatistics[target].name, positive: labels[positive],
                negative: labels[1 - positive])
        }
        try refuseMissingLabels()
    }

    /// Returns the index of the positive value of each target.
    ///
    /// Of two numbers it is the greater one. If all targets have the same values, it is the one that is rarer in all of
    /// them together. Otherwise it is the rarer one of each target. The selection may name another one.
    private func positiveIndices() throws(SchemaError) -> [Int] {
        let counts = targets.compactMap { targetCounts[$0] }
        if let positive = selection.positive { return try indices(of: positive, counts) }
        let areAlike = counts.allSatisfy { $0.labels == counts[0].labels }
        let totals = (0..<2).map { index in counts.reduce(0) { $0 + $1.counts[index] } }
        return counts.map { counts in
            if LabelVocabulary.numbers(of: counts.labels) != nil { return 1 }
            let rows = areAlike ? totals : counts.counts
            return rows[0] < rows[1] ? 0 : 1
        }
    }

    private func indices(of positive: String, _ counts: [LabelCounts]) throws(SchemaError) -> [Int] {
        var indices: [Int] = []
        for (target, counts) in zip(targets, counts) {
            guard let index = LabelVocabulary(labels: counts.labels).index(of: positive), index < 2
            else {
                throw .unknownPositive(
                    source: table.source, label: positive, column: columnStatistics[target].name,
                    known: counts.labels)
            }
            indices.append(index)
        }
        return indices
    }

    /// Throws for a row that has values of some of the targets only.
    private mutating func refuseMissingLabels() throws(SchemaError) {
        let columns = targets.map { table.columns[$0] }
        for row in 0..<table.rowCount {
            let missing = columns.filter { $0.isMissing(at: row) }
            guard let column = missing.first, missing.count < columns.count else { continue }
            return try refuse(
                .missingLabel(source: table.source, line: table.location(ofRow: row), column: column.name))
        }
    }
}
