/// A search in progress.
final class TuningRun {
    private let tuning: Tuning
    private var plan: TuningPlan
    private let scorer: TrialScorer
    private let other: [TrialScorer]
    private let onEvent: (TuningEvent) -> Void
    private let journal: TuningJournal?
    private var results: [TuningResult.Key: TrialScore] = [:]

    /// The losses of the jobs in all rounds so far; a journal may contain more.
    private var losses: [SuccessiveHalving.Job: Double] = [:]

    /// The trials that are scored again; a journal may contain such scores of others.
    private var finalists: [Int] = []
    private var prepared: [PreparedKey: PreparedFolds] = [:]

    private static let maximumPreparedCount = 16

    /// The division and the preparation of some folds.
    private struct PreparedKey: Hashable, Sendable {
        let seed: UInt64
        let preparation: PreparationKey
    }

    /// A recipe to score.
    private struct Job: Sendable {
        let key: TuningResult.Key
        let recipe: Recipe
        let scorer: TrialScorer

        /// The recipe to average the predictions with, or `nil` for none.
        var averagedRecipe: Recipe?

        var prepared: PreparedKey { PreparedKey(seed: scorer.seed, preparation: PreparationKey(recipe)) }

        /// Returns the scores of some of the folds, or `nil` if it was cancelled.
        func scores(
            _ part: Range<Int>, _ prepared: PreparedFolds?, isCancelled: @escaping @Sendable () -> Bool
        ) throws -> [FoldScore]? {
            guard let averagedRecipe else {
                return try scorer.scores(recipe, part, prepared, isCancelled: isCancelled)
            }
            return try scorer.averageScores(of: [recipe, averagedRecipe], part, isCancelled: isCancelled)
        }

        /// The estimated duration: long jobs are started first.
        var weight: Double {
            let units = recipe.network.layers.compactMap { ($0 as? Dense)?.units }
            let products = zip(units, units.dropFirst()).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            let runs = recipe.selection.map { $0.folds * $0.candidates.count } ?? 1
            return Double(recipe.epochs) * Double(runs) * (products + 1000)
        }
    }

    init(
        _ tuning: Tuning, _ plan: TuningPlan, _ data: TableData,
        onEvent: @escaping (TuningEvent) -> Void
    ) throws {
        (self.tuning, self.onEvent) = (tuning, onEvent)
        func scorer(_ division: Int) throws -> TrialScorer {
            // Folds in the order of time have no other seed, but other numbers of folds.
            try TrialScorer(
                data, folds: data.times == nil ? tuning.folds : tuning.folds + division,
                metric: plan.metric, seed: plan.seed &+ UInt64(division))
        }
        self.scorer = try scorer(0)
        other = try (1...tuning.divisions).map(scorer)
        var known: [TuningResult.Key: TrialScore] = [:]
        let ranks = tuning.ranks
        journal = try (ranks.isFirst ? tuning.journal : nil).map {
            try TuningJournal($0.path, search: plan.identity, resumes: $0.resumes) { known = $0 }
        }
        try ranks.refuseOthers(["version": JSONValue(LibraryVersion.text), "search": plan.identity])
        if ranks.size > 1 {
            known = try TuningJournal.results(ranks.broadcast(TuningJournal.bytes(known)))
        }
        results = known
        self.plan = try plan.resolved(tuning, data.table, data.schema)
        if let path = tuning.journal?.path, !known.isEmpty {
            onEvent(.resumed(path: path, results: known.count))
        }
    }

    func run() throws -> TuningResult {
        var ending = try search()
        if ending != .interrupted {
            try scoreAgain()
            if try isCancelled() { ending = .interrupted }
        }
        var found = TuningResult(
            trials: ranked(), ending: ending, planned: plan.plannedCount, metric: plan.metric,
            space: plan.space)
        guard let best = found.trials.first else { throw TuningError.nothingYet }
        guard ending != .interrupted else { return found }
        if let failure = best.rankedScore.failure { throw TuningError.nothingSound(reason: failure) }
        if tuning.scoresAverage, plan.metric != .loss { try scoreAverage(&found) }
        return found
    }

    /// Scores the mean of the predictions of the winner and the first trial, by the divisions that scored both again.
    private func scoreAverage(_ found: inout TuningResult) throws {
        guard found.averaged.count > 1 else { return }
        onEvent(.scoringAverage)
        let (winner, defaultTrial) = (found.averaged[0], found.averaged[1])
        let jobs = other.enumerated().map { index, scorer in
            Job(
                key: TuningResult.Key(trial: winner.number, stage: .average(division: index + 1)),
                recipe: winner.recipe, scorer: scorer, averagedRecipe: defaultTrial.recipe)
        }
        try perform(jobs)
        let scores = jobs.compactMap { results[$0.key] }
        if scores.count == jobs.count { found.averageScore = TrialScore(merging: scores) }
        if try isCancelled() { found.ending = .interrupted }
    }

    /// Runs round after round, until no trial is left to begin or to promote.
    private func search() throws -> TuningResult.Ending {
        while true {
            let round = try plan.round(after: losses)
            let jobs = round.map(job)
            if try isCancelled() { return .interrupted }
            if jobs.isEmpty { return .completed }
            let isKnown = jobs.allSatisfy { results[$0.key] != nil }
            if !results.isEmpty, !isKnown, try mustEnd() { return .stopped }
            try perform(jobs)
            // If the round was cancelled, it has only some scores and is the last.
            for (planned, job) in zip(round, jobs) {
                losses[planned] = results[job.key]?.loss(plan.metric)
            }
            onEvent(
                .searched(
                    begun: Set(results.keys.map(\.trial)).count, of: plan.plannedCount, best: ranked().first))
        }
    }

