import Testing

@testable import Backprop

/// Shapley values of games that can be solved by hand.
@Suite struct ShapleyValuesTests {
    /// A game by its function of a set.
    private static func game(_ worth: @escaping ([Int]) -> Double) -> ShapleyValues.Game {
        { sets in sets.map(worth) }
    }

    /// One left glove and two right ones: a pair is worth 1.
    private static var gloves: ShapleyValues.Game { game { $0.contains(0) && $0.count > 1 ? 1 : 0 } }

    /// A product of three, an interaction of two, and players that add up.
    private static var mixed: ShapleyValues.Game {
        game { set in
            let single = set.reduce(0) { $0 + Double($1 * $1) }
            let product = set.contains(1) && set.contains(2) && set.contains(4) ? 6.0 : 0
            return 3 + single + product - (set.contains(0) && set.contains(3) ? 2 : 0)
        }
    }

    @Test func theGlovesAreThoseOfTheTextbook() throws {
        let values = try ShapleyValues(enumerating: 3, Self.gloves)
        #expect(zip(values.values, [4.0 / 6, 1.0 / 6, 1.0 / 6]).allSatisfy { abs($0 - $1) < 1e-15 })
        #expect(values.standardErrors == nil && values.none == 0 && values.all == 1)
    }

    @Test func aProductIsDividedEquallyAndTheRestGoesToWhomItBelongs() throws {
        let values = try ShapleyValues(enumerating: 6, Self.mixed)
        let expected: [Double] = [0 - 1, 1 + 2, 4 + 2, 9 - 1, 16 + 2, 25]
        #expect(zip(values.values, expected).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(abs(values.values.reduce(0, +) - (values.all - values.none)) < 1e-12)
    }

    @Test func aPlayerThatAddsNothingHasNothing() throws {
        let game = Self.game { set in set.filter { $0 != 2 }.reduce(1) { $0 * Double($1 + 2) } }
        #expect(try ShapleyValues(enumerating: 5, game).values[2] == 0)
        #expect(try ShapleyValues(sampling: 5, pairs: 8, seed: 1, game).values[2] == 0)
    }

    /// The reverse of an order removes the error of interactions of two: only that of three is left.
    @Test func pairsOfOrdersAreExactForInteractionsOfTwo() throws {
        let game = Self.game { set in
            set.reduce(0) { $0 + Double($1) } + (set.contains(0) && set.contains(3) ? 7 : 0)
        }
        let sampled = try ShapleyValues(sampling: 12, pairs: 4, seed: 3, game)
        let expected = (0..<12).map { Double($0) + ($0 == 0 || $0 == 3 ? 3.5 : 0) }
        #expect(zip(sampled.values, expected).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(sampled.standardErrors?.allSatisfy { $0 < 1e-12 } == true)
    }

    @Test(arguments: [2, 7, 40]) func sampledValuesSumToTheDifference(_ pairs: Int) throws {
        let values = try ShapleyValues(sampling: 6, pairs: pairs, seed: 9, Self.mixed)
        #expect(abs(values.values.reduce(0, +) - (values.all - values.none)) < 1e-10)
    }

    @Test func sampledValuesAreWithinTheirErrors() throws {
        let exact = try ShapleyValues(enumerating: 6, Self.mixed).values
        let sampled = try ShapleyValues(sampling: 6, pairs: 400, seed: 5, Self.mixed)
        let errors = try #require(sampled.standardErrors)
        for player in exact.indices {
            #expect(abs(sampled.values[player] - exact[player]) <= 4 * errors[player] + 1e-12)
        }
        // Only the three of the product have an error; it is less than 6 / √400.
        #expect(errors.map { $0 > 1e-9 } == [false, true, true, false, true, false])
        #expect(errors.allSatisfy { $0 < 0.3 })
    }

    @Test func theSeedDecides() throws {
        func values(_ seed: UInt64) throws -> ShapleyValues {
            try ShapleyValues(sampling: 6, pairs: 5, seed: seed, Self.mixed)
        }
        #expect(try values(1) == values(1))
        #expect(try values(1) != values(2))
    }

    @Test func onePlayerHasEverything() throws {
        let values = try ShapleyValues(enumerating: 1, Self.game { $0.isEmpty ? 2 : 5 })
        #expect(values.values == [3])
    }
}
