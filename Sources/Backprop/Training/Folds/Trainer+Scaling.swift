// The selection of the scaling of skewed columns, before that of the weight decay and the network.

extension Trainer {
    /// Returns the recipe with the scalings chosen from the rows, or the recipe itself if it leaves none to choose. What
    /// else it leaves to the rows stays open.
    func resolvingScaling(on data: any LearningData) throws -> Recipe {
        guard let search = recipe.selection else { return recipe }
        let folds = folds(of: search, data, nil)
        let counter = TrialCounter(search, of: recipe, folds, onTrial)
        return try selectingScaling(by: search, folds, data, countingWith: counter)
    }

    /// Returns the recipe with the scaling of targets and then that of features selected by the folds.
    ///
    /// Losses are compared in the units of the file. Those of a skewed target differ by orders of magnitude from fold to
    /// fold, so that their logarithms are compared. For the target the lowest mean is selected. Features keep the
    /// recipe's own scaling unless another is better by more than one standard error of the difference over the folds.
    func selectingScaling(
        by search: NestedModelSelection, _ folds: [Fold], _ data: any LearningData,
        validation: (any RawRows)? = nil, countingWith counter: TrialCounter
    ) throws -> Recipe {
        guard !search.scalings.isEmpty || !search.targetScalings.isEmpty, !folds.isEmpty else {
            return recipe
        }
        try recipe.validate()
        let own = recipe.preprocessing
        let loss: @Sendable (Recipe, Fold) throws -> Double = { recipe, fold in
            // A trial has one network, even if several are averaged in the end.
            var recipe = recipe.member(0)
            recipe.selection = nil
            defer { counter.add(recipe, in: fold) }
            let result = try following(recipe).singleThreaded.train(
                data, rows: fold.training, validation: validation)
            return try result.lossInUnits(on: data.raw, rows: fold.test)
        }
        let targets = ([own.targetScaling] + search.targetScalings).map { recipe.scaled(own.scaling, $0) }
        let target = try best(of: targets, folds, loss: loss, NestedModelSelection.lowest)
        let found = target.recipe.preprocessing.targetScaling
        let inputs = search.scalings.map { target.recipe.scaled($0, found) }
        return try best(of: [target.recipe] + inputs, folds, known: target.losses, loss: loss).recipe
    }

    /// Returns the best of some recipes by the logarithms of their losses, and those of the best.
    private func best(
        of recipes: [Recipe], _ folds: [Fold], known: [Double]? = nil,
        loss: @Sendable (Recipe, Fold) throws -> Double,
        _ choose: ([[Double]]) -> Int = NestedModelSelection.best
    ) throws -> (recipe: Recipe, losses: [Double]?) {
        guard recipes.count > 1 else { return (recipes[0], known) }
        let tried = known == nil ? recipes : Array(recipes.dropFirst())
        let trials = tried.flatMap { recipe in folds.map { (recipe: recipe, fold: $0) } }
        let found = try Threads.map(trials, threads: threads) { trial in
            if isCancelled() { return Double.infinity }
            // As with weight decays, an error of a trial is one of the run, or of the division alone.
            return Self.logarithm(of: (try? loss(trial.recipe, trial.fold)) ?? .infinity)
        }
        let losses =
            (known.map { [$0] } ?? [])
            + tried.indices.map { Array(found[($0 * folds.count)..<(($0 + 1) * folds.count)]) }
        let best = choose(losses)
        return (recipes[best], losses[best])
    }

    private static func logarithm(of loss: Double) -> Double {
        guard loss.isFinite else { return .infinity }
        return PortableLog.value(of: max(loss, .leastNormalMagnitude))
    }
}

extension Recipe {
    /// Returns the recipe with those scalings.
    func scaled(_ scaling: Scaling, _ targetScaling: TargetScaling) -> Recipe {
        var recipe = self
        recipe.preprocessing.scaling = scaling
        recipe.preprocessing.targetScaling = targetScaling
        return recipe
    }
}

extension TrainingResult {
    /// Returns the mean loss over raw rows in the units of the file, measured in standard deviations of their targets.
    /// It is infinite if training failed or was cancelled.
    func lossInUnits(on raw: any RawRows, rows: [Int]) throws -> Double {
        switch ending {
        case .failed, .interrupted: .infinity
        case .completed, .bestEpoch, .converged:
            try model.parameters.precision.withScalarType { try lossInUnits(on: raw, rows: rows, as: $0) }
        }
    }

    private func lossInUnits<S: Scalar>(
        on raw: any RawRows, rows: [Int], as scalar: S.Type
    ) throws -> Double {
        guard model.input.targetEncoding == .numeric, let preprocessor = model.preprocessor else {
            return try model.validationLoss(of: rows, in: raw, as: S.self)
        }
        var all = try model.validationOutputs(of: rows, in: raw, as: S.self)
        all.outputs = preprocessor.unscaleTargets(all.outputs)
        all.targets = preprocessor.unscaleTargets(all.targets)
        return all.standardized.mean(of: model.recipe.loss)
    }
}

extension ValidationOutputs {
    /// The outputs and targets of each column, both scaled by mean and standard deviation of the targets.
    fileprivate var standardized: ValidationOutputs {
        var result = self
        for column in 0..<columns {
            let indices = Array(stride(from: column, to: targets.count, by: columns))
            let scale = Scaling.standard.fit(WeightedSample(indices.map { targets[$0] }))
            for index in indices {
                result.targets[index] = scale.apply(targets[index])
                result.outputs[index] = scale.apply(outputs[index])
            }
        }
        return result
    }

    /// Returns the weighted mean of a loss; of one that takes no numbers, of the squared error.
    fileprivate func mean(of loss: any Loss) -> Double {
        let loss: any Loss = loss.fusedActivation == nil ? loss : MeanSquaredError()
        let rows = targets.count / columns
        var gradient = [Double](repeating: 0, count: targets.count)
        var losses = [Double](repeating: 0, count: rows)
        gradient.withUnsafeMutableBufferPointer { gradient in
            losses.withUnsafeMutableBufferPointer { losses in
                outputs.withUnsafeBufferPointer { outputs in
                    targets.withUnsafeBufferPointer { targets in
                        loss.evaluate(
                            LossPass(
                                rows: rows, columns: columns, outputs: outputs.baseAddress!,
                                targets: targets.baseAddress!, weights: nil, scale: 1,
                                gradient: gradient.baseAddress!, rowLosses: losses.baseAddress!))
                    }
                }
            }
        }
        return WeightedSample(losses, weights: weights).mean ?? .infinity
    }
}
