import Backprop

extension CrossValidateCommand {
    /// Runs a cross-validation and shows its progress. The first signal ends it with the folds that are trained.
    ///
    /// Without a trained fold, the process ends here.
    func watched(
        _ validation: CrossValidation, _ run: (CrossValidation) throws -> CrossValidation.Result
    ) throws -> CrossValidation.Result {
        let progress = ProgressLine("no fold is trained yet")
        defer { progress.finish() }
        var validation = validation
        validation.isCancelled = { Interruption.signal != nil }
        validation.onFold = { progress.show("\($0) of \($1) folds trained") }
        let result = try Interruption.whileNoted { try run(validation) }
        progress.finish()
        guard isPartial(result), let signal = Interruption.signal else { return result }
        Console.message("interrupted after \(result.folds.count) of \(result.plannedCount) folds")
        if result.folds.isEmpty { Interruption.exit(signal) }
        return result
    }

    /// Whether there are folds that were planned and not trained.
    func isPartial(_ result: CrossValidation.Result) -> Bool { result.folds.count < result.plannedCount }
}
