/// A search as it goes.
final class TuningRun {
    private let tuning: Tuning
    private let plan: TuningPlan
    private let scorer: TrialScorer
    private let other: [TrialScorer]
    private let onEvent: (TuningEvent) -> Void
    private let journal: TuningJournal?
    private var results: [TuningResult.Key: TrialScore] = [:]

    /// What the jobs came to of which the rounds so far have consisted; a journal may know more.
    private var losses: [SuccessiveHalving.Job: Double] = [:]
    private var prepared: [PreparedKey: PreparedFolds] = [:]

    private static let mostPrepared = 16

    /// Which folds were prepared how.
    private struct PreparedKey: Hashable, Sendable {
        let seed: UInt64
        let preparation: PreparationKey
    }

    /// A recipe to score.
    private struct Job: Sendable {
        let key: TuningResult.Key
        let recipe: Recipe
        let scorer: TrialScorer

        var prepared: PreparedKey { PreparedKey(seed: scorer.seed, preparation: PreparationKey(recipe)) }

        /// Whether it takes long: such jobs go first.
        var weight: Int { recipe.epochs * (recipe.weightDecaySearch == nil ? 1 : 10) }
    }

    init(
        _ tuning: Tuning, _ plan: TuningPlan, _ table: Table, _ schema: Schema,
        onEvent: @escaping (TuningEvent) -> Void
    ) throws {
        (self.tuning, self.plan, self.onEvent) = (tuning, plan, onEvent)
        func scorer(_ division: Int) throws -> TrialScorer {
            try TrialScorer(
                table, schema, folds: tuning.folds, metric: plan.metric, seed: plan.seed &+ UInt64(division),
                classWeighting: plan.trials[0].recipe.preprocessing.classWeighting)
        }
        self.scorer = try scorer(0)
        other = try (1...tuning.divisions).map(scorer)
        var known: [TuningResult.Key: TrialScore] = [:]
        journal = try tuning.journal.map {
            try TuningJournal($0.path, search: plan.identity, resumes: $0.resumes) { known = $0 }
        }
        results = known
        if let path = tuning.journal?.path, !known.isEmpty {
            onEvent(.resumed(path: path, results: known.count))
        }
    }

    func run() throws -> TuningResult {
        var ending = try search()
        if ending != .interrupted {
            try scoreAgain()
            if tuning.isCancelled() { ending = .interrupted }
        }
        let trials = ranked()
        guard let best = trials.first else { throw TuningError.nothingYet }
        if ending != .interrupted, let failure = best.rankedScore.failure {
            throw TuningError.nothingSound(reason: failure)
        }
        return TuningResult(
            trials: trials, ending: ending, planned: plan.trials.count, metric: plan.metric, space: plan.space
        )
    }

    /// Round after round, until no trial is left to begin or to promote.
    private func search() throws -> TuningResult.Ending {
        while true {
            let round = plan.halving.round(after: losses)
            let jobs = round.map(job)
            if tuning.isCancelled() { return .interrupted }
            if jobs.isEmpty { return .completed }
            let isKnown = jobs.allSatisfy { results[$0.key] != nil }
            if !results.isEmpty, !isKnown, !tuning.mayGoOn() { return .stopped }
            try perform(jobs)
            for (place, job) in zip(round, jobs) where jobs.allSatisfy({ results[$0.key] != nil }) {
                losses[place] = results[job.key]?.loss(plan.metric)
            }
            onEvent(
                .searched(
                    begun: Set(results.keys.map(\.trial)).count, of: plan.trials.count, best: ranked().first))
        }
    }

    private func job(_ job: SuccessiveHalving.Job) -> Job {
        var recipe = plan.trials[job.trial - 1].recipe
        recipe.epochs = plan.halving.epochs(of: recipe.epochs, rung: job.rung)
        return Job(
            key: TuningResult.Key(trial: job.trial, stage: .rung(job.rung)), recipe: recipe, scorer: scorer)
    }

    /// The best trials that were trained in full, and the first, by divisions that the search has not seen.
    private func scoreAgain() throws {
        let top = plan.halving.rungs - 1
        let full = ranked().filter { $0.rung == top && $0.score.failure == nil }.map(\.number)
        let finalists = full.prefix(tuning.finalists) + (full.prefix(tuning.finalists).contains(1) ? [] : [1])
        onEvent(.scoringAgain(trials: finalists.count))
        try perform(
            finalists.flatMap { trial in
                other.enumerated().map { place, scorer in
                    Job(
                        key: TuningResult.Key(trial: trial, stage: .division(place + 1)),
                        recipe: plan.trials[trial - 1].recipe, scorer: scorer)
                }
            })
    }

    /// Scores recipes side by side, and notes the scores down.
    private func perform(_ jobs: [Job]) throws {
        let open = jobs.filter { results[$0.key] == nil }.sorted { $0.weight > $1.weight }
        try prepare(open)
        let (prepared, journal, isCancelled) = (prepared, journal, tuning.isCancelled)
        let scores = try Threads.map(open, threads: tuning.threads) { job -> TrialScore? in
            guard !isCancelled() else { return nil }
            let score = try job.scorer.score(job.recipe, prepared[job.prepared], isCancelled: isCancelled)
            if let score { try journal?.add(job.key, score) }
            return score
        }
        for (job, score) in zip(open, scores) { results[job.key] = score }
    }

    /// Makes numbers of the folds once for all recipes that see them alike.
    private func prepare(_ jobs: [Job]) throws {
        guard scorer.keepsPreparations else { return }
        var missing: [PreparedKey: Job] = [:]
        for job in jobs where prepared[job.prepared] == nil { missing[job.prepared] = job }
        if prepared.count + missing.count > Self.mostPrepared { prepared = [:] }
        let added = try Threads.map(missing.map(\.value), threads: tuning.threads) { job in
            (job.prepared, try job.scorer.prepare(job.recipe))
        }
        for (key, folds) in added { prepared[key] = folds }
    }
}

extension TuningRun {
    /// What is known of each trial, the best first.
    private func ranked() -> [TuningResult.Trial] {
        let metric = plan.metric
        let rungs = Dictionary(grouping: losses.keys, by: \.trial).mapValues { $0.map(\.rung).max() ?? 0 }
        let trials = rungs.map { number, rung in
            let trial = plan.trials[number - 1]
            let parts = other.indices.map {
                results[TuningResult.Key(trial: number, stage: .division($0 + 1))]
            }
            let isFinal = parts.allSatisfy { $0 != nil }
            return TuningResult.Trial(
                number: number, settings: trial.settings, recipe: trial.recipe,
                epochs: plan.halving.epochs(of: trial.recipe.epochs, rung: rung), rung: rung,
                score: results[TuningResult.Key(trial: number, stage: .rung(rung))]!,
                finalScore: isFinal ? TrialScore(merging: parts.compactMap(\.self)) : nil)
        }
        func order(_ trial: TuningResult.Trial) -> (Int, Int, Double, Int) {
            (
                trial.finalScore == nil ? 1 : 0, trial.finalScore == nil ? -trial.rung : 0,
                trial.rankedScore.loss(metric), trial.number
            )
        }
        return trials.sorted { order($0) < order($1) }
    }
}
