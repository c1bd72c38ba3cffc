import Backprop
import Testing

@Suite struct EvaluationTests {
    private static let fixture = ScikitLearnFixture.all

    @Test(arguments: fixture.classification)
    func aWeightOfTwoEqualsTheRowTwice(_ example: ScikitLearnFixture.Classification) throws {
        let repeats = example.truth.indices.map { 1 + $0 % 3 }
        let rows = repeats.enumerated().flatMap { Array(repeating: $0, count: $1) }
        let count = example.classCount
        let weighted = try ClassificationEvaluation(
            truth: example.truth, probabilities: example.probabilities, classLabels: example.labels,
            weights: repeats.map(Double.init))
        let repeated = try ClassificationEvaluation(
            truth: rows.map { example.truth[$0] },
            probabilities: rows.flatMap { example.probabilities[$0 * count..<($0 + 1) * count] },
            classLabels: example.labels)
        expectSame(weighted.metrics, repeated.metrics)
        #expect(weighted.confusionMatrix == repeated.confusionMatrix)
        #expect(
            weighted.probability?.calibration.bins.map(\.count)
                == repeated.probability?.calibration.bins.map(\.count))
    }

    @Test(arguments: fixture.regression.filter { $0.name != "one row" })
    func aWeightOfTwoEqualsTheRowTwiceForNumbers(_ example: ScikitLearnFixture.Regression) throws {
        let width = example.targetCount
        let repeats = (0..<example.truth.count / width).map { $0 % 3 }
        guard repeats.contains(2) || width > 1 else { return }
        let rows = repeats.enumerated().flatMap { Array(repeating: $0, count: $1) }
        func take(_ values: [Double]) -> [Double] { rows.flatMap { values[$0 * width..<($0 + 1) * width] } }
        let weighted = try RegressionEvaluation(
            truth: example.truth, predicted: example.predictions, targetNames: example.targetNames,
            weights: repeats.map(Double.init))
        let repeated = try RegressionEvaluation(
            truth: take(example.truth), predicted: take(example.predictions),
            targetNames: example.targetNames)
        expectSame(weighted.metrics, repeated.metrics)
    }

    @Test(arguments: fixture.classification)
    func classificationsSurviveJSON(_ example: ScikitLearnFixture.Classification) throws {
        let evaluation = Evaluation.classification(
            try ClassificationEvaluation(
                truth: example.truth, probabilities: example.probabilities, classLabels: example.labels,
                weights: example.weights))
        #expect(try roundTrip(evaluation) == evaluation)
        #expect(evaluation.metrics.allSatisfy { $0.value.isFinite })
        #expect(evaluation.metrics.allSatisfy { $0.metric.range.contains($0.value) })
        #expect(evaluation[.accuracy] == evaluation.metrics.first?.value)
        #expect(evaluation[.rmse] == nil && Metric.rmse.task == .regression)
        #expect(evaluation.rowCount == example.truth.count)
    }

    @Test func numbersThatAreFarApartSurviveJSON() throws {
        let evaluation = Evaluation.regression(
            try RegressionEvaluation(truth: [0, 1e-160, 2e-160, 1e100], predicted: [1e100, -1e100, 0, 0]))
        #expect(try roundTrip(evaluation) == evaluation)
        #expect(evaluation.metrics.allSatisfy { $0.value.isFinite })
        let beyond = try RegressionEvaluation(truth: [0, 1e-160], predicted: [1e100, -1e100])
        #expect(beyond.overall.r2 == nil && beyond.overall.explainedVariance == nil)
        #expect(!beyond.metrics.contains { $0.metric == .r2 })
        #expect(try roundTrip(beyond) == beyond)
    }

    /// The squares of such numbers are zero, though the numbers are not.
    @Test(arguments: [1e-300, 1e-170, 1, 1e99]) func scoresDoNotDependOnTheUnit(_ unit: Double) throws {
        let (truth, predicted) = ([1.0, 2, 4, 8], [1.5, 2, 3, 9])
        let plain = try RegressionEvaluation(truth: truth, predicted: predicted).overall
        let scaled = try RegressionEvaluation(
            truth: truth.map { $0 * unit }, predicted: predicted.map { $0 * unit }
        ).overall
        func agree(_ score: Double?, _ other: Double?) -> Bool {
            guard let score, let other else { return false }
            return abs(score - other) <= 1e-12 * abs(other)
        }
        #expect(agree(scaled.r2, plain.r2) && scaled.r2 != 1)
        #expect(agree(scaled.explainedVariance, plain.explainedVariance))
        #expect(agree(scaled.mape, plain.mape))
        #expect(
            agree(scaled.rmse / unit, plain.rmse) && agree(scaled.maximumError / unit, plain.maximumError))
    }

    @Test func aTruthOfZeroHasNoPercentageError() throws {
        let some = try RegressionEvaluation(truth: [0, 1, 2], predicted: [0, 1, 3])
        #expect(some.overall.mape == nil && !some.metrics.contains { $0.metric == .mape })
        #expect(try roundTrip(some) == some)
        let unweighted = try RegressionEvaluation(
            truth: [0, 1, 2], predicted: [1, 1, 3], weights: [0, 1, 1])
        #expect(unweighted.overall.mape == 0.25)
        let oneOfTwo = try RegressionEvaluation(
            truth: [0, 1, 2, 3], predicted: [1, 1, 3, 3], targetNames: ["a", "b"])
        #expect(oneOfTwo.perTarget.map(\.mape) == [nil, 0] && oneOfTwo.overall.mape == nil)
    }

    @Test func rowsOfWeightZeroAreAbsent() throws {
        let truth = [1.0, 2, 3, 50]
        let with = try RegressionEvaluation(truth: truth, predicted: [1, 2, 4, 0], weights: [1, 1, 1, 0])
        let without = try RegressionEvaluation(truth: [1, 2, 3], predicted: [1, 2, 4])
        #expect(with.overall == without.overall)
    }

    @Test func constantTruthIsRecognisedThoughItsMeanIsRounded() throws {
        // 0.1 + 0.1 + 0.1 is not 0.3: a mean a rounding away from 0.1 would make R² about -1e30.
        let found = try RegressionEvaluation(truth: [0.1, 0.1, 0.1], predicted: [0.2, 0.3, 0.1])
        #expect(found.overall.r2 == 0 && found.overall.explainedVariance == 0)
    }

    @Test func theFirstOfEquallyProbableClassesIsPredicted() throws {
        let scores = try ProbabilityScores(
            truth: [0, 1, 2], probabilities: [0.4, 0.4, 0.2, 0.2, 0.4, 0.4, 0.25, 0.25, 0.25],
            classCount: 3)
        #expect(scores.predicted == [0, 1, 0])
    }

    @Test func aSingleClassHasNoProbabilityScores() throws {
        let found = try ClassificationEvaluation(
            truth: [0, 0], probabilities: [1, 1], classLabels: ["only"])
        #expect(found.accuracy == 1 && found.cohenKappa == nil && found.matthewsCorrelation == 0)
        #expect(found.probability?.logLoss == nil && found.probability?.rocAUC == nil)
        #expect(try roundTrip(found) == found)
    }

    @Test func correlationIsDefinedIfAClassHardlyWeighsAnything() throws {
        let found = try ConfusionMatrix(
            truth: [0, 1], predicted: [0, 1], classCount: 2, weights: [1, 1e-30])
        #expect((-1...1).contains(found.matthewsCorrelation))
    }

    @Test func chanceReachesItsExpectedAccuracy() throws {
        let chance = try Baseline.stratifiedChance(
            training: [0, 0, 0, 1], test: [0, 1], classLabels: ["a", "b"])
        #expect(chance.accuracy == 0.5 * 0.75 + 0.5 * 0.25)
        #expect(chance.probability == nil)
    }

    @Test func theFirstOfEquallyFrequentClassesIsTheBaseline() throws {
        let baseline = try Baseline.mostFrequentClass(
            training: [2, 1], test: [0, 1, 2, 1], classLabels: ["a", "b", "c"])
        #expect(baseline.accuracy == 0.5)
        #expect(baseline.confusionMatrix.predictedTotals == [0, 4, 0])
    }

    private func expectSame(
        _ first: [(metric: Metric, value: Double)], _ second: [(metric: Metric, value: Double)]
    ) {
        let expected = Dictionary(
            uniqueKeysWithValues: second.map { ($0.metric.rawValue, Optional($0.value)) })
        #expect(differences(first, from: expected) == [])
    }
}
