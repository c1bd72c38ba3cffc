/// A search for the weight decay, the network and the temperature by folds within the training rows.
struct ModelSearch: Sendable {
    let trainer: Trainer
    let search: NestedModelSelection
    let folds: [Fold]
    let data: any LearningData
    let validation: (any RawRows)?
    let counter: TrialCounter

    /// The number of networks that are averaged in the end.
    private var members: Int { trainer.recipe.members }

    /// The recipe of a trial, which has one network.
    private var recipe: Recipe { trainer.recipe.member(0) }

    /// Returns the selected recipe, and its scores on the held-out rows.
    func selection() throws -> ModelSelection {
        try trainer.recipe.validate()
        let best = try bestOfVariants(besides: bestOfDecays())
        var selected = best.recipe
        selected.members = members
        guard !trainer.isCancelled(), !folds.isEmpty, let models = try averages(of: best) else {
            return ModelSelection(recipe: selected, heldOut: nil)
        }
        let linear = LinearModels(besides: folds.map { _ in selected }, folds, data, like: trainer)
        return try HeldOutFolds(models, folds, data.raw, besides: linear).selection(
            of: selected, calibrates: search.calibrates, positive: data.positiveLabel(for: recipe))
    }

    /// Returns the best of all weight decays and networks of the search.
    private func bestOfDecays() throws -> Candidate {
        let defaultDecay = recipe.weightDecay ?? 0
        let decays = search.decays(with: defaultDecay)
        let networks = search.networks(with: recipe.network)
        let candidates = try candidates(
            networks.flatMap { network in decays.map { recipe.resolved($0, network) } })
        let tried = networks.indices.map { network in
            decays.indices.map { (decays[$0], candidates[network * decays.count + $0].losses) }
        }
        let best = search.best(ofNetworks: tried, defaultDecay: defaultDecay)
        return candidates[best.network * decays.count + (decays.firstIndex(of: best.decay) ?? 0)]
    }

    /// Returns the best of a candidate and of the variants, each tried on the best so far.
    private func bestOfVariants(besides small: Candidate) throws -> Candidate {
        var best = small
        for variant in search.variants where !trainer.isCancelled() {
            guard let changed = try candidate(best.recipe.changed(to: variant), besides: best) else {
                continue
            }
            if NestedModelSelection.best(of: [best.losses, changed.losses]) == 1 { best = changed }
        }
        return best
    }

    /// Trains a recipe in each fold, or in the first alone if it is hopeless there.
    private func candidate(_ recipe: Recipe, besides best: Candidate) throws -> Candidate? {
        guard let known = best.losses.first else { return nil }
        let first = try trials([Job(recipe, folds[0])])
        guard !NestedModelSelection.isHopeless(first[0].loss, besides: known) else { return nil }
        let rest = try trials(folds.dropFirst().map { Job(recipe, $0) })
        return Candidate(recipe: recipe, trials: first + rest)
    }

    /// Trains each recipe in each fold. One that falls far behind in the first fold has no finite losses in the others.
    private func candidates(_ recipes: [Recipe]) throws -> [Candidate] {
        guard let fold = folds.first else { return recipes.map { Candidate(recipe: $0, trials: []) } }
        let first = try trials(recipes.map { Job($0, fold) })
        // A network that does not fit the inputs is a mistake of the recipe.
        if let error = first.lazy.compactMap(\.error).first { throw error }
        let kept = NestedModelSelection.promising(first.map(\.loss), rows: fold.test.count)
        let rest = folds.dropFirst()
        let others = try trials(kept.flatMap { index in rest.map { Job(recipes[index], $0) } })
        return recipes.indices.map { index in
            let own = kept.firstIndex(of: index).map { others[($0 * rest.count)..<(($0 + 1) * rest.count)] }
            return Candidate(
                recipe: recipes[index], trials: [first[index]] + (own ?? rest.map { _ in Trial.failed }[...]))
        }
    }

    /// Returns the model of each fold, an average if there are several members, or `nil` if a network is not finite.
    private func averages(of best: Candidate) throws -> [Model]? {
        let jobs = (1..<members).flatMap { member in folds.map { Job(best.recipe.member(member), $0) } }
        let models = (best.trials + (try trials(jobs))).map(\.model)
        let found = models.compactMap(\.self)
        guard found.count == models.count else { return nil }
        return try folds.indices.map { fold in
            try Model(averaging: stride(from: fold, to: found.count, by: folds.count).map { found[$0] })
        }
    }

    /// Runs jobs in parallel; a single one has all threads.
    private func trials(_ jobs: [Job]) throws -> [Trial] {
        try Threads.map(jobs, threads: trainer.threads) { job in
            if trainer.isCancelled() { return Trial.failed }
            defer { counter.add(job.recipe, in: job.fold) }
            do {
                return try trial(job, threads: jobs.count > 1 ? 1 : trainer.threads)
            } catch let error as NetworkError {
                return Trial(loss: .infinity, model: nil, error: error)
            } catch {
                // The error would stop the run as well, with a clearer message. Or it comes from the division alone,
                // such as a category that no other row has: then the default weight decay is as good as any.
                return .failed
            }
        }
    }

    private func trial(_ job: Job, threads: Int) throws -> Trial {
        let result = try trainer.following(job.recipe).forPart(threads: threads).train(
            data, rows: job.fold.training, validation: validation)
        return Trial(loss: try result.loss(on: data.raw, rows: job.fold.test), model: result.model)
    }
}

/// A recipe to be trained in a fold.
private struct Job: Sendable {
    let recipe: Recipe
    let fold: Fold

    init(_ recipe: Recipe, _ fold: Fold) { (self.recipe, self.fold) = (recipe, fold) }
}

/// A recipe with its trial in each fold.
private struct Candidate: Sendable {
    let recipe: Recipe
    let trials: [Trial]

    var losses: [Double] { trials.map(\.loss) }
}

/// The result of one recipe in one fold.
private struct Trial: Sendable {
    static let failed = Trial(loss: .infinity, model: nil)
    let loss: Double
    let model: Model?
    /// The reason why the network does not fit the inputs.
    var error: NetworkError?
}

extension TrainingResult {
    /// Returns the mean loss over raw rows; infinite if training failed or was cancelled.
    fileprivate func loss(on raw: any RawRows, rows: [Int]) throws -> Double {
        switch ending {
        case .failed, .interrupted: .infinity
        case .completed, .bestEpoch, .converged:
            try model.parameters.precision.withScalarType {
                try model.validationLoss(of: rows, in: raw, as: $0)
            }
        }
    }
}

extension Model {
    /// Returns the mean loss over raw rows.
    func validationLoss<S: Scalar>(
        of rows: [Int], in raw: any RawRows, as scalar: S.Type
    ) throws -> Double {
        try validationEvaluator(of: rows, in: raw, as: S.self).value(parameters.values(as: S.self))
    }

    /// Returns the outputs and targets of raw rows.
    func validationOutputs<S: Scalar>(
        of rows: [Int], in raw: any RawRows, as scalar: S.Type
    ) throws -> ValidationOutputs {
        try validationEvaluator(of: rows, in: raw, as: S.self).outputs(parameters.values(as: S.self)).outputs
    }

    private func validationEvaluator<S: Scalar>(
        of rows: [Int], in raw: any RawRows, as scalar: S.Type
    ) throws -> ValidationEvaluator<S> {
        let data = try raw.encoded(rows, by: input, for: recipe, purpose: .training, as: S.self)
        return try ValidationEvaluator(network, loss: recipe.loss, data: data, threads: 1)
    }
}
