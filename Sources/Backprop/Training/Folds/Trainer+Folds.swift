extension Trainer {
    /// Trains on several selections of a table's rows, on each as ``train(on:schema:rows:validation:scratchFolder:onEpoch:onEvent:)`` does.
    ///
    /// - Parameter onResult: Called on any thread with each result that is there before all are.
    /// - Returns: The results in the order of the selections.
    func train(
        on table: Table, schema: Schema, rowsOfEach rows: [[Int]],
        onResult: @escaping @Sendable (TrainingResult) -> Void = { _ in }
    ) throws -> [TrainingResult] {
        let inLanes: [TrainingResult]?
        switch recipe.precision {
        case .float32: inLanes = try trainInLanes(table, schema, rows, as: Float.self)
        case .float64: inLanes = try trainInLanes(table, schema, rows, as: Double.self)
        }
        if let inLanes { return inLanes }
        let alone = alone
        return try Threads.map(rows, threads: threads) {
            let result = try alone.train(on: table, schema: schema, rows: $0)
            onResult(result)
            return result
        }
    }

    /// The same side by side in the lanes of registers; `nil` where that does not pay.
    private func trainInLanes<S: Scalar>(
        _ table: Table, _ schema: Schema, _ rows: [[Int]], as scalar: S.Type
    ) throws -> [TrainingResult]? {
        guard rows.count > 1, mayTrainInLanes(as: S.self) else { return nil }
        let preparations = try Threads.map(rows, threads: threads) {
            let preparation = try PreparedTable(recipe, table: table, schema: schema, rows: $0)
            let folds = FoldData<S>(
                training: try preparation.trainingData(as: S.self),
                validation: try preparation.validationData(as: S.self),
                scoring: try preparation.scoring(recipe))
            return (preparation, folds)
        }
        guard let outcomes = try outcomesInLanes(preparations.map(\.1)) else { return nil }
        return try zip(preparations, outcomes).map { preparation, outcome in
            try result(outcome, preparation.0, inputShape: preparation.1.training.inputShape)
        }
    }

    /// What runs over several folds come to, side by side in the lanes of registers; `nil` where that does not pay.
    func outcomesInLanes<S: Scalar>(_ folds: [FoldData<S>]) throws -> [TrainingOutcome<S>]? {
        guard folds.count > 1, mayTrainInLanes(as: S.self) else { return nil }
        let lanes = VectorizedFolds<S>(self, count: folds.count)
        guard lanes.isWorthwhile(on: folds[0].training) else { return nil }
        return try lanes.outcomes(folds, limit: recipe.epochs)
    }

    /// Whether the recipe is one of those that lanes are made for.
    private func mayTrainInLanes<S: Scalar>(as scalar: S.Type) -> Bool {
        if case .byCrossValidation = recipe.stopping { return false }
        return recipe.weightDecaySearch == nil && recipe.batchSize == .rows(1)
            && OnlineEpoch<S>.serves(recipe)
    }
}
