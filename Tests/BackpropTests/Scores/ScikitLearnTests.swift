import Backprop
import Testing

/// Every score compared with scikit-learn's, on random and on degenerate predictions.
@Suite struct ScikitLearnTests {
    static let fixture = ScikitLearnFixture.all

    @Test(arguments: fixture.classification)
    func classification(_ expected: ScikitLearnFixture.Classification) throws {
        let found = try ClassificationEvaluation(
            truth: expected.truth, probabilities: expected.probabilities, classLabels: expected.labels,
            weights: expected.weights)
        let metrics = found.metrics.filter { $0.metric != .calibrationError }
        #expect(differences(metrics, from: expected.scores) == [])
        #expect(zip(found.confusionMatrix.counts, expected.confusion).allSatisfy(agree))
        for (index, scores) in found.perClass.enumerated() {
            let values = [scores.precision, scores.recall, scores.f1, scores.support]
            #expect(zip(values, expected.perClass).allSatisfy { agree($0, $1[index]) })
        }
    }

    @Test(arguments: fixture.classification.filter { $0.firstIsPositive != nil })
    func firstOfTwoClassesIsPositive(_ expected: ScikitLearnFixture.Classification) throws {
        let found = try ClassificationEvaluation(
            truth: expected.truth, probabilities: expected.probabilities, classLabels: expected.labels,
            weights: expected.weights, positiveClass: 0)
        let scores = expected.scores.merging(expected.firstIsPositive ?? [:]) { $1 }
        #expect(differences(found.metrics.filter { $0.metric != .calibrationError }, from: scores) == [])
        #expect(found.positive == found.perClass[0])
        let calibration = try ProbabilityScores(
            truth: expected.truth, probabilities: expected.probabilities, classCount: 2,
            weights: expected.weights
        ).calibration(ofClass: 0)
        #expect(found.probability?.calibration == calibration)
    }

    @Test(arguments: fixture.classification)
    func predictedClassesGiveTheSameScores(_ expected: ScikitLearnFixture.Classification) throws {
        let found = try ClassificationEvaluation(
            truth: expected.truth, predicted: expected.predicted, classLabels: expected.labels,
            weights: expected.weights)
        let names = Set(found.metrics.map(\.metric.rawValue))
        #expect(names.count >= 12)
        #expect(differences(found.metrics, from: expected.scores.filter { names.contains($0.key) }) == [])
    }

    @Test(arguments: fixture.multiLabel)
    func severalTargets(_ expected: ScikitLearnFixture.MultiLabel) throws {
        let found = try MultiLabelEvaluation(
            truth: expected.truth, probabilities: expected.probabilities, targets: expected.targets,
            weights: expected.weights)
        #expect(differences(found.metrics, from: expected.scores) == [])
        for (index, scores) in found.perTarget.enumerated() {
            let positive = try #require(scores.positive)
            let values = [positive.precision, positive.recall, positive.f1, positive.support]
            #expect(zip(values, expected.perTarget).allSatisfy { agree($0, $1[index]) })
        }
        let predicted = try MultiLabelEvaluation(
            truth: expected.truth, predicted: expected.probabilities.map { $0 > 0.5 ? 1 : 0 },
            targets: expected.targets, weights: expected.weights)
        let names = Set(predicted.metrics.map(\.metric.rawValue))
        #expect(names.count == 9)
        #expect(differences(predicted.metrics, from: expected.scores.filter { names.contains($0.key) }) == [])
    }

    @Test(arguments: fixture.classification)
    func curves(_ expected: ScikitLearnFixture.Classification) throws {
        let scores = try ProbabilityScores(
            truth: expected.truth, probabilities: expected.probabilities, classCount: expected.classCount,
            weights: expected.weights)
        let roc = scores.rocCurve(ofClass: 1)
        #expect((roc == nil) == (expected.curves.roc == nil))
        let sides = [roc?.map(\.falsePositiveRate), roc?.map(\.truePositiveRate)]
        expectSame(sides, expected.curves.roc)
        guard let points = expected.curves.precisionRecall else { return }
        let curve = scores.precisionRecallCurve(ofClass: 1)
        expectSame([curve?.map(\.precision), curve?.map(\.recall)], points)
    }

