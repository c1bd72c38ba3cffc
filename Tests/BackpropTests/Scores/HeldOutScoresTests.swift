import Testing

@testable import Backprop

/// The scores of held-out rows that a model keeps.
@Suite struct HeldOutScoresTests {
    private static let labels = ["no", "yes"]

    /// Returns a fold of 20 rows, of which every fourth is a yes, with that probability of the true class.
    private static func fold(_ sure: Double, wrong: Int = 0) throws -> HeldOutScores.FoldScores {
        let truth = (0..<20).map { $0 % 4 == 0 ? 1 : 0 }
        let shares = truth.indices.flatMap { row -> [Double] in
            let share = row < wrong ? 1 - sure : sure
            return truth[row] == 1 ? [1 - share, share] : [share, 1 - share]
        }
        let baseline = try Baseline.mostFrequentClass(training: truth, test: truth, classLabels: labels)
        return HeldOutScores.FoldScores(
            evaluation: .classification(
                try ClassificationEvaluation(truth: truth, probabilities: shares, classLabels: labels)),
            baselines: [NamedBaseline(name: "most frequent class", evaluation: .classification(baseline))])
    }

    @Test func severalFoldsAreSummarized() throws {
        let scores = try #require(
            HeldOutScores([try Self.fold(0.75), try Self.fold(0.75, wrong: 2), try Self.fold(0.75, wrong: 1)])
        )
        #expect(scores.foldCount == 3 && scores.rowCount == 60 && scores.task == .classification)
        #expect(scores.summaries.map(\.metric) == Metric.main(of: .classification))
        let accuracy = try #require(scores[.accuracy])
        #expect(accuracy.count == 3 && abs(accuracy.mean - 0.95) < 1e-15)
        #expect(abs(try #require(accuracy.standardDeviation) - 0.05) < 1e-15)
        #expect(scores[.rmse] == nil)
        #expect(scores.baselineSummaries.map(\.baseline) == ["most frequent class"])
        #expect(scores.baselineSummaries[0].summaries.first?.summary.mean == 0.75)
        let comparison = try #require(scores.comparison)
        #expect(
            comparison.sentence
                == "Better than always predicting \"no\": accuracy 0.9500 against 0.7500, a gain of 0.0758 to 0.3242 "
                + "(95 % interval).")
    }

    @Test func theNoiseOfOneFoldIsThatOfItsRows() throws {
        let unclear = try #require(HeldOutScores([try Self.fold(0.75, wrong: 3)]))
        #expect(unclear.comparison?.verdict == .unclear)
        #expect(
            unclear.comparison?.sentence
                == "Not clearly better than always predicting \"no\": accuracy 0.8500 against 0.7500, a difference "
                + "within the noise; but its probabilities tell more: log loss 0.4525 against 0.5623.")
        #expect(try HeldOutScores([Self.fold(0.75)])?.comparison?.verdict == .better)
        #expect(unclear[.accuracy]?.standardDeviation == nil)
    }

    @Test func theyAreKeptAsText() throws {
        let scores = try #require(HeldOutScores([try Self.fold(0.6), try Self.fold(0.9, wrong: 1)]))
        let text = try JSONValue(encoding: scores).text()
        #expect(try JSONValue(parsing: text).decode(HeldOutScores.self) == scores)
        #expect(HeldOutScores([]) == nil)
    }

    /// Any text of the right form gives scores, or none; never a trap.
    @Test(arguments: ["[]", "[0.5]", "[0.5,1e308,1e308]", "[-4,7]", "[0.25,0.5,0.75]"])
    func irregularNumbersFromAFile(values: String) throws {
        let text =
            #"{"answer":"a","baselines":[{"name":"b","scores":{"accuracy":[0.5,0.5]}}],"comparedBaseline":0,"foldCount":-3,"#
            + #""model":{"accuracy":\#(values),"other":[1]},"rowCount":-9223372036854775808,"task":"classification"}"#
        let scores = try JSONValue(parsing: text).decode(HeldOutScores.self)
        #expect(scores.summaries.count == (values == "[]" || values.contains("e308") ? 0 : 1))
        #expect((scores.comparison != nil) == (values == "[-4,7]"))
    }
}