    /// Whether the search is cancelled on any rank.
    private func isCancelled() throws -> Bool { try tuning.ranks.any(tuning.isCancelled()) }

    /// Whether the first rank lets no further round begin.
    private func mustEnd() throws -> Bool {
        try tuning.ranks.any(tuning.ranks.isFirst && !tuning.canResume())
    }

    private func job(_ job: SuccessiveHalving.Job) -> Job {
        var recipe = plan.trials[job.trial - 1].recipe
        recipe.epochs = plan.halving.epochs(of: recipe.epochs, rung: job.rung)
        return Job(
            key: TuningResult.Key(trial: job.trial, stage: .epochs(recipe.epochs)), recipe: recipe,
            scorer: scorer)
    }

    /// Scores the first and the best fully trained trials, by divisions that the search has not seen.
    private func scoreAgain() throws {
        let top = plan.halving.rungs - 1
        let full = ranked().filter { $0.rung == top && $0.score.failure == nil }.map(\.number)
        finalists = full.prefix(tuning.finalists) + (full.prefix(tuning.finalists).contains(1) ? [] : [1])
        onEvent(.scoringAgain(trials: finalists.count))
        try perform(
            finalists.flatMap { trial in
                other.enumerated().map { index, scorer in
                    Job(
                        key: TuningResult.Key(trial: trial, stage: .division(index + 1)),
                        recipe: plan.trials[trial - 1].recipe, scorer: scorer)
                }
            })
    }

    /// Scores recipes in parallel, and stores the scores.
    private func perform(_ jobs: [Job]) throws {
        let open = jobs.filter { results[$0.key] == nil }.sorted { $0.weight > $1.weight }
        try prepare(open)
        let (prepared, journal, isCancelled) = (prepared, journal, tuning.isCancelled)
        let parts = open.indices.flatMap { index in
            open[index].scorer.parts(of: open[index].recipe).map { (recipe: index, folds: $0) }
        }
        let scores = RoundScores(folds: open.map(\.scorer.folds.count))
        let ranks = tuning.ranks
        // Long jobs come first, so that each rank gets some of them.
        let own = Array(stride(from: ranks.rank, to: parts.count, by: ranks.size))
        @Sendable func take(_ found: [FoldScore]?, ofPart index: Int) throws {
            let part = parts[index]
            guard let found, let score = scores.add(found, recipe: part.recipe, folds: part.folds) else {
                return
            }
            try journal?.add(open[part.recipe].key, score)
        }
        let found = try Threads.map(own, threads: tuning.threads) { index -> [FoldScore]? in
            guard !isCancelled() else { return nil }
            let job = open[parts[index].recipe]
            let found = try job.scores(
                parts[index].folds, prepared[job.prepared], isCancelled: isCancelled)
            if ranks.size == 1 { try take(found, ofPart: index) }
            return found
        }
        if ranks.size > 1 {
            for (index, found) in try ranks.gather(found, ofParts: own) { try take(found, ofPart: index) }
        }
        for (index, job) in open.enumerated() { results[job.key] = scores.score(ofRecipe: index) }
    }

    /// Encodes the folds as numbers, once for all recipes with the same preparation.
    private func prepare(_ jobs: [Job]) throws {
        guard scorer.keepsPreparations else { return }
        var missing: [PreparedKey: Job] = [:]
        for job in jobs where job.averagedRecipe == nil && prepared[job.prepared] == nil {
            missing[job.prepared] = job
        }
        if prepared.count + missing.count > Self.maximumPreparedCount { prepared = [:] }
        let added = try Threads.map(missing.map(\.value), threads: tuning.threads) { job in
            (job.prepared, try job.scorer.prepare(job.recipe, job.scorer.folds.indices))
        }
        for (key, folds) in added { prepared[key] = folds }
    }
}

extension TuningRun {
    /// Returns all scored trials, the best first.
    private func ranked() -> [TuningResult.Trial] {
        let rungs = Dictionary(grouping: losses.keys, by: \.trial).mapValues { $0.map(\.rung).max() ?? 0 }
        let reference = finalScore(of: 1)
        let trials = rungs.map { trial($0, rung: $1, reference: reference) }
        func order(_ trial: TuningResult.Trial) -> (Int, Int, Double, Int) {
            guard let final = trial.finalScore else {
                return (1, -trial.rung, trial.score.loss(plan.metric), trial.number)
            }
            return (0, 0, trial.gain.map { -$0 } ?? final.loss(plan.metric), trial.number)
        }
        return trials.sorted { order($0) < order($1) }
    }

    private func trial(_ number: Int, rung: Int, reference: TrialScore?) -> TuningResult.Trial {
        let trial = plan.trials[number - 1]
        let epochs = plan.halving.epochs(of: trial.recipe.epochs, rung: rung)
        let final = finalScore(of: number)
        return TuningResult.Trial(
            number: number, settings: trial.settings, recipe: trial.recipe, epochs: epochs, rung: rung,
            score: results[TuningResult.Key(trial: number, stage: .epochs(epochs))]!, finalScore: final,
            gain: reference.flatMap { final?.gain(over: $0, plan.metric, folds: tuning.folds) })
    }

    /// Returns the score of one of the best trials by all of the other divisions, or `nil` if one is missing.
    private func finalScore(of trial: Int) -> TrialScore? {
        guard finalists.contains(trial) else { return nil }
        let parts = other.indices.compactMap {
            results[TuningResult.Key(trial: trial, stage: .division($0 + 1))]
        }
        return parts.count == other.count ? TrialScore(merging: parts) : nil
    }
}