    @Test(arguments: fixture.classification.filter { $0.curves.calibration != nil })
    func calibration(_ expected: ScikitLearnFixture.Classification) throws {
        let scores = try ProbabilityScores(
            truth: expected.truth, probabilities: expected.probabilities, classCount: expected.classCount,
            weights: expected.weights)
        let bins = scores.calibration(ofClass: 1).bins
        expectSame([bins.map(\.fractionPositive), bins.map(\.meanPredicted)], expected.curves.calibration)
    }

    @Test(arguments: fixture.regression)
    func regression(_ expected: ScikitLearnFixture.Regression) throws {
        let found = try RegressionEvaluation(
            truth: expected.truth, predicted: expected.predictions, targetNames: expected.targetNames,
            weights: expected.weights)
        #expect(differences(found.metrics, from: expected.scores) == [])
        #expect(found.perTarget.count == expected.perTarget.count)
        for (scores, other) in zip(found.perTarget, expected.perTarget) {
            #expect(differences(scores.metrics, from: other) == [])
        }
    }

    @Test(arguments: fixture.baselines)
    func classBaselines(_ expected: ScikitLearnFixture.Baselines) throws {
        let labels = ["a", "b", "c", "d"]
        let frequent = try Baseline.mostFrequentClass(
            training: expected.training, trainingWeights: expected.trainingWeights, test: expected.test,
            testWeights: expected.testWeights, classLabels: labels)
        let metrics = frequent.metrics.filter { $0.metric != .calibrationError }
        #expect(differences(metrics, from: expected.mostFrequentClass) == [])
        let chance = try Baseline.stratifiedChance(
            training: expected.training, trainingWeights: expected.trainingWeights, test: expected.test,
            testWeights: expected.testWeights, classLabels: labels)
        #expect(differences(chance.metrics, from: expected.stratifiedChance) == [])
        #expect(frequent.rowCount == 20 && chance.rowCount == 20)
    }

    @Test(arguments: fixture.baselines)
    func numberBaselines(_ expected: ScikitLearnFixture.Baselines) throws {
        let (training, test) = (expected.training.map(Double.init), expected.test.map(Double.init))
        let mean = try Baseline.mean(
            training: training, trainingWeights: expected.trainingWeights, test: test,
            testWeights: expected.testWeights)
        #expect(differences(mean.metrics, from: expected.mean) == [])
        let median = try Baseline.median(
            training: training, trainingWeights: expected.trainingWeights, test: test,
            testWeights: expected.testWeights)
        #expect(differences(median.metrics, from: expected.median) == [])
    }

    @Test func expandingWindows() throws {
        for expected in Self.fixture.windows {
            let folds = try Splitter.expandingWindow(folds: expected.folds)
                .folds(rowCount: expected.rows, seed: 1)
            #expect(folds.map(\.training) == expected.training)
            #expect(folds.map(\.test) == expected.test)
        }
    }

    private func expectSame(_ found: [[Double]?], _ expected: [[Double]]?) {
        guard let expected else { return }
        for (side, other) in zip(found, expected) {
            #expect(side?.count == other.count)
            #expect(zip(side ?? [], other).allSatisfy(agree))
        }
    }
}

/// The comparison itself, so that what it passes means something.
@Suite struct ScoreComparisonTests {
    @Test func seesAWrongValueAMissingOneAndOneTooMany() {
        let expected: [String: Double?] = ["a": 1, "b": nil, "c": 2000]
        #expect(differences([("a", 1), ("c", 2000)], from: expected) == [])
        #expect(differences([("a", 1 + 2e-9), ("c", 2000)], from: expected) == ["a"])
        #expect(differences([("a", 1)], from: expected) == ["c"])
        #expect(differences([("a", 1), ("b", 0), ("c", 2000)], from: expected) == ["b"])
        #expect(differences([("a", 1), ("c", 2000), ("d", 0)], from: expected) == ["d"])
        #expect(differences([("a", .nan), ("c", 2000 + 1e-7)], from: expected) == ["a"])
    }
}
