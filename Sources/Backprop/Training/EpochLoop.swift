/// A run and what its epochs have come to: reports, the loss on rows kept apart, the epoch to go back to.
final class EpochLoop<S: Scalar> {
    let run: TrainingRun<S>
    private let watch: ValidationLoss<S>?
    private var outcome: Trainer.Outcome<S>
    private var best: BestEpoch<S>?

    init(
        _ trainer: Trainer, data: any BatchSource<S>, validation: (any BatchSource<S>)?,
        parameters: [S]? = nil, watching best: BestEpoch<S>?
    ) throws {
        let recipe = trainer.recipe
        run = try TrainingRun(recipe, data: data, parameters: parameters, threads: trainer.threads)
        watch = try validation.map {
            try ValidationLoss(recipe.network, loss: recipe.loss, data: $0, threads: trainer.threads)
        }
        outcome = Trainer.Outcome(parameters: run.parameters)
        self.best = best
    }

    /// Takes over what the run's next epoch gave, and says whether another one is to follow.
    ///
    /// - Throws: What is no ``TrainingError``; those end the run.
    func advance(_ epoch: Result<EpochReport, any Error>, onEpoch: (EpochReport) -> Void) throws -> Bool {
        do {
            var report = try epoch.get()
            guard run.isFinite else {
                throw TrainingError.nonFiniteParameters(
                    epoch: report.epoch, batch: run.stepsPerEpoch, learningRate: report.learningRate)
            }
            let parameters = run.parameters
            report.validationLoss = try watch.map { try $0.value(parameters) }.flatMap {
                $0.isFinite ? $0 : nil
            }
            outcome.advance(to: parameters, report: report)
            onEpoch(report)
        } catch let error as TrainingError {
            outcome.fail(error)
            return false
        }
        return !(best?.shouldStop(after: outcome) ?? false)
    }

    /// What the run has come to.
    func end() -> Trainer.Outcome<S> {
        guard let best, let epoch = best.epoch else { return outcome }
        var outcome = outcome
        outcome.parameters = best.parameters
        outcome.epochs = epoch
        if outcome.ending == .completed { outcome.ending = .bestEpoch(epoch, of: outcome.history.count) }
        return outcome
    }
}
