extension Trainer {
    /// Trains on several selections of rows, each independently of the others.
    ///
    /// - Parameter onResult: A function that is called on any thread with each result that is finished before all are.
    /// - Returns: The results in the order of the selections.
    func train(
        _ data: any LearningData, rowsOfEach rows: [[Int]],
        onResult: @escaping @Sendable (TrainingResult) -> Void = { _ in }
    ) throws -> [TrainingResult] {
        let precision = data.raw.precision ?? recipe.precision
        if let inLanes = try precision.withScalarType({ try trainInLanes(data, rows, as: $0) }) {
            return inLanes
        }
        let alone = alone
        return try Threads.map(rows, threads: threads) {
            let result = try alone.train(data, rows: $0)
            onResult(result)
            return result
        }
    }

    /// Trains the selections in parallel in the lanes of registers, or returns `nil` if that is not worthwhile.
    private func trainInLanes<S: Scalar>(
        _ data: any LearningData, _ rows: [[Int]], as scalar: S.Type
    ) throws -> [TrainingResult]? {
        guard rows.count > 1, mayTrainInLanes(as: S.self) else { return nil }
        let folds = try Threads.map(rows, threads: threads) {
            let prepared = try PreparedData(recipe, data, rows: $0)
            return (prepared, try prepared.foldData(as: S.self))
        }
        guard let outcomes = try outcomesInLanes(folds.map(\.1)) else { return nil }
        return try zip(folds, outcomes).map { fold, outcome in
            try fold.0.result(outcome, inputShape: fold.1.training.inputShape)
        }
    }

    /// Returns the outcomes of several folds, trained in parallel in the lanes of registers, or `nil` if that is not
    /// worthwhile.
    func outcomesInLanes<S: Scalar>(_ folds: [FoldData<S>]) throws -> [TrainingOutcome<S>]? {
        guard folds.count > 1, mayTrainInLanes(as: S.self) else { return nil }
        let lanes = VectorizedFolds<S>(self, count: folds.count)
        guard lanes.isWorthwhile(on: folds[0].training) else { return nil }
        return try lanes.outcomes(folds, limit: recipe.epochs)
    }

    /// Whether the recipe can run in lanes.
    private func mayTrainInLanes<S: Scalar>(as scalar: S.Type) -> Bool {
        if case .byCrossValidation = recipe.stopping { return false }
        return recipe.weightDecaySearch == nil && recipe.batchSize == .rows(1)
            && OnlineEpoch<S>.serves(recipe)
    }
}
