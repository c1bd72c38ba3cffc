/// A search for the number of epochs by cross-validation inside the training rows.
///
/// Each fold trains on the other rows and measures its loss after every epoch. The result is the epoch with the lowest
/// mean loss over the folds. The rows that scores are reported for are never used here.
struct EpochSearch {
    let trainer: Trainer
    let folds: Int

    /// Returns the best number of epochs, from 1 to the recipe's.
    func bestEpoch<S: Scalar>(_ data: any BatchSource<S>, _ constraints: SplitConstraints) throws -> Int {
        guard min(folds, data.rowCount) >= 2 else { return trainer.recipe.epochs }
        let parts = try parts(ofRows: data.rowCount, constraints)
        let curves = zip(parts, try outcomes(data, parts)).map(curve)
        // A fold whose loss stopped being finite bounds the search for all.
        let length = curves.map(\.count).min() ?? 0
        let means = (0..<length).map { epoch in curves.reduce(0) { $0 + $1[epoch] } }
        guard let lowest = means.min() else { return trainer.recipe.epochs }
        return (means.firstIndex(of: lowest) ?? 0) + 1
    }

    /// Returns the division of the rows, of as many folds as there are rows or groups if these are fewer.
    private func parts(ofRows count: Int, _ constraints: SplitConstraints) throws -> [Fold] {
        let units = constraints.groups.map { max(2, Set($0).count) } ?? count
        return try constraints.folds(
            constraints.splitter(folds: min(folds, units)), rowCount: count, seed: trainer.recipe.seed)
    }

    private func curve<S: Scalar>(_ fold: Fold, _ outcome: TrainingOutcome<S>) -> [Double] {
        let losses = outcome.history.map { ($0.validationLoss ?? .infinity) * Double(fold.test.count) }
        // A run that has converged stays unchanged.
        guard case .converged = outcome.ending, let last = losses.last else { return losses }
        return losses + Array(repeating: last, count: trainer.recipe.epochs - losses.count)
    }

    private func outcomes<S: Scalar>(
        _ data: any BatchSource<S>, _ folds: [Fold]
    ) throws -> [TrainingOutcome<S>] {
        let lanes = VectorizedFolds<S>(trainer, count: folds.count)
        let limit = trainer.recipe.epochs
        if lanes.isWorthwhile(on: data) {
            let rows = folds.map {
                FoldData(training: data.selecting($0.training), validation: data.selecting($0.test))
            }
            return try lanes.outcomes(rows, limit: limit)
        }
        return try Threads.map(folds, threads: trainer.threads) {
            let inputs = TrainingInputs(
                data: data.selecting($0.training), validation: data.selecting($0.test))
            return try TrainingSession(trainer.singleThreaded, inputs).runEpochs(limit: limit)
        }
    }
}
