extension Trainer {
    /// Trains on several selections of rows, each independently of the others.
    ///
    /// - Parameter onResult: A function that is called on any thread with each result that is finished before all are.
    /// - Returns: The results in the order of the selections.
    func train(
        _ data: any LearningData, rowsOfEach rows: [[Int]],
        onResult: @escaping @Sendable (TrainingResult) -> Void = { _ in }
    ) throws -> [TrainingResult] {
        if ranks.size > 1 {
            return try trainOnRanks(rows) {
                try forPart(threads: threads).train(data, rowsOfEach: $0, onResult: onResult)
            }
        }
        let precision = data.raw.precision ?? recipe.precision
        if let inLanes = try precision.withScalarType({ try trainInLanes(data, rows, as: $0, onResult) }) {
            return inLanes
        }
        let trainer = singleThreaded
        return try Threads.map(rows, threads: threads) {
            let result = try trainer.train(data, rows: $0)
            onResult(result)
            return result
        }
    }

    /// Trains the selections in parallel in the lanes of registers, or returns `nil` if that is not worthwhile.
    private func trainInLanes<S: Scalar>(
        _ data: any LearningData, _ rows: [[Int]], as scalar: S.Type,
        _ onResult: @escaping @Sendable (TrainingResult) -> Void
    ) throws -> [TrainingResult]? {
        guard rows.count > 1, mayTrainInLanes(as: S.self) else { return nil }
        let folds = try Threads.map(rows, threads: threads) {
            let prepared = try PreparedData(recipe, data, rows: $0)
            return (prepared, try prepared.foldData(as: S.self))
        }
        return try resultsInLanes(folds.map(\.1)) { index, outcome in
            let (prepared, data) = folds[index]
            let result = try prepared.result(outcome, inputShape: data.training.inputShape)
            onResult(result)
            return result
        }
    }

    /// Returns the outcomes of several folds, trained in parallel in the lanes of registers, or `nil` if that is not
    /// worthwhile.
    func outcomesInLanes<S: Scalar>(_ folds: [FoldData<S>]) throws -> [TrainingOutcome<S>]? {
        try resultsInLanes(folds) { $1 }
    }

    /// Returns what becomes of the outcomes of several folds, trained in parallel in the lanes of registers, or `nil`
    /// if that is not worthwhile. The function is called on any thread when the folds of a register are trained.
    private func resultsInLanes<S: Scalar, Result: Sendable>(
        _ folds: [FoldData<S>], _ finish: @escaping @Sendable (Int, TrainingOutcome<S>) throws -> Result
    ) throws -> [Result]? {
        guard folds.count > 1, mayTrainInLanes(as: S.self) else { return nil }
        let lanes = VectorizedFolds<S>(self, count: folds.count)
        guard lanes.isWorthwhile(on: folds[0].training) else { return nil }
        return try lanes.results(folds, limit: recipe.epochs, finish)
    }

    /// Whether the recipe can run in lanes.
    private func mayTrainInLanes<S: Scalar>(as scalar: S.Type) -> Bool {
        if case .byCrossValidation = recipe.stopping { return false }
        return recipe.selection == nil && start == nil && recipe.members == 1 && recipe.batchSize == .rows(1)
            && OnlineEpoch<S>.serves(recipe)
    }
}
