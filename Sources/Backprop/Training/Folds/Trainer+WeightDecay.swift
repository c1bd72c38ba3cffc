extension Trainer {
    /// Returns the recipe with the weight decay and the network chosen from the rows, or the recipe itself if it leaves
    /// nothing to choose.
    ///
    /// The returned recipe is complete: training with it gives the same bits as with this one. A run that resumes from
    /// one of its ``checkpoints`` keeps the weight decay that it began with; a trainer that is cancelled takes the
    /// default.
    ///
    /// - Parameters:
    ///   - table: The rows, without preprocessing.
    ///   - schema: The meaning of the columns. Defaults to the one inferred with the recipe's columns.
    ///   - rows: The rows to train on; no others are used. Defaults to all.
    ///   - validation: Rows to measure each epoch on, if the recipe stops by such.
    /// - Throws: ``SchemaError``, or ``TrainingError`` if the recipe is not valid.
    public func resolvedRecipe(
        on table: Table, schema: Schema? = nil, rows: [Int]? = nil, validation: Table? = nil
    ) throws -> Recipe {
        try selection(on: table, schema: schema, rows: rows, validation: validation).recipe
    }

    /// Returns the recipe with the weight decay and the network chosen from the rows, and the scores of the rows held
    /// out.
    ///
    /// - Parameters:
    ///   - table: The rows, without preprocessing.
    ///   - schema: The meaning of the columns. Defaults to the one inferred with the recipe's columns.
    ///   - rows: The rows to train on; no others are used. Defaults to all.
    ///   - validation: Rows to measure each epoch on, if the recipe stops by such.
    /// - Throws: ``SchemaError``, or ``TrainingError`` if the recipe is not valid.
    public func selection(
        on table: Table, schema: Schema? = nil, rows: [Int]? = nil, validation: Table? = nil
    ) throws -> ModelSelection {
        guard recipe.weightDecaySearch != nil else { return ModelSelection(recipe: recipe, heldOut: heldOut) }
        return try selection(
            on: TableData(table, schema: schema, for: recipe), rows: rows, validation: validation)
    }

    /// Returns the recipe chosen from rows of any kind, and the scores of the rows held out.
    package func selection(
        on data: any LearningData, rows: [Int]?, validation: (any RawRows)?
    ) throws -> ModelSelection {
        guard let search = recipe.weightDecaySearch else {
            return ModelSelection(recipe: recipe, heldOut: heldOut)
        }
        if let decided = resumedSelection(search) { return decided }
        let folds = folds(of: search, data, rows)
        let positive = data.positiveLabel(for: recipe)
        let scaled = try selectingScaling(by: search, folds, data, validation: validation)
        return try following(scaled).selected(by: search, folds) { recipe, fold in
            let result = try following(recipe).alone.train(
                data, rows: fold.training, validation: validation)
            return SelectionTrial(
                loss: try result.loss(on: data.raw, rows: fold.test),
                scores: try? result.scores(on: data.raw.selectingRows(fold.test), positive: positive))
        }
    }

    /// Returns the folds of a search over the rows, or over all that have a target.
    func folds(of search: NestedModelSelection, _ data: any LearningData, _ rows: [Int]?) -> [Fold] {
        let rows = rows ?? data.rowsWithTargets
        return Self.folds(search.folds, rows, data, seed: recipe.seed).map { $0.of(rows) }
    }

    /// Returns folds that keep rows of a group together; empty if there are too few rows to divide.
    private static func folds(
        _ count: Int, _ rows: [Int], _ data: any LearningData, seed: UInt64
    ) -> [Fold] {
        let (classes, times) = (data.classes(of: rows), data.times?.of(rows))
        let groups = data.groups.map { groups in rows.map { groups[$0] } }
        // One fold is a fifth of the rows: the first of five, or the last in the order of time.
        let parts = count > 1 ? count : times == nil ? 5 : 4
        let splitter = Splitter.parts(parts, classes: classes, groups: groups, times: times)
        let folds = try? splitter.folds(
            rowCount: rows.count, labels: classes, groups: groups, times: times?.times, seed: seed)
        return Array(times == nil ? (folds ?? []).prefix(count) : (folds ?? []).suffix(count))
    }

    /// Returns the selection of the checkpoint to resume from, or `nil` if the run begins. Values that the search would
    /// not try are replaced by the defaults, so that the difference is reported.
    private func resumedSelection(_ search: NestedModelSelection) -> ModelSelection? {
        guard let policy = checkpoints, policy.resumes,
            let found = try? CheckpointFolder(policy).newest(policy.registry)
        else { return nil }
        let usual = recipe.weightDecay ?? 0
        let decided = found.checkpoint.recipe.weightDecay.flatMap { decay in
            search.decays(with: usual).contains(decay) ? decay : nil
        }
        let networks = search.networks(with: recipe.network)
        let network = networks.first { $0 == found.checkpoint.recipe.network }
        return ModelSelection(
            recipe: resumedScaling(search, found.checkpoint.recipe.preprocessing)
                .settled(decided ?? usual, network ?? recipe.network),
            heldOut: found.checkpoint.heldOut)
    }

    /// Returns the recipe with the scalings of a checkpoint, if the search would try them.
    private func resumedScaling(
        _ search: NestedModelSelection, _ found: PreprocessingSettings
    ) -> Recipe {
        let own = recipe.preprocessing
        return recipe.scaled(
            search.scalings.first { $0 == found.scaling } ?? own.scaling,
            search.targetScalings.first { $0 == found.targetScaling } ?? own.targetScaling)
    }

    private func selected(
        by search: NestedModelSelection, _ folds: [Fold],
        trial: @Sendable (Recipe, Fold) throws -> SelectionTrial
    ) throws -> ModelSelection {
        try recipe.validate()
        let usual = recipe.weightDecay ?? 0
        let decays = search.decays(with: usual)
        let networks = search.networks(with: recipe.network)
        let recipes = networks.map { network in decays.map { recipe.settled($0, network) } }
        let jobs = folds.flatMap { fold in recipes.joined().map { (fold: fold, recipe: $0) } }
        let trials = try Threads.map(jobs, threads: threads) { job in
            if isCancelled() { return SelectionTrial.failed }
            // An error that stops a trial would stop the run as well, with a clearer message. Or it comes from the
            // division alone, such as a category that no other row has: then the default weight decay is as good as
            // any.
            return (try? trial(job.recipe, job.fold)) ?? .failed
        }
        let width = networks.count * decays.count
        let tried = networks.indices.map { network in
            decays.indices.map { place in
                let index = network * decays.count + place
                return (decay: decays[place], losses: folds.indices.map { trials[$0 * width + index].loss })
            }
        }
        let best = search.best(ofNetworks: tried, usual: usual)
        let place = best.network * decays.count + (decays.firstIndex(of: best.decay) ?? 0)
        let scores = folds.indices.compactMap { trials[$0 * width + place].scores }
        return ModelSelection(
            recipe: recipe.settled(best.decay, networks[best.network]),
            heldOut: scores.count == folds.count && !isCancelled() ? HeldOutScores(scores) : nil)
    }
}

