import Testing

@testable import Backprop

/// Distributions, and the measures of how far two lie apart. Reference values: Tests/Conformance/drift.
@Suite struct DriftScoreTests {
    /// Numbers from 0 to 1 that every language computes alike: the fractional parts of i·φ, to a power.
    static func numbers(_ count: Int, power: Int) -> [Double] {
        (1...count).map { index in
            let part = (Double(index) * 0.618033988749895).truncatingRemainder(dividingBy: 1)
            return (0..<power).reduce(1.0) { product, _ in product * part }
        }
    }

    private func drift(_ old: [Double], _ new: [Double]) throws -> ColumnDrift {
        let before = DataSummary.Column(name: "x", missingCount: 0, numbers: NumberDistribution(old))
        var drift = ColumnDrift(name: "x", kind: .numbers, rowCount: new.count)
        drift.compare(new, with: before, old.count, range: nil)
        return drift
    }

    @Test func manyNumbersAreKeptByHundredths() throws {
        let numbers = Self.numbers(1000, power: 1)
        let kept = try #require(NumberDistribution(numbers))
        let sorted = numbers.sorted()
        #expect(kept.values.count == 101 && !kept.isComplete && kept.count == 1000)
        #expect(kept.minimum == sorted[0] && kept.maximum == sorted[999] && kept.median == sorted[499])
        for (value, count) in zip(kept.values, kept.counts) { #expect(sorted[count - 1] == value) }
        let few = try #require(NumberDistribution([3, -0.0, 1, 1, 0]))
        #expect(few.values == [0, 1, 3] && few.counts == [2, 4, 5] && few.isComplete)
        #expect(NumberDistribution([]) == nil && NumberDistribution([1, .nan]) == nil)
        #expect(NumberDistribution(Self.numbers(1000, power: 1), stepCount: 20)?.values.count == 21)
    }

    @Test func stabilityIndexIsThatOfNumpy() throws {
        let found = try drift(Self.numbers(1000, power: 1), Self.numbers(300, power: 2))
        let stability = try #require(found.stability)
        #expect(abs(stability.value - 0.372160721021) < 1e-10)
        #expect(stability.binCount == 10)
        let few = try drift([0, 0, 0, 1, 1, 2, 2, 2, 5, 5], [0, 1, 1, 1, 5, 5, 5, 9])
        #expect(abs(try #require(few.stability).value - 0.910647044503) < 1e-10)
        #expect(few.aboveCount == 1 && few.belowCount == 0 && few.range == 0...5)
        let same = try drift(Self.numbers(1000, power: 1), Self.numbers(1000, power: 1))
        #expect(try #require(same.stability).value == 0)
    }

    @Test func largestDifferenceIsThatOfSciPy() throws {
        let many = try drift(Self.numbers(1000, power: 1), Self.numbers(300, power: 2))
        // Only every hundredth number is kept.
        let statistic = try #require(many.kolmogorovSmirnov).statistic
        #expect(statistic <= 0.253000000000 + 1e-12 && statistic >= 0.253000000000 - 0.01)
        let few = try drift([0, 0, 0, 1, 1, 2, 2, 2, 5, 5], [0, 1, 1, 1, 5, 5, 5, 9])
        #expect(abs(try #require(few.kolmogorovSmirnov).statistic - 0.300000000000) < 1e-12)
        let small = try drift(Self.numbers(80, power: 1), Self.numbers(60, power: 2))
        let found = try #require(small.kolmogorovSmirnov)
        #expect(abs(found.statistic - 0.275000000000) < 1e-12)
        #expect(abs(found.probability - 0.009173414268) < 0.004)
    }

    @Test func chanceIsThatOfTheChiSquareDistribution() throws {
        for (freedom, probability, expected) in [
            (1, 0.95, 3.841458820694), (9, 0.95, 16.918977604620), (9, 0.999, 27.877164871257),
            (50, 0.99, 76.153891249013),
        ] {
            let found = ChiSquareDistribution(degreesOfFreedom: freedom).quantile(probability)
            #expect(abs(found - expected) < 1e-8)
        }
        let index = try #require(StabilityIndex(before: [10, 10], after: [5, 5]))
        #expect(abs(index.exceededByChance(0.05) - 3.841458820694 * 0.15) < 1e-8)
        #expect(StabilityIndex(before: [1], after: [0]) == nil)
        #expect(StabilityIndex(before: [4, 0], after: [3, 0])?.exceededByChance(0.05) == 0)
    }

    @Test func areaIsThatOfScikitLearn() throws {
        let scores = Self.numbers(200, power: 1).map { ($0 * 20).rounded(.down) / 20 }
        let positive = Self.numbers(200, power: 2).enumerated().map { index, value in
            value + Double(index % 7) / 7 > 0.8
        }
        let area = try #require(AreaUnderCurve(scores: scores, isPositive: positive))
        #expect(abs(area.value - 0.839343434343) < 1e-10)
        #expect(abs(area.interval.lower - 0.784186832781) < 1e-10)
        #expect(abs(area.interval.upper - 0.894500035906) < 1e-10)
        #expect(AreaUnderCurve(scores: [1, 2, 3], isPositive: [true, false, false]) == nil)
        let perfect = try #require(
            AreaUnderCurve(scores: [1, 2, 3, 4], isPositive: [false, false, true, true]))
        #expect(perfect.value == 1 && perfect.interval.upper == 1)
    }

    @Test func damagedSummariesAreErrors() throws {
        func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
            try JSONValue(parsing: text).decode(type)
        }
        #expect(throws: (any Error).self) {
            try read(NumberDistribution.self, #"{"values":[2,1],"counts":[1,2],"complete":true}"#)
        }
        #expect(throws: (any Error).self) {
            try read(NumberDistribution.self, #"{"values":[],"counts":[],"complete":true}"#)
        }
        #expect(throws: (any Error).self) {
            try read(CategoryDistribution.self, #"{"labels":["a","a"],"counts":[1,1],"others":0}"#)
        }
        let summary = try read(
            DataSummary.self, #"{"rows":2,"columns":[{"name":"a","missing":1}]}"#)
        #expect(!summary.isValid)
    }
}
