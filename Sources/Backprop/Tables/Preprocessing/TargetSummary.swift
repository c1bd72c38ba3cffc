/// A summary of the targets of the training rows: the baseline predictions without any feature.
///
/// Rows count by their weight column; the weights of classes are not included.
public struct TargetSummary: Codable, Hashable, Sendable {
    /// The share of each class, in the order of the labels; empty for a regression. The shares sum to 1.
    public let classShares: [Double]

    /// The mean of each target, in the units of the file; for yes/no targets the share of the positive value. Empty for
    /// classes.
    public let means: [Double]

    /// The median of each target, in the units of the file; for yes/no targets 1 or 0. Empty for classes.
    public let medians: [Double]

    init(classShares: [Double] = [], means: [Double] = [], medians: [Double] = []) {
        self.classShares = classShares
        self.means = means
        self.medians = medians
    }

    /// Whether the summary fits a number of classes, or else a number of numeric targets.
    func isValid(classes: Int, numbers: Int) -> Bool {
        let total = classShares.reduce(0, +)
        return classShares.count == classes && means.count == numbers && medians.count == numbers
            && classShares.allSatisfy { $0 >= 0 } && (classes == 0 || abs(total - 1) < 1e-6)
            && (means + medians).allSatisfy(\.isFinite)
    }

    /// Returns the share of each class under weights of the classes, or without weights if their total is zero.
    func classShares(weighted weights: [Double]?) -> [Double] {
        guard let weights, let largest = weights.max(), largest > 0 else { return classShares }
        let products = zip(classShares, weights).map { $0 * ($1 / largest) }
        return products.reduce(0, +) > 0 ? Self.shares(of: products) : classShares
    }

    static func shares(of totals: [Double]) -> [Double] {
        let total = totals.reduce(0, +)
        return totals.map { $0 / total }
    }
}

extension PreprocessorFitting {
    /// Returns a summary of the targets of these rows.
    ///
    /// - Parameter classTotals: The total weight of the rows of each class.
    func targetSummary(_ classTotals: [Double]) throws(PreprocessingError) -> TargetSummary {
        if schema.task == .classification {
            return TargetSummary(classShares: TargetSummary.shares(of: classTotals))
        }
        var (means, medians): ([Double], [Double]) = ([], [])
        for (output, target) in schema.targets.enumerated() {
            let all = try targetNumbers(output, table.columns[target])
            let sample = WeightedSample(rows.map { all[$0] }, weights: weights)
            means.append(sample.mean ?? 0)
            medians.append(sample.quantile(0.5) ?? 0)
        }
        return TargetSummary(means: means, medians: medians)
    }

    /// Returns the numbers of a target: its own, or 1 for the positive of two values.
    private func targetNumbers(_ output: Int, _ column: Column) throws(PreprocessingError) -> [Double] {
        guard let target = schema.binaryTargets?[output] else { return try table.numbers(of: column) }
        let vocabulary = LabelVocabulary(labels: target.labels)
        return column.texts().map { $0.flatMap(vocabulary.index(of:)) == 1 ? 1 : 0 }
    }
}
