import Testing

@testable import Backprop

/// The errors of held-out rows that a model keeps.
@Suite struct ErrorQuantilesTests {
    @Test func theBoundIsTheErrorOfItsRank() {
        let errors = ErrorQuantiles([5, 1, 4, 2, 3, 9, 8, 7, 6])
        #expect(errors.count == 9 && errors.values == [1, 2, 3, 4, 5, 6, 7, 8, 9])
        // ⌈10·0.9⌉ = 9, ⌈10·0.5⌉ = 5, ⌈10·0.51⌉ = 6.
        #expect(errors.bound(level: 0.9) == 9 && errors.bound(level: 0.5) == 5)
        #expect(errors.bound(level: 0.51) == 6 && errors.bound(level: 0.01) == 1)
        #expect(errors.bound(level: 0.91) == nil)
        #expect(ErrorQuantiles.requiredCount(level: 0.9) == 9)
        #expect(ErrorQuantiles.requiredCount(level: 0.95) == 19)
        #expect(ErrorQuantiles.requiredCount(level: 0.99) == 99)
    }

    @Test func ofManyErrorsTheLevelsStayExact() throws {
        let count = 20_011
        let errors = ErrorQuantiles((1...count).map { Double($0 * 7919 % count + 1) })
        #expect(errors.values.count == 280)
        for level in [0.5, 0.8, 0.9, 0.95, 0.975, 0.99, 0.999] {
            let rank = (Double(count + 1) * level - 1e-9).rounded(.up)
            #expect(errors.bound(level: level) == rank, "\(level)")
        }
        // Between the kept levels the bound is that of the next one.
        #expect(try #require(errors.bound(level: 0.9004)) == (Double(count + 1) * 0.901).rounded(.up))
        #expect(errors.bound(level: 0.99999) == nil && errors.bound(level: 0.9999) == Double(count))
    }

    @Test func roundingMakesNoBoundSmaller() {
        let errors = (1...200).map { Double($0) / 7 * 1e-5 }
        for (kept, error) in zip(ErrorQuantiles(errors).values, errors) {
            #expect(kept >= error && kept <= error * (1 + 2e-5))
        }
        #expect(ErrorQuantiles([0, 2, 0.5, 1e300]).values == [0, 0.5, 2, 1e300])
    }

    @Test func theyAreReadAsTheyWereWritten() throws {
        let errors = ErrorQuantiles((1...1000).map { 1 / Double($0) })
        let text = try JSONValue(encoding: errors).text()
        #expect(try JSONValue(parsing: text).decode(ErrorQuantiles.self) == errors)
        for wrong in [
            #"{"count":2,"values":[2,1]}"#, #"{"count":3,"values":[1,2]}"#, #"{"count":1,"values":[-1]}"#,
            #"{"count":0,"values":[]}"#,
        ] {
            let value = try JSONValue(parsing: wrong)
            #expect(throws: (any Error).self) { try value.decode(ErrorQuantiles.self) }
        }
    }
}
