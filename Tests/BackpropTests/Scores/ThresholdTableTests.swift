import Testing

@testable import Backprop

/// Decisions between two classes at thresholds.
@Suite struct ThresholdTableTests {
    private static let labels = ["no", "yes"]

    /// Six rows, of which three are a yes.
    private static func table(positive: Int = 1) throws -> ThresholdTable {
        let shares = [0.9, 0.8, 0.6, 0.4, 0.3, 0.1]
        let scores = try ProbabilityScores(
            truth: [1, 1, 0, 1, 0, 0], probabilities: shares.flatMap { [1 - $0, $0] }, classCount: 2,
            positiveClass: positive)
        return ThresholdTable(scores, labels: labels)
    }

    @Test func thresholdsLieBetweenProbabilities() throws {
        let table = try Self.table()
        #expect(table.label == "yes" && table.otherLabel == "no")
        #expect(table.cuts.map(\.threshold) == [0.95, 0.85, 0.7, 0.5, 0.35, 0.2, 0])
        #expect(table.cuts.map(\.truePositives) == [0, 1, 2, 2, 3, 3, 3])
        #expect(table.cuts.map(\.falsePositives) == [0, 0, 0, 1, 1, 2, 3])
        #expect(table.positives == 3 && table.negatives == 3 && table.total == 6)
        let half = table.cut(at: 0.5)
        #expect(table.precision(at: half) == 2.0 / 3 && table.recall(at: half) == 2.0 / 3)
        #expect(table.precision(at: table.cuts[0]) == nil && table.recall(at: table.cuts[0]) == 0)
    }

    @Test func costsChooseTheThreshold() throws {
        let table = try Self.table()
        let equal = CostMatrix(labels: Self.labels)
        // At 0.7 and at 0.35 one row is wrong; 0.35 is nearer to 0.5.
        #expect(table.cheapest(equal).threshold == 0.35)
        #expect(table.cost(at: table.cut(at: 0.5), equal) == 2.0 / 6)
        let missed = try CostMatrix(parsing: "yes=no:5, no=yes:1", labels: Self.labels)
        #expect(table.cheapest(missed).threshold == 0.35)
        #expect(table.cost(at: table.cut(at: 0.5), missed) == 1)
        let alarms = try CostMatrix(parsing: "no=yes:5", labels: Self.labels)
        #expect(table.cheapest(alarms).threshold == 0.7)
        let gain = try CostMatrix(parsing: "no=yes:0, no=no:0, yes=yes:-2, yes=no:0", labels: Self.labels)
        #expect(table.cost(at: table.cheapest(gain), gain) == -1)
    }

    @Test func theOtherClassDecidesAlike() throws {
        let (table, other) = (try Self.table(), try Self.table(positive: 0))
        #expect(table.flipped.label == "no" && table.flipped.positives == 3)
        let costs = try CostMatrix(parsing: "yes=no:5", labels: Self.labels)
        for cut in table.flipped.cuts where cut.threshold > 0 {
            let same = other.cuts.first { abs($0.threshold - cut.threshold) < 1e-9 }
            #expect(same.map { $0.truePositives == cut.truePositives } ?? true)
            #expect(same.map { $0.falsePositives == cut.falsePositives } ?? true)
        }
        let (own, flipped) = (table.cheapest(costs), table.flipped.cheapest(costs))
        #expect(table.cost(at: own, costs) == table.flipped.cost(at: flipped, costs))
    }

    @Test func gainsAreThoseOfTheMostProbableRows() throws {
        let table = try Self.table()
        #expect(table.gain(ofShare: 0) == 0 && table.gain(ofShare: 1) == 1)
        #expect(abs(try #require(table.gain(ofShare: 2.0 / 6)) - 2.0 / 3) < 1e-15)
        #expect(abs(try #require(table.gain(ofShare: 3.5 / 6)) - 2.5 / 3) < 1e-15)
    }

    @Test func manyRowsKeepFewThresholds() throws {
        let truth = (0..<20_000).map { $0 % 50 == 0 || $0 % 97 == 0 ? 1 : 0 }
        let shares = truth.indices.map { Double($0 * 7919 % 20_011) / 20_011 * 0.5 + Double(truth[$0]) * 0.4 }
        let scores = try ProbabilityScores(
            truth: truth, probabilities: shares.flatMap { [1 - $0, $0] }, classCount: 2)
        let table = ThresholdTable(scores, labels: Self.labels)
        #expect((100...205).contains(table.cuts.count))
        #expect(zip(table.cuts, table.cuts.dropFirst()).allSatisfy { $0.threshold > $1.threshold })
        for cut in table.cuts {
            let above = truth.indices.filter { shares[$0] >= cut.threshold }
            #expect(Double(above.count { truth[$0] == 1 }) == cut.truePositives)
            #expect(Double(above.count) == cut.truePositives + cut.falsePositives)
        }
        let text = try JSONValue(encoding: table).text()
        #expect(text.utf8.count < 6000)
        #expect(try JSONValue(parsing: text).decode(ThresholdTable.self) == table)
    }

    @Test func tablesThatContradictThemselvesAreRefused() throws {
        for wrong in [
            #"{"label":"a","otherLabel":"b","thresholds":[0.5],"truePositives":[1],"falsePositives":[1]}"#,
            #"{"label":"a","otherLabel":"b","thresholds":[0.5,0],"truePositives":[2,1],"falsePositives":[1,1]}"#,
            #"{"label":"a","otherLabel":"b","thresholds":[0],"truePositives":[0],"falsePositives":[0]}"#,
            #"{"label":"a","otherLabel":"b","thresholds":[0.5,0],"truePositives":[1],"falsePositives":[1,1]}"#,
        ] {
            let value = try JSONValue(parsing: wrong)
            #expect(throws: (any Error).self) { try value.decode(ThresholdTable.self) }
        }
    }
}
