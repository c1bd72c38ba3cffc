import Testing

@testable import Backprop

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

private func preprocessor(
    _ training: [String?], bins: Int, indicators: Bool = false
) throws -> Preprocessor {
    try fitted(
        tableOfFeature(training), .init(missingIndicators: indicators, scaling: .none, bins: bins),
        selection: .init(numeric: [.name("x")]))
}

/// Returns the inputs of each number, without the first one, which is the number itself.
private func binned(_ training: [String?], bins: Int, _ numbers: [String?]) throws -> [[Double]] {
    let preprocessor = try preprocessor(training, bins: bins)
    let values = try preprocessor.features(from: tableOfFeature(numbers), as: Double.self).values
    let width = preprocessor.inputCount
    return numbers.indices.map { Array(values[($0 * width + 1)..<(($0 + 1) * width)]) }
}

private let few: [String?] = ["0", "0", "0", nil, "1", "2", "2", "5", "10", "100", "1000", "50000"]
private let cubes = (0..<400).map { "\(($0 * 7919 % 400) * ($0 * 7919 % 400) * ($0 * 7919 % 400))" }

@Suite struct QuantileBinTests {
    // The numbers are NumPy 2.4.6's:
    //
    //     def bins(training, most, numbers):
    //         x = np.array(training, float)
    //         d = np.unique(x)
    //         p = np.linspace(0, 1, most + 1)
    //         b = d if len(d) <= most else np.unique(np.quantile(x, p, method="lower"))
    //         e = lambda v: np.clip((np.array(v, float)[:, None] - b[:-1]) / np.diff(b), 0, 1)
    //         q = 2 * (e(numbers) - e(x).mean(0))
    //         return b, np.where(np.isnan(q), 0, q)
    //
    //     bins([0, 0, 0, 1, 2, 2, 5, 10, 100, 1000, 50000], 4, [0, 1, 7.5, 60000, -3, np.nan, 30])
    //     bins([(7919 * i % 400) ** 3 for i in range(400)], 6, [12.5, 1e6, 63521199, 3.3e7])
    @Test func agreesWithNumPy() throws {
        let found = try binned(few, bins: 4, ["0", "1", "7.5", "60000", "-3", nil, "30"])
        let expected = [
            [-1.3636363636363635, -0.7954545454545454, -0.18574624015712232],
            [-0.36363636363636354, -0.7954545454545454, -0.18574624015712232],
            [0.6363636363636365, 0.5795454545454546, -0.18574624015712232],
            [0.6363636363636365, 1.2045454545454546, 1.8142537598428776],
            [-1.3636363636363635, -0.7954545454545454, -0.18574624015712232],
            [0, 0, 0],
            [0.6363636363636365, 1.2045454545454546, -0.18494608012511593],
        ]
        expectClose(found, expected)
        let ofCubes = try binned(cubes, bins: 6, ["12.5", "1e6", "63521199", "3.3e7"])
        let expectedOfCubes = [
            [
                -1.7499319816623538, -1.4637806183693995, -1.1459218035507481, -0.8190245328891363,
                -0.49041140286380575, -0.15979601535732146,
            ],
            [
                0.2499810606060604, -0.7737512208609485, -1.1459218035507481, -0.8190245328891363,
                -0.49041140286380575, -0.15979601535732146,
            ],
            [
                0.2499810606060604, 0.5362193816306005, 0.8540781964492519, 1.1809754671108637,
                1.5095885971361942, 1.8402039846426785,
            ],
            [
                0.2499810606060604, 0.5362193816306005, 0.8540781964492519, 1.1809754671108637,
                1.1051196844902842, -0.15979601535732146,
            ],
        ]
        expectClose(ofCubes, expectedOfCubes)
    }

    private func expectClose(_ found: [[Double]], _ expected: [[Double]]) {
        #expect(found.map(\.count) == expected.map(\.count))
        for (found, expected) in zip(found.joined(), expected.joined()) {
            #expect(abs(found - expected) < 1e-14)
        }
    }

    @Test func edgesAreQuantilesOfTheTrainingRows() throws {
        let edges = try preprocessor(cubes, bins: 6).columns[0].numeric?.bins?.edges
        #expect(edges == [0, 287_496, 2_352_637, 7_880_599, 18_821_096, 36_594_368, 63_521_199])
    }

    @Test func fewValuesAreAllEdges() throws {
        let preprocessor = try preprocessor((0..<90).map { "\($0 % 3 * 10)" }, bins: 8)
        #expect(preprocessor.columns[0].numeric?.bins?.edges == [0, 10, 20])
        #expect(preprocessor.featureNames == ["x", "x in (0, 10]", "x in (10, 20]"])
    }

    @Test func oneBinIsTheNumberItself() throws {
        #expect(try preprocessor(["0", "1", "0", "1"], bins: 8).featureNames == ["x"])
        // All quantiles but the last are 0.
        let ties = (0..<100).map { $0 < 95 ? "0" : "\($0)" }
        #expect(try preprocessor(ties, bins: 4).featureNames == ["x"])
        #expect(throws: PreprocessingError.self) { try preprocessor(["3", "3", "3"], bins: 8) }
    }

