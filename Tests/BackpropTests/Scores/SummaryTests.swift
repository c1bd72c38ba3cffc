import Testing

@testable import Backprop

@Suite struct SummaryTests {
    @Test func agreesWithSciPy() throws {
        for expected in ScikitLearnFixture.all.summaries {
            let summary = try #require(Summary(expected.scores))
            #expect(summary.count == expected.scores.count)
            #expect(agree(summary.mean, expected.mean))
            #expect(agree(try #require(summary.standardDeviation), expected.deviation))
            #expect(agree(try #require(summary.standardError), expected.error))
            let interval = try #require(summary.confidenceInterval)
            #expect(agree(interval.lower, expected.lower) && agree(interval.upper, expected.upper))
        }
    }

    @Test func studentQuantilesAgreeWithSciPy() {
        for row in ScikitLearnFixture.all.student {
            let quantile = StudentDistribution(degreesOfFreedom: Int(row[1])).quantile(row[0])
            #expect(agree(quantile, row[2]), "probability \(row[0]), \(Int(row[1])) degrees of freedom")
        }
    }

    @Test func oneScoreHasNoSpread() throws {
        let summary = try #require(Summary([0.5]))
        #expect(summary.mean == 0.5 && summary.standardDeviation == nil)
        #expect(summary.standardError == nil && summary.confidenceInterval == nil)
    }

    @Test func equalScoresHaveExactlyNoSpread() throws {
        let summary = try #require(Summary([0.1, 0.1, 0.1]))
        #expect(summary.mean == 0.1 && summary.standardDeviation == 0)
        #expect(summary.confidenceInterval == Summary.Interval(lower: 0.1, upper: 0.1))
    }

    @Test(arguments: [[], [Double.nan], [1, .infinity]])
    func scoresThatAreNotFiniteHaveNoSummary(scores: [Double]) {
        #expect(Summary(scores) == nil)
    }

    @Test func summariesKeepTheOrderAndCountTheFoldsThatDefineAMetric() throws {
        let one = try ClassificationEvaluation(
            truth: [0, 1], probabilities: [0.75, 0.25, 0.25, 0.75], classLabels: ["a", "b"])
        let other = try ClassificationEvaluation(
            truth: [0, 0], probabilities: [0.75, 0.25, 0.25, 0.75], classLabels: ["a", "b"])
        let found = Evaluation.summaries(of: [.classification(other), .classification(one)])
        #expect(found.first?.metric == .accuracy)
        #expect(found.first?.summary.mean == 0.75)
        #expect(found.first { $0.metric == .rocAUC }?.summary.count == 1)
        #expect(Evaluation.summaries(of: []).isEmpty)
    }
}
