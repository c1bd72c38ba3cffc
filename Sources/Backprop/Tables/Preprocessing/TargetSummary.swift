/// What the targets of the training rows are, taken together: what can be predicted without looking at a feature.
///
/// Rows count by their weight column; what classes count is not in here.
public struct TargetSummary: Codable, Hashable, Sendable {
    /// The share of each class, in the order of the labels; empty for a regression. They sum to 1.
    public let classShares: [Double]

    /// The mean of each target, in the units of the file; empty for classes.
    public let means: [Double]

    /// The median of each target, in the units of the file; empty for classes.
    public let medians: [Double]

    init(classShares: [Double] = [], means: [Double] = [], medians: [Double] = []) {
        self.classShares = classShares
        self.means = means
        self.medians = medians
    }

    /// Whether it can be that of so many classes, or else of so many numbers.
    func isValid(classes: Int, numbers: Int) -> Bool {
        let total = classShares.reduce(0, +)
        return classShares.count == classes && means.count == numbers && medians.count == numbers
            && classShares.allSatisfy { $0 >= 0 } && (classes == 0 || abs(total - 1) < 1e-6)
            && (means + medians).allSatisfy(\.isFinite)
    }

    /// The share of each class where a row of a class counts so much; as if all counted alike where none would count.
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
    /// What the targets of these rows are.
    ///
    /// - Parameter classTotals: What the rows of each class weigh together.
    func targetSummary(_ classTotals: [Double]) throws(PreprocessingError) -> TargetSummary {
        guard schema.task == .regression else {
            return TargetSummary(classShares: TargetSummary.shares(of: classTotals))
        }
        var (means, medians): ([Double], [Double]) = ([], [])
        for target in schema.targets {
            let all = try table.numbers(of: table.columns[target])
            let sample = WeightedSample(rows.map { all[$0] }, weights: weights)
            means.append(sample.mean ?? 0)
            medians.append(sample.quantile(0.5) ?? 0)
        }
        return TargetSummary(means: means, medians: medians)
    }
}