    @Test func namesDistinguishNeighbors() throws {
        let numbers = (0..<50).map { "-118.\(100 + $0 * 3)" }
        let names = try preprocessor(numbers, bins: 10).featureNames
        #expect(Set(names).count == 11)
        #expect(names[1] == "x in (-118.25, -118.24]")
    }

    @Test func trainingRowsHaveMeanZero() throws {
        for (training, bins) in [(few, 4), (cubes, 16), ((0..<70).map { "\($0 * $0 % 11)" }, 20)] {
            let rows = try binned(training, bins: bins, training)
            for bin in rows[0].indices {
                let sum = rows.reduce(0) { $0 + $1[bin] }
                #expect(abs(sum) < 1e-11)
            }
        }
    }

    @Test func weightsCountLikeRows() throws {
        let weights = (0..<60).map { $0 % 4 }
        let numbers = (0..<60).map { "\($0 * 37 % 60)" }
        func table(_ rows: [Int], weighted: Bool) -> Table {
            Table(
                columns: [
                    (name: "x", values: rows.map { numbers[$0] }),
                    (name: "w", values: rows.map { weighted ? "\(weights[$0])" : "1" }),
                    (name: "y", values: rows.map { "\($0).5" }),
                ], source: "data.csv")
        }
        let settings = PreprocessingSettings(bins: 7)
        let selection = ColumnSelection(numeric: [.name("x")], weight: .name("w"))
        let repeated = (0..<60).flatMap { row in (0..<weights[row]).map { _ in row } }
        let one = try fitted(table(Array(0..<60), weighted: true), settings, selection: selection)
        let other = try fitted(table(repeated, weighted: false), settings, selection: selection)
        let (bins, otherBins) = (one.columns[0].numeric?.bins, other.columns[0].numeric?.bins)
        #expect(bins?.count == 7)
        #expect(bins?.edges == otherBins?.edges)
        for (mean, other) in zip(bins?.means ?? [], otherBins?.means ?? []) {
            #expect(abs(mean - other) < 1e-14)
        }
    }

    @Test func missingNumbersAreZeroInEveryBin() throws {
        let preprocessor = try preprocessor(few, bins: 4, indicators: true)
        #expect(
            preprocessor.featureNames
                == ["x", "x in (0, 2]", "x in (2, 10]", "x in (10, 50000]", "x (missing)"])
        let values = try preprocessor.features(from: tableOfFeature([nil, "2"]), as: Double.self).values
        #expect(values[..<5] == [2, 0, 0, 0, 1])
        #expect(values[9] == 0)
    }

    @Test func datesHaveBinsOfTheirDays() throws {
        let dates = (0..<40).map { "2024-\($0 < 20 ? "01" : "03")-\(10 + $0 % 20)" }
        let settings = PreprocessingSettings(scaling: .none, bins: 2)
        let preprocessor = try fitted(tableOfFeature(dates), settings)
        let names = preprocessor.featureNames
        #expect(names.first == "x (elapsed days)")
        #expect(
            names.suffix(2) == ["x (elapsed days) in (0, 19]", "x (elapsed days) in (19, 79]"])
        let days = ["2024-01-10", "2024-01-29", "2024-02-28", "2025-01-01", nil]
        let values = try preprocessor.features(from: tableOfFeature(days), as: Double.self).values
        let rows = days.indices.map { Array(values[($0 * names.count)..<(($0 + 1) * names.count)].suffix(2)) }
        let means = try #require(preprocessor.columns[0].dates?.bins?.means)
        #expect(rows[0] == [-2 * means[0], -2 * means[1]])
        #expect(rows[1] == [2 * (1 - means[0]), -2 * means[1]])
        #expect(rows[2] == [2 * (1 - means[0]), 2 * (0.5 - means[1])])
        #expect(rows[3] == [2 * (1 - means[0]), 2 * (1 - means[1])])
        #expect(rows[4] == [0, 0])
    }

    @Test func extremesStayFinite() throws {
        let extremes = ["-1.7e308", "1.7e308", "0", "1e-300", "-3", "5", "4.9e-324"]
        for bins in [3, 20] {
            let found = try binned(extremes, bins: bins, extremes)
            #expect(!found.joined().contains { !($0.magnitude <= 2) })
        }
    }

    @Test(arguments: [1, -4, 1025])
    func otherCountsAreRefused(_ count: Int) {
        #expect {
            try preprocessor(cubes, bins: count)
        } throws: { error in
            "\(error)" == "The number of bins is \(count). Give 0 for none, or 2 to 1024."
        }
    }

    @Test func zeroMeansNone() throws {
        #expect(try preprocessor(cubes, bins: 0).featureNames == ["x"])
    }

    /// Each change makes saved bins contradict themselves; reading them must fail, and never trap later.
    @Test(arguments: [
        (#""edges":[0,10,20]"#, #""edges":[0,20,10]"#), (#""edges":[0,10,20]"#, #""edges":[0,10]"#),
        (#""edges":[0,10,20]"#, #""edges":[]"#), (#""means":[0."#, #""means":[7."#),
        (#""means":[0."#, #""means":[0.5,0."#), (#""isUsed":true"#, #""isUsed":false"#),
    ])
    func contradictionsAreRefused(_ original: String, _ changed: String) throws {
        let preprocessor = try preprocessor((0..<90).map { "\($0 % 3 * 10)" }, bins: 8)
        try expectRefused(preprocessor, changing: original, to: changed)
    }
}
