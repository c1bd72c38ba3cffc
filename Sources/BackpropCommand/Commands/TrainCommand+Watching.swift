import Backprop

extension TrainCommand {
    /// Runs a trainer that saves itself as the options say, and shows and logs how it gets on.
    ///
    /// A run that is interrupted ends the process here.
    func watched(
        _ recipe: Recipe, _ train: (Trainer, TrainingObserver) throws -> TrainingResult
    ) throws -> TrainingResult {
        let policy = try checkpoints.policy()
        let observer = try TrainingObserver(
            recipe, log: log, tensorboard: tensorboard, checkpoints: policy)
        defer { observer.finish() }
        var trainer = Trainer(recipe, threads: threads.count)
        trainer.checkpoints = policy
        trainer.watchesTensors = tensorboard != nil
        // What cannot be resumed may as well die at once.
        guard trainer.checkpoints != nil else { return try train(trainer, observer) }
        trainer.isCancelled = { Interruption.signal != nil }
        let result = try Interruption.whileNoted { try train(trainer, observer) }
        if case .interrupted(let epochs, let batches) = result.ending, let signal = Interruption.signal {
            observer.finish()
            Self.sayHowToGoOn(epochs, batches, observer.checkpoint ?? "")
            Interruption.exit(signal)
        }
        return result
    }

    private static func sayHowToGoOn(_ epochs: Int, _ batches: Int, _ path: String) {
        let epochs = epochs == 1 ? "1 epoch" : "\(epochs) epochs"
        let more = batches == 0 ? "" : " and \(batches) \(batches == 1 ? "batch" : "batches") of the next"
        Console.message("interrupted after \(epochs)\(more); saved to \(path)")
        Console.message("to go on: " + RepeatedCommand.text(adding: "--resume"))
    }
}
