/// What a predictor reaches that looks at no feature, under the name that reports give it.
public struct NamedBaseline: Codable, Equatable, Sendable {
    /// What it predicts: `most frequent class`, `chance`, `mean` or `median`.
    public let name: String

    /// Its scores.
    public let evaluation: Evaluation
}

extension Model {
    /// What predictors reach that look at no feature, fitted on the training rows and scored on the test rows.
    ///
    /// For classes the most frequent one, and a class drawn as often as training rows have it; for numbers the
    /// mean and the median. Rows count by their weight.
    ///
    /// - Throws: ``ModelError/trainedOnNumbers``, ``PreprocessingError`` or ``MetricError``.
    public func baselines(training: Table, test: Table) throws -> [NamedBaseline] {
        guard let preprocessor else { throw ModelError.trainedOnNumbers }
        let weights = try (preprocessor.rowWeights(from: training), preprocessor.rowWeights(from: test))
        guard preprocessor.task == .classification else {
            return try numericBaselines(preprocessor, training, test, weights)
        }
        return try Self.baselines(
            training: preprocessor.classIndices(from: training), trainingWeights: weights.0,
            test: preprocessor.classIndices(from: test), testWeights: weights.1,
            classLabels: preprocessor.classLabels)
    }

    /// The baselines of classes, given as numbers.
    static func baselines(
        training: [Int], trainingWeights: [Double]?, test: [Int], testWeights: [Double]?,
        classLabels: [String]
    ) throws -> [NamedBaseline] {
        let frequent = try Baseline.mostFrequentClass(
            training: training, trainingWeights: trainingWeights, test: test, testWeights: testWeights,
            classLabels: classLabels)
        let chance = try Baseline.stratifiedChance(
            training: training, trainingWeights: trainingWeights, test: test, testWeights: testWeights,
            classLabels: classLabels)
        return [
            NamedBaseline(name: "most frequent class", evaluation: .classification(frequent)),
            NamedBaseline(name: "chance", evaluation: .classification(chance)),
        ]
    }

    private func numericBaselines(
        _ preprocessor: Preprocessor, _ training: Table, _ test: Table, _ weights: ([Double]?, [Double]?)
    ) throws -> [NamedBaseline] {
        let truth = try (
            preprocessor.targetValues(from: training), preprocessor.targetValues(from: test)
        )
        let names = preprocessor.targetNames
        let mean = try Baseline.mean(
            training: truth.0, trainingWeights: weights.0, test: truth.1, testWeights: weights.1,
            targetNames: names)
        let median = try Baseline.median(
            training: truth.0, trainingWeights: weights.0, test: truth.1, testWeights: weights.1,
            targetNames: names)
        return [
            NamedBaseline(name: "mean", evaluation: .regression(mean)),
            NamedBaseline(name: "median", evaluation: .regression(median)),
        ]
    }
}
