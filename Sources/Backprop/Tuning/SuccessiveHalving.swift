/// The order of trials and their epochs: asynchronous successive halving, by rounds.
///
/// Li and others, “A system for massively parallel hyperparameter tuning”, MLSys (2020), algorithm 2. A trial is
/// first trained for few epochs, in the lowest rung. The best 1 / η of a rung are promoted to the next, as soon as
/// they are known to be the best so far. There they are trained for η times as many epochs. If no trial can be
/// promoted, a new trial begins.
///
/// In the original, the job that finishes first decides the next one. Here, jobs come in rounds of a fixed size, and
/// a round depends only on the results of earlier rounds. So the number of threads and the clock change nothing.
struct SuccessiveHalving: Sendable {
    /// The number of trials; their numbers are from 1.
    var trials: Int

    /// η, at least 2.
    let reduction: Int

    /// The number of rungs, at least 1.
    let rungs: Int

    /// The maximum number of jobs in a round.
    let roundSize: Int

    /// A trial to train, and its rung, from 0.
    struct Job: Hashable, Sendable {
        let trial: Int
        let rung: Int
    }

    /// Returns the epochs of a trial in a rung: E · η^−(rungs above it), rounded up.
    func epochs(of whole: Int, rung: Int) -> Int {
        let share = (rung..<(rungs - 1)).reduce(1) { product, _ in product * reduction }
        return max(1, (whole + share - 1) / share)
    }

    /// Returns the next round, which is empty if the search is over.
    ///
    /// The first trial, which all others have to beat, is immediately trained in full, and takes no part in the competition
    /// of the others.
    ///
    /// - Parameter losses: The result of every finished job; less is better, and infinity is a failure.
    func round(after losses: [Job: Double]) -> [Job] {
        var round: [Job] = []
        let first = Job(trial: 1, rung: rungs - 1)
        if losses[first] == nil { round.append(first) }
        // A round depends only on earlier results, so that ranking once is enough.
        let rankings = (0..<rungs).map { ranking(of: $0, losses) }
        var next = (losses.keys.map(\.trial).max() ?? 1) + 1
        while round.count < roundSize {
            if let promotion = promotion(after: losses, rankings, round) {
                round.append(promotion)
            } else if next <= trials {
                round.append(Job(trial: next, rung: 0))
                next += 1
            } else {
                break
            }
        }
        return round.isEmpty ? lastPromotion(after: losses) : round
    }

    /// Returns the best trial of the highest rung that has one to promote.
    private func promotion(after losses: [Job: Double], _ rankings: [[Job]], _ round: [Job]) -> Job? {
        for rung in (0..<(rungs - 1)).reversed() {
            let ranked = rankings[rung]
            let promoted = ranked.prefix(ranked.count / reduction).first { job in
                let above = Job(trial: job.trial, rung: rung + 1)
                return losses[job]! < .infinity && losses[above] == nil && !round.contains(above)
            }
            if let promoted { return Job(trial: promoted.trial, rung: rung + 1) }
        }
        return nil
    }

    /// Returns the best trial alone if there are fewer trials than η, of which 1 / η is less than one trial.
    private func lastPromotion(after losses: [Job: Double]) -> [Job] {
        for rung in (0..<(rungs - 1)).reversed() {
            guard ranking(of: rung + 1, losses).isEmpty, let best = ranking(of: rung, losses).first,
                losses[best]! < .infinity
            else { continue }
            return [Job(trial: best.trial, rung: rung + 1)]
        }
        return []
    }

    /// Returns the trials of a rung, the best first, the earlier first of equal ones.
    private func ranking(of rung: Int, _ losses: [Job: Double]) -> [Job] {
        losses.keys.filter { $0.rung == rung && $0.trial > 1 }.sorted {
            (losses[$0]!, $0.trial) < (losses[$1]!, $1.trial)
        }
    }
}
