extension Trainer {
    /// The recipe with the weight decay and the network that the rows decide on; the same recipe where it leaves
    /// nothing to them.
    ///
    /// What comes back is complete: following it gives the bits that following the other one gives. A run that
    /// goes on from one of its ``checkpoints`` keeps the weight decay that it began with; a trainer that is
    /// cancelled takes the usual one.
    ///
    /// - Parameters:
    ///   - table: The rows, as they were read.
    ///   - schema: What the columns mean; by default inferred as the recipe's columns say.
    ///   - rows: The rows to train on, which alone are looked at; by default all.
    ///   - validation: Rows to measure each epoch on, where the recipe stops by such.
    /// - Throws: ``SchemaError``, or ``TrainingError`` when the recipe makes no sense.
    public func resolvedRecipe(
        on table: Table, schema: Schema? = nil, rows: [Int]? = nil, validation: Table? = nil
    ) throws -> Recipe {
        guard let search = recipe.weightDecaySearch else { return recipe }
        if let decided = resumedRecipe(search) { return decided }
        let schema = try schema ?? Schema(inferring: table, selection: recipe.columns)
        let rows = rows ?? schema.rowsWithTargets(in: table)
        let groups = schema.groupIndices(in: table)
        let folds = Self.folds(
            search.folds, rows.count, classes: schema.classes(of: rows, in: table),
            groups: groups.map { groups in rows.map { groups[$0] } }, seed: recipe.seed
        ).map { $0.of(rows) }
        return try settled(by: search, folds) { recipe, fold in
            let result = try following(recipe).alone.train(
                on: table, schema: schema, rows: fold.training, validation: validation)
            return try result.loss(on: table, rows: fold.test)
        }
    }

    /// The same for rows of numbers.
    func resolvedRecipe<S: Scalar>(
        on data: any BatchSource<S>, validation: (any BatchSource<S>)?
    ) throws -> Recipe {
        guard let search = recipe.weightDecaySearch else { return recipe }
        if let decided = resumedRecipe(search) { return decided }
        let classes = (data as? Dataset<S>).flatMap { $0.classes(recipe.targetEncoding) }
        let folds = Self.folds(search.folds, data.rowCount, classes: classes, groups: nil, seed: recipe.seed)
        return try settled(by: search, folds) { recipe, fold in
            let result = try following(recipe).alone.train(
                on: data.selecting(fold.training), validation: validation)
            return try result.loss(on: data.selecting(fold.test))
        }
    }

    /// Rows that belong together stay together; none where there are too few rows to divide.
    private static func folds(
        _ count: Int, _ rows: Int, classes: [Int]?, groups: [Int]?, seed: UInt64
    ) -> [Fold] {
        // One fold is a fifth of the rows: the first of five.
        let splitter = Splitter.parts(count == 1 ? 5 : count, classes: classes, groups: groups)
        let folds = try? splitter.folds(rowCount: rows, labels: classes, groups: groups, seed: seed)
        return Array((folds ?? []).prefix(count))
    }

    /// The recipe with the weight decay and the network of the checkpoint to go on from; where these are none which the
    /// search would try, with the usual ones, so that the difference is named. `nil` where the run begins.
    private func resumedRecipe(_ search: NestedModelSelection) -> Recipe? {
        guard let policy = checkpoints, policy.resumes,
            let found = try? CheckpointFolder(policy).newest(policy.vocabulary)
        else { return nil }
        let usual = recipe.weightDecay ?? 0
        let decided = found.checkpoint.recipe.weightDecay.flatMap { decay in
            search.decays(with: usual).contains(decay) ? decay : nil
        }
        let networks = search.networks(with: recipe.network)
        let network = networks.first { $0 == found.checkpoint.recipe.network }
        return recipe.settled(decided ?? usual, network ?? recipe.network)
    }

    private func settled(
        by search: NestedModelSelection, _ folds: [Fold], loss: @Sendable (Recipe, Fold) throws -> Double
    ) throws -> Recipe {
        try recipe.validate()
        let usual = recipe.weightDecay ?? 0
        let decays = search.decays(with: usual)
        let networks = search.networks(with: recipe.network)
        let recipes = networks.map { network in decays.map { recipe.settled($0, network) } }
        let trials = folds.flatMap { fold in recipes.joined().map { (fold: fold, recipe: $0) } }
        let losses = try Threads.map(trials, threads: threads) { trial in
            if isCancelled() { return Double.infinity }
            // What stops a trial would stop the run as well, whose error says more, or comes from the division
            // alone, such as a category that no other row has: then the usual weight decay is as good as any.
            return (try? loss(trial.recipe, trial.fold)) ?? .infinity
        }
        let width = networks.count * decays.count
        let tried = networks.indices.map { network in
            decays.indices.map { place in
                let index = network * decays.count + place
                return (decay: decays[place], losses: folds.indices.map { losses[$0 * width + index] })
            }
        }
        let best = search.best(ofNetworks: tried, usual: usual)
        return recipe.settled(best.decay, networks[best.network])
    }
}

extension Recipe {
    /// The optimizer's weight decay, where it has one.
    var weightDecay: Double? { (optimizer as? any DecayingOptimizer)?.weightDecay }

    /// The recipe with that weight decay and network, and nothing to decide.
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

extension TrainingResult {
    /// The mean of what training makes small, over rows of a table.
    fileprivate func loss(on table: Table, rows: [Int]) throws -> Double {
        guard let preprocessor = model.preprocessor else { return .infinity }
        switch model.parameters {
        case .float32: return try loss(on: preprocessor.dataset(from: table, rows: rows, as: Float.self))
        case .float64: return try loss(on: preprocessor.dataset(from: table, rows: rows, as: Double.self))
        }
    }

    /// The same over rows of numbers; infinite where training failed or was cancelled.
    fileprivate func loss<S: Scalar>(on data: any BatchSource<S>) throws -> Double {
        switch ending {
        case .failed, .interrupted: return .infinity
        case .completed, .bestEpoch, .converged: break
        }
        let watch = try ValidationEvaluator(model.network, loss: model.recipe.loss, data: data, threads: 1)
        return try watch.value(model.parameters.values(as: S.self))
    }
}
