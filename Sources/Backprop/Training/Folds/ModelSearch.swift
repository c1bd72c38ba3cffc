/// A search for the weight decay, the network and the temperature by folds within the training rows.
struct ModelSearch: Sendable {
    let trainer: Trainer
    let search: NestedModelSelection
    let folds: [Fold]
    let data: any LearningData
    let validation: (any RawRows)?

    private var recipe: Recipe { trainer.recipe }

    /// Returns the selected recipe, and its scores on the held-out rows.
    func selection() throws -> ModelSelection {
        try recipe.validate()
        let small = try bestOfDecays()
        let best = try bestOfVariants(besides: small)
        guard !trainer.isCancelled(), !folds.isEmpty, best.trials.allSatisfy({ $0.model != nil }) else {
            return ModelSelection(recipe: best.recipe, heldOut: nil)
        }
        return try HeldOutFolds(best.trials.compactMap(\.model), folds, data.raw).selection(
            of: best.recipe, calibrates: search.calibrates, positive: data.positiveLabel(for: recipe))
    }

    /// Returns the best of all weight decays and networks of the search.
    private func bestOfDecays() throws -> Candidate {
        let defaultDecay = recipe.weightDecay ?? 0
        let decays = search.decays(with: defaultDecay)
        let networks = search.networks(with: recipe.network)
        let candidates = try candidates(
            networks.flatMap { network in decays.map { recipe.settled($0, network) } })
        let tried = networks.indices.map { network in
            decays.indices.map { (decays[$0], candidates[network * decays.count + $0].losses) }
        }
        let best = search.best(ofNetworks: tried, defaultDecay: defaultDecay)
        return candidates[best.network * decays.count + (decays.firstIndex(of: best.decay) ?? 0)]
    }

    /// Returns the best of a candidate and of its variants, which are tried without further
    /// choices.
    private func bestOfVariants(besides small: Candidate) throws -> Candidate {
        guard !search.variants.isEmpty, !trainer.isCancelled() else { return small }
        let all = [small] + (try candidates(search.variants.map(small.recipe.changed)))
        return all[NestedModelSelection.best(of: all.map(\.losses))]
    }

    /// Trains each recipe in each fold.
    private func candidates(_ recipes: [Recipe]) throws -> [Candidate] {
        let jobs = folds.flatMap { fold in recipes.map { (fold: fold, recipe: $0) } }
        let trials = try Threads.map(jobs, threads: trainer.threads) { job in
            if trainer.isCancelled() { return Trial.failed }
            // An error that stops a trial would stop the run as well, with a clearer message. Or it comes from the
            // division alone, such as a category that no other row has: then the default weight decay is as good as
            // any.
            return (try? trial(job.recipe, job.fold)) ?? .failed
        }
        return recipes.indices.map { index in
            Candidate(
                recipe: recipes[index], trials: folds.indices.map { trials[$0 * recipes.count + index] })
        }
    }

    private func trial(_ recipe: Recipe, _ fold: Fold) throws -> Trial {
        let result = try trainer.following(recipe).singleThreaded.train(
            data, rows: fold.training, validation: validation)
        return Trial(loss: try result.loss(on: data.raw, rows: fold.test), model: result.model)
    }
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
