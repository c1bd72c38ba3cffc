import Testing

@testable import Backprop

/// Scores of folds of which some have no row of a class.
@Suite struct FoldScoresTests {
    private static let labels = ["none", "leak", "explosion"]

    private static func fold(_ truth: [Int], _ predicted: [Int]) throws -> Evaluation {
        .classification(
            try ClassificationEvaluation(truth: truth, predicted: predicted, classLabels: labels))
    }

    /// Two folds, of which only the second has an explosion.
    private static func folds() throws -> [Evaluation] {
        [try fold([0, 0, 0, 1], [0, 0, 0, 1]), try fold([0, 0, 1, 2], [0, 0, 1, 0])]
    }

    private func mean(_ metric: Metric, _ summaries: [(metric: Metric, summary: Summary)]) -> Double? {
        summaries.first { $0.metric == metric }?.summary.mean
    }

    @Test func aClassThatAFoldLacksIsScoredOverAllRows() throws {
        let folds = try Self.folds()
        #expect(Evaluation.classesMissing(inSome: folds) == ["explosion"])
        let summaries = ScoresOverFolds(folds).summaries
        // 5 of 5, 2 of 2 and 0 of 1 are right; the mean of the folds would be 5/6.
        #expect(mean(.balancedAccuracy, summaries) == 2.0 / 3)
        #expect(summaries.first { $0.metric == .balancedAccuracy }?.summary.confidenceInterval == nil)
        #expect(mean(.accuracy, summaries) == 0.875)
        #expect(summaries.first { $0.metric == .accuracy }?.summary.count == 2)
    }

    @Test func classesInEveryFoldAreSummarizedOverFolds() throws {
        let folds = [
            try Self.fold([0, 1, 2, 2], [0, 1, 2, 0]), try Self.fold([0, 0, 1, 2], [0, 0, 1, 2]),
        ]
        #expect(Evaluation.classesMissing(inSome: folds) == [])
        let found = try #require(mean(.balancedAccuracy, ScoresOverFolds(folds).summaries))
        let expected: Double = 11.0 / 12
        #expect(abs(found - expected) < 1e-12)
    }

    @Test func heldOutScoresUseAllRowsToo() throws {
        let always = try [[0, 0, 0, 1], [0, 0, 1, 2]].map { try Self.fold($0, [0, 0, 0, 0]) }
        let folds = zip(try Self.folds(), always).map {
            HeldOutScores.FoldScores(
                evaluation: $0, baselines: [NamedBaseline(name: "most frequent class", evaluation: $1)])
        }
        let scores = try #require(HeldOutScores(folds))
        #expect(scores[.balancedAccuracy]?.mean == 2.0 / 3)
        #expect(scores[.balancedAccuracy]?.standardError == nil)
        #expect(mean(.balancedAccuracy, scores.baselineSummaries[0].summaries) == 1.0 / 3)
        #expect(
            scores.pooledNote
                == "Some folds have no row of class \"explosion\". Scores in which every class counts the same are therefore "
                + "those of all held-out rows together.")
        let copy = try JSONValue(encoding: scores).decode(HeldOutScores.self)
        #expect(copy == scores)
    }
}
