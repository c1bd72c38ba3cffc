extension Trainer {
    /// Returns the recipe with the weight decay and the network chosen from the rows, or the recipe itself if it leaves
    /// nothing to choose.
    ///
    /// The returned recipe is complete: training with it gives the same parameters as with this one, but holds no rows out
    /// for ``Model/heldOutErrors``. A run that resumes from
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
        guard recipe.selection != nil else { return selected }
        return try selection(
            on: TableData(table, schema: schema, for: recipe), rows: rows, validation: validation)
    }

    /// Returns the recipe chosen from rows of any kind, and the scores of the rows held out.
    package func selection(
        on data: any LearningData, rows: [Int]?, validation: (any RawRows)?
    ) throws -> ModelSelection {
        guard let search = recipe.selection else { return selected }
        // An unusable folder must not cost the time of the search.
        if ranks.isFirst { try checkpoints.map { try CheckpointFolder($0).prepare(for: $0) } }
        if let decided = try resumedSelection(search) { return decided }
        let data = RememberedInputs(data)
        let folds = folds(of: search, data, rows)
        let counter = TrialCounter(search, of: recipe, folds, onTrial)
        let scaled = try selectingScaling(
            by: search, folds, data, validation: validation, countingWith: counter)
        return try ModelSearch(
            trainer: following(scaled), search: search, folds: folds, data: data, validation: validation,
            counter: counter
        ).selection()
    }

    /// The recipe as it is, with the scores of the selection that it comes from.
    private var selected: ModelSelection {
        ModelSelection(recipe: recipe, heldOut: heldOut, heldOutRows: heldOutRows)
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
        let constraints = data.constraints(of: rows)
        let isTimed = constraints.times != nil
        // One fold is a fifth of the rows: the first of five, or the last in the order of time.
        let parts = count > 1 ? count : isTimed ? 4 : 5
        let folds = try? constraints.folds(
            constraints.splitter(folds: parts), rowCount: rows.count, seed: seed)
        return Array(isTimed ? (folds ?? []).suffix(count) : (folds ?? []).prefix(count))
    }

    /// Returns the selection of the checkpoint to resume from, or `nil` if the run begins. Values that the search would
    /// not try are replaced by the defaults, so that the difference is reported.
    private func resumedSelection(_ search: NestedModelSelection) throws -> ModelSelection? {
        guard let policy = checkpoints, policy.resumes,
            let found = try CheckpointFolder(policy).newest(policy.registry)
        else { return nil }
        let resumed = found.checkpoint.recipe
        let scaled = resumedScaling(search, resumed.preprocessing)
        var selected = scaled.resolved(search, as: resumed)
        for variant in search.variants(of: resumed) { selected = selected.changed(to: variant) }
        if search.calibrates { selected.temperature = resumed.temperature }
        return ModelSelection(recipe: selected, heldOut: found.checkpoint.heldOut)
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
}

extension Recipe {
    /// The optimizer's weight decay, or `nil` if it has none.
    var weightDecay: Double? { (optimizer as? any DecayingOptimizer)?.weightDecay }

    /// Returns the recipe with the weight decay and the network of another one, if the search would try them.
    fileprivate func resolved(_ search: NestedModelSelection, as other: Recipe) -> Recipe {
        let decay = weightDecay ?? 0
        let found = other.weightDecay ?? decay
        return resolved(
            search.decays(with: decay).contains(found) ? found : decay,
            search.networks(with: network).first { $0 == other.network } ?? network)
    }
}
