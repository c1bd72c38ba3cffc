import Testing

@testable import Backprop

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Returns the scaled values of a column for other numbers.
private func scaled(
    _ training: [String?], _ scaling: Scaling, _ numbers: [String?],
    _ settings: PreprocessingSettings = .init()
) throws -> [Double] {
    var settings = settings
    settings.scaling = scaling
    let preprocessor = try fitted(tableOfFeature(training), settings)
    return try preprocessor.features(from: tableOfFeature(numbers), as: Double.self).values
}

/// 400 different numbers over seven decades, in no order.
private let cubes = (0..<400).map { "\(($0 * 7919 % 400) * ($0 * 7919 % 400) * ($0 * 7919 % 400))" }

@Suite struct QuantileScalingTests {
    // The numbers are scikit-learn 1.9.1's:
    //
    //     def fit(x, n):
    //         return QuantileTransformer(n_quantiles=n, output_distribution="normal", subsample=None).fit(np.c_[x])
    //
    //     q = fit([0, 0, 0, 1, 2, 2, 5, 10, 100, 1000, 50000, 2], 10)  # the last is the median of the others
    //     q.transform(np.c_[[0, 1, 2, 5, 10, 100, 1000, 50000, -5, .5, 3, 777, 1e9]])
    //     x = np.array([(7919 * i % 400) ** 3 for i in range(400)])
    //     fit(x, 13).transform(np.c_[[0, 1, 1000, 59319000, 8000000, 63521199, 31855013, 12.5]])
    @Test func agreesWithScikitLearn() throws {
        let training = ["0", "0", "0", "1", "2", "2", "5", "10", "100", "1000", "50000", nil]
        let found = try scaled(
            training, .quantile,
            ["0", "1", "2", "5", "10", "100", "1000", "50000", "-5", "0.5", "3", "777", "1e9", nil])
        let expected = [
            -5.199337582605575, -0.604585346583237, -0.13971029888186212, 0.3158231414114357,
            0.4499066147692282, 0.785036049876892, 1.2230286381734978, 5.19933758270342,
            -5.199337582605575, -0.7478585947633022, 0.18312383457463657, 1.202605213774596,
            5.19933758270342, -0.13971029888186212,
        ]
        for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 1e-8) }
        let many = try scaled(
            cubes, .quantile,
            ["0", "1", "1000", "59319000", "8000000", "63521199", "31855013", "12.5"])
        let expectedOfMany = [
            -5.199337582605575, -4.585380581172724, -2.8385710983367307, 1.9774420186102604,
            0.002671223653840082, 5.19933758270342, 0.8144309643492945, -4.026367942727704,
        ]
        for (found, expected) in zip(many, expectedOfMany) { #expect(abs(found - expected) < 1e-8) }
    }

    @Test func keepsFewQuantiles() throws {
        let preprocessor = try fitted(tableOfFeature(cubes), .init(scaling: .quantile))
        let many = try #require(preprocessor.columns[0].numeric)
        #expect(many.scale.quantiles?.count == 13)
        #expect(many.scale.quantiles?.firsts == nil)
        let ties = (0..<400).map { "\($0 % 3)" }
        let schema = try Schema(inferring: tableOfFeature(ties), selection: .init(numeric: [.name("x")]))
        let few = try Preprocessor(
            fitting: tableOfFeature(ties), schema: schema, settings: .init(scaling: .quantile),
            targetEncoding: .numeric)
        #expect(few.columns[0].numeric?.scale.quantiles?.values == [0, 1, 2])
        #expect(few.columns[0].numeric?.scale.quantiles?.firsts == [0, 5, 9])
    }

    @Test(arguments: [Scaling.quantile, .robustClipped])
    func isMonotoneAndFinite(_ scaling: Scaling) throws {
        let numbers = [
            "-1e300", "-7", "0", "0.5", "1", "2", "999", "123456", "8e6", "6.4e7", "1e18", "1e300",
        ]
        let found = try scaled(cubes, scaling, numbers)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(found.allSatisfy { abs($0) < 5.2 })
        if scaling == .robustClipped { #expect(found.last == 3) }
    }

    @Test(arguments: [Scaling.quantile, .robustClipped])
    func orderOfRowsDoesNotMatter(_ scaling: Scaling) throws {
        let one = try fitted(tableOfFeature(cubes), .init(scaling: scaling))
        let other = try fitted(tableOfFeature(cubes.reversed()), .init(scaling: scaling))
        #expect(one.columns[0] == other.columns[0])
    }

    @Test func clipsSmoothly() throws {
        // The median of 1, 2, 3, 4, 100 is 3, the quartiles 2 and 4, so that 100 is 48.5 before it is clipped.
        let found = try scaled(["1", "2", "3", "4", "100"], .robustClipped, ["3", "4", "100", "-94"])
        let far = 48.5 / (1 + (48.5 / 3) * (48.5 / 3)).squareRoot()
        for (found, expected) in zip(found, [0, 0.5 / (1 + 1.0 / 36).squareRoot(), far, -far]) {
            #expect(abs(found - expected) < 1e-12)
        }
        // Equal quartiles: half of the range is the divisor.
        let ties = try scaled(["5", "5", "5", "5", "5", "5", "5", "9"], .robustClipped, ["5", "9"])
        #expect(ties == [0, 2 / (1 + 4.0 / 9).squareRoot()])
    }

    @Test(arguments: [Scaling.quantile, .robustClipped])
    func extremesStayFinite(_ scaling: Scaling) throws {
        let extremes = ["-1.7e308", "1.7e308", "0", "1e-300", "-3", "5"]
        let found = try scaled(extremes, scaling, extremes)
        #expect(!found.contains { !$0.isFinite })
        let tiny = try scaled(["1e-12", "2e-12", "3e-12"], scaling, ["1e-12", "2e-12", "3e-12"])
        #expect(tiny[0] < tiny[1] && tiny[1] < tiny[2])
        let missing = try scaled(
            ["1", "1", nil, "1"], scaling, ["1", nil, "7"], .init(missingIndicators: true))
        #expect(missing == [0, 1, 0])
    }

    @Test func floatsAreRoundedOnce() throws {
        let preprocessor = try fitted(tableOfFeature(cubes), .init(scaling: .quantile))
        let doubles = try preprocessor.features(from: tableOfFeature(cubes), as: Double.self).values
        let floats = try preprocessor.features(from: tableOfFeature(cubes), as: Float.self).values
        #expect(floats == doubles.map { Float($0) })
    }

    /// Each change makes saved quantiles contradict themselves; reading them must fail, and never trap later.
    @Test(arguments: [
        (#""values":[0,1,2]"#, #""values":[0,2,1]"#), (#""values":[0,1,2]"#, #""values":[]"#),
        (#""firsts":[0,5,9]"#, #""firsts":[1,5,9]"#), (#""firsts":[0,5,9]"#, #""firsts":[0,5]"#),
        (#""firsts":[0,5,9]"#, #""firsts":[0,5,13]"#), (#""firsts":[0,5,9],"#, ""),
        (#""scale":1"#, #""scale":1,"bound":-3"#),
    ])
    func contradictionsAreRefused(_ original: String, _ changed: String) throws {
        let rows = (0..<400).map { "\($0 % 3)" }
        let schema = try Schema(inferring: tableOfFeature(rows), selection: .init(numeric: [.name("x")]))
        let preprocessor = try Preprocessor(
            fitting: tableOfFeature(rows), schema: schema, settings: .init(scaling: .quantile),
            targetEncoding: .numeric)
        try expectRefused(preprocessor, changing: original, to: changed)
    }
}
