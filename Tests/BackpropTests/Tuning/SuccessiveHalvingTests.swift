import Testing

@testable import Backprop

/// The trials that are promoted, compared with rounds that were worked out by hand.
@Suite struct SuccessiveHalvingTests {
    private typealias Job = SuccessiveHalving.Job

    /// All rounds, written as `trial@rung`, when each trial has the same loss in every rung.
    private func rounds(_ halving: SuccessiveHalving, _ loss: [Int: Double]) -> [[String]] {
        var losses: [Job: Double] = [:]
        var rounds: [[String]] = []
        while rounds.count < 100 {
            let round = halving.round(after: losses)
            if round.isEmpty { break }
            rounds.append(round.map { "\($0.trial)@\($0.rung)" })
            for job in round { losses[job] = loss[job.trial] }
        }
        return rounds
    }

    /// Halves, three rungs, three jobs per round. After round 1 the best half of rung 0 is trial 3 alone. After round 2
    /// it is trials 3 and 5. After round 3 it is trials 3, 5 and 4, and that of rung 1 is trial 3. After round 4 none is
    /// left to promote: of three in rung 1 the best half is one.
    @Test func promotesTheBestOfEachRung() {
        let halving = SuccessiveHalving(trials: 7, reduction: 2, rungs: 3, roundSize: 3)
        let loss = [1: 0.0, 2: 5, 3: 1, 4: 3, 5: 2, 6: 9, 7: Double.infinity]
        #expect(
            rounds(halving, loss) == [
                ["1@2", "2@0", "3@0"], ["3@1", "4@0", "5@0"], ["5@1", "6@0", "7@0"], ["3@2", "4@1"],
            ])
    }

    @Test func theBestOfTooFewContinuesAlone() {
        let halving = SuccessiveHalving(trials: 3, reduction: 3, rungs: 3, roundSize: 16)
        #expect(rounds(halving, [1: 0, 2: 2, 3: 1]) == [["1@2", "2@0", "3@0"], ["3@1"], ["3@2"]])
    }

    @Test func aFailedTrialIsNeverPromoted() {
        let halving = SuccessiveHalving(trials: 4, reduction: 2, rungs: 2, roundSize: 16)
        let loss = [1: 0.0, 2: Double.infinity, 3: .infinity, 4: .infinity]
        #expect(rounds(halving, loss) == [["1@1", "2@0", "3@0", "4@0"]])
    }

    @Test func oneRungTrainsAllInFull() {
        let halving = SuccessiveHalving(trials: 5, reduction: 3, rungs: 1, roundSize: 2)
        let loss = [1: 0.0, 2: 2, 3: 1, 4: 1, 5: 1]
        #expect(rounds(halving, loss) == [["1@0", "2@0"], ["3@0", "4@0"], ["5@0"]])
    }

    @Test func equalOnesArePromotedInTheirOrder() {
        let halving = SuccessiveHalving(trials: 5, reduction: 2, rungs: 2, roundSize: 16)
        let loss = [1: 0.0, 2: 1, 3: 1, 4: 1, 5: 1]
        #expect(rounds(halving, loss) == [["1@1", "2@0", "3@0", "4@0", "5@0"], ["2@1", "3@1"]])
    }

    @Test func epochsShrinkByTheReduction() {
        let halving = SuccessiveHalving(trials: 5, reduction: 3, rungs: 3, roundSize: 2)
        #expect((0..<3).map { halving.epochs(of: 60, rung: $0) } == [7, 20, 60])
        #expect((0..<3).map { halving.epochs(of: 2, rung: $0) } == [1, 1, 2])
    }
}
