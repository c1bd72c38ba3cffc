import Testing

@testable import Backprop

/// Intervals of predicted numbers.
@Suite struct NumberErrorsTests {
    /// Returns normal deviates, the same for each seed.
    private static func deviates(_ count: Int, seed: UInt64) -> [Double] {
        (0..<count).map { index in
            let words = (0..<12).map { Philox(seed: seed, stream: 7).word(at: UInt64(index * 12 + $0)) }
            return words.reduce(-6) { $0 + Double($1) / 4_294_967_296 }
        }
    }

    @Test func equalErrorsHaveOneLength() throws {
        let truth = (1...9).map { Double($0) }
        let errors = try #require(
            NumberErrors(truth: truth, predicted: [2, 2, 4, 4, 6, 6, 8, 8, 10], logarithm: nil))
        #expect(errors.widths == nil && errors.quantiles.values == [0, 0, 0, 0, 1, 1, 1, 1, 1])
        #expect(errors.interval(around: 5, bound: 1) == 4...6)
    }

    @Test func unequalErrorsDependOnThePrediction() throws {
        let count = 1000
        let predicted = (0..<count).map { Double($0 * 379 % count) / 100 }
        let noise = Self.deviates(count, seed: 3)
        let truth = zip(predicted, noise).map { $0 + $1 * (0.2 + $0) }
        let errors = try #require(NumberErrors(truth: truth, predicted: predicted, logarithm: nil))
        let bound = try #require(errors.quantiles.bound(level: 0.9))
        let short = errors.interval(around: 0.5, bound: bound)
        let long = errors.interval(around: 9.5, bound: bound)
        #expect(long.upperBound - long.lowerBound > 5 * (short.upperBound - short.lowerBound))
        // New rows of the same kind, each half by itself.
        let more = Self.deviates(4000, seed: 4)
        for half in 0..<2 {
            let covered = (0..<2000).count { row in
                let prediction = Double(half) * 5 + Double(row) / 400
                let number = prediction + more[half * 2000 + row] * (0.2 + prediction)
                return errors.interval(around: prediction, bound: bound).contains(number)
            }
            #expect((1700...1900).contains(covered), "\(half): \(covered)")
        }
        let equal = try #require(
            NumberErrors(truth: zip(predicted, noise).map(+), predicted: predicted, logarithm: nil))
        #expect(equal.widths == nil)
    }

    @Test func aLogarithmStretchesTheInterval() throws {
        let sample = WeightedSample([1, 10, 100])
        let logarithm = FittedLogarithm(of: sample, isSigned: false)
        let errors = try #require(
            NumberErrors(truth: [1, 10, 100], predicted: [10, 10, 10], logarithm: logarithm))
        let bound = try #require(errors.quantiles.bound(level: 0.7))
        #expect(abs(bound - 2.302585) < 2e-5)
        let range = errors.interval(around: 1000, bound: bound)
        #expect(abs(range.lowerBound - 100) < 0.01 && abs(range.upperBound - 10000) < 1)
        // Beyond the range of predictions there is still an upper bound; a target of at least 0 has none below it.
        let counts = FittedLogarithm(of: WeightedSample([0, 4, 8]), isSigned: false)
        let small = try #require(NumberErrors(truth: [0, 4, 8], predicted: [4, 4, 4], logarithm: counts))
        #expect(small.interval(around: 1, bound: 5).lowerBound == 0)
    }

    @Test func numbersThatAreNotFiniteHaveNoErrors() {
        #expect(NumberErrors(truth: [], predicted: [], logarithm: nil) == nil)
        #expect(NumberErrors(truth: [1], predicted: [.nan], logarithm: nil) == nil)
        #expect(NumberErrors(truth: [-1e308], predicted: [1e308], logarithm: nil) == nil)
    }

    @Test func theyAreReadAsTheyWereWritten() throws {
        let predicted = (0..<400).map { Double($0) }
        let errors = HeldOutErrors(
            truth: predicted.map { $0 + ($0.truncatingRemainder(dividingBy: 7) - 3) * $0 },
            predicted: predicted,
            logarithm: nil)
        let found = try #require(errors)
        #expect(found.rowCount == 400 && found.numbers?.widths != nil)
        let text = try JSONValue(encoding: found).text()
        #expect(try JSONValue(parsing: text).decode(HeldOutErrors.self) == found)
        let wrong = try JSONValue(
            parsing: text.replacing(#""centers":["#, with: #""centers":[1e300,"#))
        #expect(throws: (any Error).self) { try wrong.decode(HeldOutErrors.self) }
    }

    @Test func rowsWithoutWeightAreLeftOut() throws {
        let errors = HeldOutErrors(
            truth: [1, 2, 3], predicted: [1, 3, 9], logarithm: nil, weights: [1, 2, 0])
        #expect(errors?.rowCount == 2 && errors?.numbers?.quantiles.values == [0, 1])
    }
}
