/// Shapley values of a game of few or many players: the share of each player in the value of all together.
///
/// A player's value is the mean, over all orders of the players, of what its arrival adds to those before it:
///
///     φᵢ = Σ_{S ∌ i} |S|! (n − |S| − 1)! / n! · (v(S ∪ {i}) − v(S))
///
/// The values sum to v(all) − v(none). A player that never adds anything has 0, and players that add the same to
/// every set have equal values.
///
/// Source: L. S. Shapley, “A Value for n-Person Games”, Contributions to the Theory of Games II (1953).
struct ShapleyValues: Equatable, Sendable {
    /// The value of each player.
    let values: [Double]
    /// The standard error of each value, or `nil` if the values are exact.
    let standardErrors: [Double]?
    /// The value of no player.
    let none: Double
    /// The value of all players.
    let all: Double

    /// The values of some sets of players, each a list of players in rising order.
    typealias Game = ([[Int]]) throws -> [Double]

    /// The maximum number of players whose sets are all enumerated.
    static let maximumExactCount = 10

    /// Enumerates all 2ⁿ sets of the players.
    ///
    /// - Throws: The errors of the game.
    init(enumerating count: Int, _ game: Game) throws {
        precondition(count < 20, "few enough players to enumerate all sets")
        let sets = (0..<(1 << count)).map { set in (0..<count).filter { set >> $0 & 1 == 1 } }
        let worth = try game(sets)
        // The weight |S|! (n − |S| − 1)! / n! is 1 / (n · C(n − 1, |S|)).
        var weights = [Double](repeating: 0, count: max(count, 1))
        var binomial = 1.0
        for size in 0..<count {
            weights[size] = 1 / (Double(count) * binomial)
            binomial *= Double(count - 1 - size) / Double(size + 1)
        }
        values = (0..<count).map { player in
            worth.indices.reduce(0) { sum, set in
                guard set >> player & 1 == 0 else { return sum }
                return sum + weights[sets[set].count] * (worth[set | 1 << player] - worth[set])
            }
        }
        (standardErrors, none, all) = (nil, worth[0], worth[worth.count - 1])
    }

    /// Draws orders of the players in pairs: an order and its reverse.
    ///
    /// What the players add along an order sums to v(all) − v(none), and so do the values, whatever the number of pairs.
    /// Errors are the standard deviation over the pairs, divided by the root of their number.
    ///
    /// Source: J. Castro, D. Gómez, J. Tejada, “Polynomial calculation of the Shapley value based on sampling”,
    /// Computers & Operations Research 36 (2009); antithetic pairs from R. Mitchell, J. Cooper, E. Frank, G. Holmes,
    /// “Sampling Permutations for Shapley Value Estimation”, JMLR 23 (2022).
    ///
    /// - Throws: The errors of the game.
    init(sampling count: Int, pairs: Int, seed: UInt64, _ game: Game) throws {
        precondition(count > 1 && pairs > 1, "at least two players and two pairs of orders")
        let ends = try game([[], Array(0..<count)])
        (none, all) = (ends[0], ends[1])
        var samples: [[Double]] = []
        // Some pairs at a time keep the list of sets short.
        for begin in stride(from: 0, to: pairs, by: Self.pairsAtATime) {
            let orders = (begin..<min(pairs, begin + Self.pairsAtATime)).flatMap { pair in
                let order = Philox(seed: seed, .explanation, step: pair, layer: 1).permutation(of: count)
                return [order, order.reversed()]
            }
            let worth = try game(
                orders.flatMap { order in (1..<count).map { order.prefix($0).sorted() } })
            for pair in stride(from: 0, to: orders.count, by: 2) {
                var sample = [Double](repeating: 0, count: count)
                for number in pair...(pair + 1) {
                    let inner = worth[(number * (count - 1))..<((number + 1) * (count - 1))]
                    let along = [ends[0]] + inner + [ends[1]]
                    for (place, player) in orders[number].enumerated() {
                        sample[player] += (along[place + 1] - along[place]) / 2
                    }
                }
                samples.append(sample)
            }
        }
        let statistics = (0..<count).map { player in Self.mean(samples.map { $0[player] }) }
        values = statistics.map(\.mean)
        standardErrors = statistics.map(\.error)
    }

    private static let pairsAtATime = 16

    private static func mean(_ sample: [Double]) -> (mean: Double, error: Double) {
        let count = Double(sample.count)
        let mean = sample.reduce(0, +) / count
        let squares = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / (count - 1) / count).squareRoot())
    }
}
