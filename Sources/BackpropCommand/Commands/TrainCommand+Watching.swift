import Backprop

extension TrainCommand {
    /// Returns the recipe after the search over the rows, and shows the progress of the search. One that is interrupted
    /// ends the process here.
    func selection(
        of recipe: Recipe, _ rows: any LearningData, _ validation: (any RawRows)?
    ) throws -> ModelSelection {
        var trainer = Trainer(recipe, threads: threads.count)
        trainer.checkpoints = try checkpoints.policy()
        trainer.ranks = Ranks.current
        guard recipe.selection != nil else {
            return try trainer.selection(on: rows, rows: nil, validation: validation)
        }
        let progress = ProgressLine("")
        defer { progress.finish() }
        progress.show("choosing settings")
        trainer.isCancelled = { Interruption.signal != nil }
        trainer.onTrial = {
            progress.show("choosing settings: \($0.finishedCount) of about \($0.plannedCount) trials")
        }
        let selection = try Interruption.whileNoted {
            try trainer.selection(on: rows, rows: nil, validation: validation)
        }
        if try Ranks.current.any(Interruption.signal != nil) { Interruption.noteOnOtherRank() }
        guard let signal = Interruption.signal else { return selection }
        progress.finish()
        Console.message("interrupted during the choice of settings; no model was saved")
        Interruption.exit(signal)
    }

    /// Runs a trainer that saves checkpoints by the options, and shows and logs its progress.
    ///
    /// An interrupted run that can be resumed ends the process here. Without checkpoints the run ends after the current
    /// batch, and its model is the result.
    func watched(
        _ selection: ModelSelection, continuing start: Model?,
        _ train: (Trainer, TrainingObserver) throws -> TrainingResult
    ) throws -> TrainingResult {
        let policy = try checkpoints.policy()
        let observer = try TrainingObserver(
            selection.recipe, log: Ranks.isFirst ? log : nil,
            tensorboard: Ranks.isFirst ? tensorboard : nil, checkpoints: policy)
        defer { observer.finish() }
        var trainer =
            try start.map { try Trainer(selection.recipe, continuing: $0, threads: threads.count) }
            ?? Trainer(selection, threads: threads.count)
        trainer.checkpoints = policy
        trainer.ranks = Ranks.current
        trainer.watchesTensors = tensorboard != nil
        trainer.isCancelled = { Interruption.signal != nil }
        let result = try Interruption.whileNoted { try train(trainer, observer) }
        if Ranks.current.size > 1, Self.progress(result) != nil { Interruption.noteOnOtherRank() }
        if policy != nil, let progress = Self.progress(result), let signal = Interruption.signal {
            observer.finish()
            Console.message("interrupted after \(progress); saved to \(observer.checkpoint ?? "")")
            Console.message("to resume: " + RepeatedCommand.text(adding: "--resume"))
            Interruption.exit(signal)
        }
        return result
    }

    /// Returns the progress of an interrupted run, or `nil` if it was not interrupted.
    static func progress(_ result: TrainingResult) -> String? {
        guard case .interrupted(let epochs, let batches) = result.ending else { return nil }
        let more = batches == 0 ? "" : " and \(batches) \(batches == 1 ? "batch" : "batches") of the next"
        return (epochs == 1 ? "1 epoch" : "\(epochs) epochs") + more
    }

    /// Whether training has left a model that is worth a file: one that has seen at least one batch.
    static func isWorthSaving(_ result: TrainingResult) -> Bool {
        if case .interrupted(_, let batches) = result.ending, batches > 0 { return true }
        return result.model.provenance.epochs > 0
    }

    /// Reports the progress of an interrupted run, and the model that is saved.
    static func tellInterruption(_ result: TrainingResult, savedTo path: String?) {
        guard let progress = progress(result) else { return }
        Console.message(
            path.map { "interrupted after \(progress); the current model is saved to \($0)" }
                ?? "interrupted after \(progress); no model was saved")
    }
}
