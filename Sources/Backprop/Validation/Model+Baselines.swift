extension Model {
    /// What predictors reach that look at no feature: fitted on the rows that the model was trained on, scored on these.
    ///
    /// For classes the most frequent one, and a class drawn as often as training rows have it; for numbers the
    /// mean and the median. Rows count by their weight and that of their class, there and here.
    ///
    /// - Throws: ``ModelError/trainedOnNumbers``, ``PreprocessingError`` or ``MetricError``.
    public func baselines(on table: Table) throws -> [NamedBaseline] {
        guard let preprocessor else { throw ModelError.trainedOnNumbers }
        let weights = try preprocessor.weights(from: table)
        guard preprocessor.task == .classification else {
            return try numericBaselines(preprocessor, table, weights)
        }
        return try Self.baselines(
            shares: preprocessor.targetSummary.classShares(weighted: preprocessor.classWeights),
            classes: preprocessor.classIndices(from: table), weights: weights,
            labels: preprocessor.classLabels)
    }

    /// The baselines of classes, given as numbers.
    static func baselines(
        shares: [Double], classes: [Int], weights: [Double]?, labels: [String]
    ) throws -> [NamedBaseline] {
        let frequent = try Baseline.mostFrequentClass(
            shares: shares, test: classes, testWeights: weights, classLabels: labels)
        let chance = try Baseline.stratifiedChance(
            shares: shares, test: classes, testWeights: weights, classLabels: labels)
        return [
            NamedBaseline(name: "most frequent class", evaluation: .classification(frequent)),
            NamedBaseline(name: "chance", evaluation: .classification(chance)),
        ]
    }

    private func numericBaselines(
        _ preprocessor: Preprocessor, _ table: Table, _ weights: [Double]?
    ) throws -> [NamedBaseline] {
        let truth = try preprocessor.targetValues(from: table)
        let summary = preprocessor.targetSummary
        return try [("mean", summary.means), ("median", summary.medians)].map { name, values in
            let evaluation = try Baseline.constant(
                values, test: truth, testWeights: weights, targetNames: preprocessor.targetNames)
            return NamedBaseline(name: name, evaluation: .regression(evaluation))
        }
    }
}
