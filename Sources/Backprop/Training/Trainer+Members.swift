extension Trainer {
    /// Trains the networks of an average, one after the other.
    func trainMembers(
        _ data: any LearningData, rows: [Int]?, validation: (any RawRows)?, scratchFolder: String?,
        onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        // If the seed holds rows out, each network has other rows; continued networks may have other preprocessors.
        guard start == nil, recipe.stopping.early == nil || validation != nil else {
            return try trainMembers(onEvent) { trainer in
                try trainer.trainNetworks(
                    data, rows: rows, validation: validation, scratchFolder: scratchFolder, onEvent: onEvent)
            }
        }
        let prepared = try PreparedData(recipe.member(0), data, rows: rows, validation: validation)
        return try prepared.precision.withScalarType {
            try trainMembers(prepared, as: $0, scratchFolder: scratchFolder, onEvent)
        }
    }

    /// Trains networks on the same rows, which are encoded once.
    private func trainMembers<S: Scalar>(
        _ prepared: PreparedData, as scalar: S.Type, scratchFolder: String?,
        _ onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        let inputs = try prepared.inputs(as: S.self, scratchFolder: scratchFolder)
        return try trainMembers(onEvent) { trainer in
            let prepared = prepared.following(trainer.recipe)
            return try trainer.train(prepared, prepared.modelling(inputs), onEvent: onEvent)
        }
    }

    /// Trains the networks until one is not complete, and averages them.
    private func trainMembers(
        _ onEvent: @escaping (TrainingEvent) throws -> Void, _ train: (Trainer) throws -> TrainingResult
    ) throws -> TrainingResult {
        var results: [TrainingResult] = []
        for index in 0..<recipe.members {
            try onEvent(.network(index + 1, of: recipe.members))
            let result = try train(member(index))
            results.append(result)
            guard result.isComplete else { break }
        }
        return try TrainingResult(averaging: results, recipe: recipe)
    }

    /// Returns the trainer of one network. All but the first save their checkpoints in folders within that of the run.
    private func member(_ index: Int) -> Trainer {
        var trainer = following(recipe.member(index))
        (trainer.heldOut, trainer.heldOutRows) = (heldOut, heldOutRows)
        trainer.start = start?.member(index)
        if index > 0 { trainer.checkpoints?.folder += "/network-\(index + 1)" }
        return trainer
    }
}

extension Recipe {
    /// Returns the recipe of one network of the average: the first has the seed of the recipe.
    func member(_ index: Int) -> Recipe {
        var recipe = self
        recipe.members = 1
        if index > 0 { recipe.seed = UInt64(Philox(seed: seed, .member, step: index).word(at: 0)) }
        return recipe
    }
}

extension TrainingResult {
    /// Averages the networks that were trained to the end, or takes the first. History and notices are those of the first
    /// network, the ending is that of the last.
    fileprivate init(averaging results: [TrainingResult], recipe: Recipe) throws {
        var models = results.filter(\.isComplete).map(\.model)
        if models.isEmpty { models = [results[0].model] }
        // The recipe of the first network repeats the whole run.
        models[0].recipe = recipe
        self = TrainingResult(
            model: try Model(averaging: models), history: results[0].history,
            ending: results[results.count - 1].ending)
        scratchByteCount = results[0].scratchByteCount
        (heldOut, heldOutRows) = (results[0].heldOut, results[0].heldOutRows)
        notices = results[0].notices
    }

    /// Whether the run ended by its own rule.
    var isComplete: Bool {
        switch ending {
        case .completed, .bestEpoch, .converged: true
        case .failed, .interrupted: false
        }
    }
}
