import Backprop

extension CrossValidateCommand {
    /// Runs a cross-validation and shows its progress. The first signal ends it with the folds that are trained or, if
    /// there are none, with those that are unfinished.
    ///
    /// Without a fold to score, the process ends here.
    func watched(
        _ validation: CrossValidation, _ run: (CrossValidation) throws -> CrossValidation.Result
    ) throws -> CrossValidation.Result {
        let progress = ProgressLine("no fold is trained yet")
        defer { progress.finish() }
        var validation = validation
        validation.ranks = Ranks.current
        validation.isCancelled = { Interruption.signal != nil }
        validation.onFold = { progress.show("\($0) of \($1) folds trained") }
        let result = try Interruption.whileNoted { try run(validation) }
        progress.finish()
        guard isPartial(result), let signal = Interruption.signal else { return result }
        Console.message("interrupted \(state(of: result, epochs: validation.recipe.epochs))")
        if result.folds.isEmpty { Interruption.exit(signal) }
        return result
    }

    /// Returns the progress of the folds of an interrupted run, and the origin of their scores.
    private func state(of result: CrossValidation.Result, epochs: Int) -> String {
        let planned = result.plannedCount
        guard result.trainedCount == 0 else { return "after \(result.trainedCount) of \(planned) folds" }
        let counts = result.folds.map(\.history.count)
        guard let minimum = counts.min(), let maximum = counts.max() else {
            return "before an epoch was finished; there are no scores"
        }
        let range = minimum == maximum ? "\(minimum)" : "\(minimum) to \(maximum)"
        let folds = counts.count == planned ? "all \(planned)" : "\(counts.count) of \(planned)"
        return
            "before a fold was finished; the scores are those of \(folds) folds after \(range) of \(epochs) epochs"
    }

    /// Whether there are folds that were planned and not trained.
    func isPartial(_ result: CrossValidation.Result) -> Bool { result.trainedCount < result.plannedCount }
}
