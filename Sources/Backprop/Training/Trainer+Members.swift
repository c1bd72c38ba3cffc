extension Trainer {
    /// Trains the networks of an average, one after the other.
    func trainMembers(
        _ data: any LearningData, rows: [Int]?, validation: (any RawRows)?, scratchFolder: String?,
        onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        var results: [TrainingResult] = []
        for index in 0..<recipe.members {
            try onEvent(.network(index + 1, of: recipe.members))
            let result = try member(index).train(
                data, rows: rows, validation: validation, scratchFolder: scratchFolder, onEvent: onEvent)
            results.append(result)
            guard result.isComplete else { break }
        }
        return try TrainingResult(averaging: results, recipe: recipe)
    }

    /// Returns the trainer of one network. All but the first save their checkpoints in folders within that of the run.
    private func member(_ index: Int) -> Trainer {
        var trainer = following(recipe.member(index))
        trainer.heldOut = heldOut
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
        heldOut = results[0].heldOut
        notices = results[0].notices
    }

    /// Whether the run ended by its own rule.
    fileprivate var isComplete: Bool {
        switch ending {
        case .completed, .bestEpoch, .converged: true
        case .failed, .interrupted: false
        }
    }
}
