/// A run and what its epochs have come to: reports, what it reaches on rows kept apart, the epoch to go back to.
final class TrainingSession<S: Scalar> {
    let run: TrainingRun<S>
    private let watch: ValidationEvaluator<S>?
    private let scoring: ValidationScoring?
    private var outcome: TrainingOutcome<S>
    private var best: [S] = []

    /// - Parameter scoring: What makes a metric of the outputs for the validation rows; by default from their
    ///   numbers.
    init(
        _ trainer: Trainer, data: any BatchSource<S>, validation: (any BatchSource<S>)?,
        scoring: ValidationScoring? = nil, parameters: [S]? = nil, checkpoint: Checkpoint? = nil
    ) throws {
        let recipe = trainer.recipe
        // An epoch in one call leaves no gradient to look at.
        run = try TrainingRun(
            recipe, data: data, parameters: parameters, threads: trainer.threads,
            stepwise: trainer.watchesTensors)
        watch = try validation.map {
            try ValidationEvaluator(recipe.network, loss: recipe.loss, data: $0, threads: trainer.threads)
        }
        self.scoring = scoring ?? ValidationScoring(recipe)
        guard let checkpoint else {
            outcome = TrainingOutcome(parameters: run.parameters)
            return
        }
        outcome = TrainingOutcome(checkpoint)
        run.restore(
            from: checkpoint.state, parameters: checkpoint.parameters.values(),
            optimizerState: checkpoint.optimizerState.values())
        if let epoch = checkpoint.state.best?.epoch { best = checkpoint.parameters(after: epoch) }
    }

    /// The run as it stands, to be gone on from.
    func checkpoint(recipe: Recipe, data: RunData, limit: Int?) -> Checkpoint {
        var earlier: [Int: Parameters] = [:]
        if let epoch = run.state.best?.epoch { earlier[epoch] = Parameters(best) }
        if run.state.batch > 0 {
            earlier[outcome.epochs] = Parameters(outcome.parameters)
        } else {
            earlier[outcome.epochs] = nil
            if let (epoch, parameters) = outcome.previous { earlier[epoch] = Parameters(parameters) }
        }
        return Checkpoint(
            recipe: recipe, data: data, state: run.state, limit: limit, history: outcome.history,
            parameters: Parameters(run.parameters), optimizerState: Parameters(run.optimizerState),
            earlier: earlier)
    }

    /// Whether the loss stopped being finite.
    var hasFailed: Bool { outcome.hasFailed }

    /// The outcome of a cancelled run: the best epoch if one is known, else the parameters after the last batch.
    func interrupted() -> TrainingOutcome<S> {
        var outcome = end()
        if run.state.best == nil, run.state.batch > 0, run.isFinite { outcome.parameters = run.parameters }
        outcome.ending = .interrupted(epochs: run.epoch, batches: run.state.batch)
        return outcome
    }

    /// Takes over what the run's next epoch gave, and says whether another one is to follow.
    ///
    /// - Throws: What is no divergence; that ends the run.
    func advance(_ epoch: Result<EpochReport, any Error>, onEpoch: (EpochReport) throws -> Void) throws
        -> Bool
    {
        do {
            let report = try measured(epoch.get())
            let parameters = run.parameters
            if run.observe(report) { best = parameters }
            outcome.advance(to: parameters, report: report)
            try onEpoch(report)
        } catch let error as TrainingError where error.isDivergence {
            outcome.fail(error)
            return false
        }
        return !run.isOver
    }

    /// The report with what the epoch did to the validation rows.
    private func measured(_ report: EpochReport) throws -> EpochReport {
        guard run.isFinite else {
            throw TrainingError.nonFiniteParameters(
                epoch: report.epoch, batch: run.stepsPerEpoch, learningRate: report.learningRate)
        }
        guard let watch else { return report }
        var report = report
        var loss: Double
        if let scoring {
            let outputs: ValidationOutputs
            (loss, outputs) = try watch.outputs(run.parameters)
            report.validationMetric = try scoring.value(outputs)
        } else {
            loss = try watch.value(run.parameters)
        }
        report.validationLoss = loss.isFinite ? loss : nil
        return report
    }

    /// What the run has come to: the best epoch where there is one, else the last.
    func end() -> TrainingOutcome<S> {
        var outcome = outcome
        if let search = run.state.search, search != .moved, !outcome.hasFailed {
            outcome.ending = .converged(search, epochs: run.epoch)
        }
        guard let epoch = run.state.best?.epoch else { return outcome }
        outcome.parameters = best
        outcome.epochs = epoch
        if !outcome.hasFailed { outcome.ending = .bestEpoch(epoch, of: outcome.history.count) }
        return outcome
    }
}
