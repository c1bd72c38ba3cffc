import Testing

@testable import Backprop

/// The sentence about whether a model beats the answer without any feature.
@Suite struct BaselineComparisonTests {
    private func sentence(_ truth: [Int], _ yes: [Double]) throws -> BaselineComparison {
        let labels = ["no", "yes"]
        let model = try ClassificationEvaluation(
            truth: truth, probabilities: yes.flatMap { [1 - $0, $0] }, classLabels: labels)
        let baseline = try Baseline.mostFrequentClass(training: truth, test: truth, classLabels: labels)
        return try #require(
            BaselineComparison(
                .classification(model),
                baselines: [NamedBaseline(name: "most frequent class", evaluation: .classification(baseline))]
            ))
    }

    @Test func aBetterModel() throws {
        let truth = (0..<100).map { $0 % 4 == 0 ? 1 : 0 }
        let comparison = try sentence(truth, truth.map { $0 == 1 ? 0.75 : 0.25 })
        #expect(comparison.verdict == .better)
        #expect(
            comparison.sentence
                == "Better than always predicting \"no\": accuracy 1.0000 against 0.7500.")
    }

    @Test func aDifferenceOfTooFewRows() throws {
        let comparison = try sentence([0, 0, 0, 1, 1], [0.25, 0.25, 0.75, 0.75, 0.75])
        #expect(comparison.verdict == .unclear && comparison.gain != nil)
        #expect(
            comparison.sentence
                == "Not clearly better than always predicting \"no\": accuracy 0.8000 against 0.6000, a difference "
                + "within the noise; but its probabilities tell more: log loss 0.5074 against 0.6730.")
    }

    @Test func probabilitiesThatTellMoreThanClasses() throws {
        let truth = (0..<100).map { $0 % 10 == 0 ? 1 : 0 }
        let comparison = try sentence(truth, truth.map { $0 == 1 ? 0.4375 : 0.0625 })
        #expect(comparison.verdict == .notBetter)
        #expect(
            comparison.sentence
                == "No better than always predicting \"no\": accuracy 0.9000 against 0.9000; but its probabilities "
                + "tell more: log loss 0.1408 against 0.3251.")
    }

    @Test func aUselessModel() throws {
        let comparison = try sentence([0, 0, 0, 1], [0.25, 0.25, 0.25, 0.25])
        #expect(
            comparison.sentence == "No better than always predicting \"no\": accuracy 0.7500 against 0.7500.")
    }

    @Test func numbers() throws {
        let truth = [1.0, 2, 3, 6]
        let model = try RegressionEvaluation(truth: truth, predicted: [1.5, 2.5, 3.5, 5.5])
        let mean = try Baseline.mean(training: truth, test: truth)
        let comparison = BaselineComparison(
            .regression(model), baselines: [NamedBaseline(name: "mean", evaluation: .regression(mean))])
        #expect(
            comparison?.sentence
                == "Better than always predicting the mean: typical error (RMSE) 0.5000 against 1.871.")
    }

    @Test func rowsGiveTheNoiseOfNumbers() throws {
        func compared(_ errors: [Double], _ targets: [Double]) throws -> BaselineComparison {
            let rows = PredictionsWithTruth(
                content: .values(
                    truth: targets, predicted: zip(targets, errors).map { $0 - $1 }, targets: ["y"]),
                weights: nil, positiveClass: 0)
            let mean = try Baseline.constant([0], test: targets, testWeights: nil, targetNames: ["y"])
            return try #require(
                try rows.comparison(
                    rows.evaluation(), with: [NamedBaseline(name: "mean", evaluation: .regression(mean))],
                    means: [0], by: nil))
        }
        let better = try compared([0.5, -0.4, 0.6, 0.5, -0.5], [3, -2, 2.5, 3, -3])
        #expect(better.verdict == .better && (better.gain?.lower ?? 0) > 1)
        let unclear = try compared([1, 1, -1, 1], [1.2, -0.9, 1.1, 0.9])
        #expect(
            unclear.sentence
                == "Not clearly better than always predicting the mean: typical error (RMSE) 1.000 against 1.033, a "
                + "difference within the noise.")
        #expect(try compared([1], [1.2]).verdict == .unclear)
        #expect(try compared([1.2], [1]).verdict == .notBetter)
    }

    @Test func foldsHaveAnInterval() throws {
        func scores(_ right: Int) throws -> Evaluation {
            .classification(
                try ClassificationEvaluation(
                    truth: Array(repeating: 0, count: 10),
                    predicted: (0..<10).map { $0 < right ? 0 : 1 }, classLabels: ["no", "yes"]))
        }
        func baseline(_ right: Int) throws -> [NamedBaseline] {
            [NamedBaseline(name: "most frequent class", evaluation: try scores(right))]
        }
        let better = BaselineComparison(
            folds: try [9, 10, 9].map(scores), named: try [5, 5, 5].map(baseline))
        #expect(
            better?.sentence
                == "Better than always predicting \"no\": accuracy 0.9333 against 0.5000, a gain of 0.2899 to 0.5768 "
                + "(95 % interval).")
        let unclear = BaselineComparison(
            folds: try [9, 5, 6].map(scores), named: try [5, 5, 5].map(baseline))
        #expect(
            unclear?.sentence
                == "Not clearly better than always predicting \"no\": accuracy 0.6667 against 0.5000, a difference "
                + "within the noise.")
    }
}