extension Recipe {
    /// The optimizer's weight decay, or `nil` if it has none.
    var weightDecay: Double? { (optimizer as? any DecayingOptimizer)?.weightDecay }

    /// Returns the recipe with that weight decay and network, and without a search.
    fileprivate func settled(_ decay: Double, _ network: Network) -> Recipe {
        var recipe = self
        recipe.network = network
        recipe.weightDecaySearch = nil
        guard var optimizer = optimizer as? any DecayingOptimizer else { return recipe }
        optimizer.weightDecay = decay
        recipe.optimizer = optimizer
        return recipe
    }
}

/// The result of one candidate in one fold.
private struct SelectionTrial: Sendable {
    static let failed = SelectionTrial(loss: .infinity, scores: nil)
    let loss: Double
    let scores: HeldOutScores.FoldScores?
}

extension TrainingResult {
    /// Returns the scores of the model and of the baselines on raw rows.
    fileprivate func scores(on rows: any RawRows, positive: String?) throws -> HeldOutScores.FoldScores {
        let model = try positive.map { try self.model.choosing(positiveClass: $0) } ?? model
        return HeldOutScores.FoldScores(
            evaluation: try model.evaluation(of: rows), baselines: try model.baselines(of: rows))
    }

    /// Returns the mean loss over raw rows; infinite if training failed or was cancelled.
    fileprivate func loss(on raw: any RawRows, rows: [Int]) throws -> Double {
        switch ending {
        case .failed, .interrupted: .infinity
        case .completed, .bestEpoch, .converged:
            try model.parameters.precision.withScalarType { try loss(on: raw, rows: rows, as: $0) }
        }
    }

    private func loss<S: Scalar>(on raw: any RawRows, rows: [Int], as scalar: S.Type) throws -> Double {
        let data = try raw.encoded(
            rows, by: model.input, for: model.recipe, purpose: .training, as: S.self)
        let evaluator = try ValidationEvaluator(
            model.network, loss: model.recipe.loss, data: data, threads: 1)
        return try evaluator.value(model.parameters.values(as: S.self))
    }
}
