import Testing

@testable import Backprop

/// Differences of two predictors; the bounds come from SciPy, by Tests/Conformance/comparison/run.
@Suite struct PairedDifferenceTests {
    private static let first = [0.91, 0.87, 0.93, 0.89, 0.9, 0.95, 0.88, 0.92, 0.9, 0.86]
    private static let second = [0.88, 0.86, 0.91, 0.9, 0.87, 0.93, 0.85, 0.9, 0.88, 0.87]

    private func expect(_ found: PairedDifference?, _ lower: Double, _ upper: Double) throws {
        let interval = try #require(found?.interval)
        #expect(abs(interval.lower - lower) < 1e-11 && abs(interval.upper - upper) < 1e-11)
    }

    @Test func rowsHaveThePairedInterval() throws {
        let found = PairedDifference("accuracy", isHigherBetter: true, rows: Self.first, Self.second)
        try expect(found, 0.005229977685, 0.026770022315)
        #expect(found?.verdict == .first)
        let loss = PairedDifference("loss", isHigherBetter: false, rows: Self.first, Self.second)
        #expect(loss?.verdict == .second)
        let weighted = PairedDifference(
            "accuracy", isHigherBetter: true, rows: Self.first, Self.second,
            weights: [1, 2, 1, 0, 3, 1, 1, 0.5, 2, 1])
        try expect(weighted, 0.010414120821, 0.029585879179)
    }

    @Test func foldsShareRows() throws {
        let found = PairedDifference(
            "accuracy", isHigherBetter: true, folds: Self.first, Self.second, ratio: 0.25)
        try expect(found, -0.004148866775, 0.036148866775)
        #expect(found?.verdict == .unclear)
    }

    @Test func whatHasNoIntervalDecidesNothing() {
        let one = PairedDifference("loss", isHigherBetter: false, rows: [1], [2])
        #expect(one?.interval == nil && one?.verdict == .unclear && one?.difference == -1)
        #expect(PairedDifference("loss", isHigherBetter: false, rows: [], []) == nil)
        #expect(PairedDifference("loss", isHigherBetter: false, rows: [.nan], [1]) == nil)
        #expect(PairedDifference("loss", isHigherBetter: false, rows: [1], [1], weights: [0]) == nil)
    }

    @Test func modelsAreComparedOnTheSameRows() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let (short, long) = (try ModelSupport.model(), try ModelSupport.model { $0.epochs = 200 })
        let found = try short.comparison(with: long, on: table)
        #expect(found.rowCount == 12 && found.differences.map(\.name) == ["accuracy", "log loss"])
        let scores = (try short.evaluate(table), try long.evaluate(table))
        #expect(abs(found.differences[0].first - scores.0[.accuracy]!) < 1e-15)
        #expect(abs(found.differences[1].second - scores.1[.logLoss]!) < 1e-9)
        #expect(found.differences[1].verdict == .second)
        let same = try short.comparison(with: short, on: table)
        #expect(same.differences.allSatisfy { $0.verdict == .unclear && $0.difference == 0 })
        #expect(same.sentence("a", "b").hasPrefix("No more than chance distinguishes a and b: accuracy "))
        let slope = try ModelSupport.model(ModelSupport.slope)
        #expect(
            throws: ComparisonError.otherTargets(
                first: #"the classes "lily", "rose" and "tulip""#, second: #"numbers of "y""#)
        ) { try short.comparison(with: slope, on: table) }
        #expect(
            ComparisonError.otherTargets(first: "a", second: "b").description
                == "The first model predicts a, the second b. Compare models of the same target.")
    }
}
