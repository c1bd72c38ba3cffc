/// A run of a recipe: its epochs, their reports, its checkpoints, and the epoch to restore.
///
/// ``Trainer`` makes the session of a run; folds make one each.
final class TrainingSession<S: Scalar> {
    let run: TrainingRun<S>
    private let trainer: Trainer
    private let inputs: TrainingInputs<S>
    private let validation: ValidationEvaluator<S>?
    private let scoring: ValidationScoring?
    private let keeper: CheckpointKeeper?
    private let onEvent: (TrainingEvent) throws -> Void
    private(set) var outcome: TrainingOutcome<S>
    private var best: [S] = []

    /// The maximum number of epochs of a run that is resumed.
    private var resumedLimit: Int?

    /// Prepares a run, from the state in its newest checkpoint if there is one to resume.
    ///
    /// - Parameters:
    ///   - stepwise: Whether each update is made by itself, even if a whole epoch could be made in one call.
    ///   - onEvent: A function that is called with every event; an error that it throws ends the run.
    init(
        _ trainer: Trainer, _ inputs: TrainingInputs<S>, stepwise: Bool = false,
        onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws {
        let recipe = trainer.recipe
        (self.trainer, self.inputs, self.onEvent) = (trainer, inputs, onEvent)
        let ranks = trainer.ranks
        let data =
            try trainer.checkpoints == nil && ranks.size == 1
            ? nil : RunData(inputs.data, validation: inputs.validation, input: inputs.fitted)
        if let data { try ranks.refuseOthers(recipe, data) }
        // The first rank saves for all.
        keeper = try trainer.checkpoints.flatMap { policy in
            try data.flatMap {
                ranks.isFirst ? try CheckpointKeeper(policy, recipe: recipe, data: $0, onEvent: onEvent) : nil
            }
        }
        let checkpoint = try ranks.shared(try keeper?.resume(), trainer.checkpoints)
        // An epoch in one call leaves no gradient to report.
        run = try TrainingRun(
            recipe, data: inputs.data, parameters: inputs.parameters, threads: trainer.threads,
            stepwise: stepwise || trainer.watchesTensors, ranks: ranks)
        run.asksToStop = trainer.isCancelled
        validation = try inputs.validation.map {
            try ValidationEvaluator(recipe.network, loss: recipe.loss, data: $0, threads: trainer.threads)
        }
        scoring = inputs.scoring ?? ValidationScoring(recipe)
        outcome = checkpoint.map { TrainingOutcome($0) } ?? TrainingOutcome(parameters: run.parameters)
        if let checkpoint { restore(from: checkpoint) }
    }

    private func restore(from checkpoint: Checkpoint) {
        resumedLimit = checkpoint.limit
        run.restore(
            from: checkpoint.state, parameters: checkpoint.parameters.values(),
            optimizerState: checkpoint.optimizerState.values())
        if let epoch = checkpoint.state.best?.epoch { best = checkpoint.parameters(after: epoch) }
    }

    /// Runs the epochs that the recipe's stopping rule asks for.
    func train() throws -> TrainingOutcome<S> {
        if let limit = try resumedLimit ?? epochLimit() {
            try onEvent(
                .began(rows: inputs.data.rowCount, stepsPerEpoch: run.stepsPerEpoch, epochs: limit))
            outcome = try runEpochs(limit: limit)
        } else {
            try save(limit: nil)
            outcome = interrupted()
        }
        try onEvent(.ended(outcome.ending))
        return outcome
    }

    /// Returns the maximum number of epochs, or `nil` if the run was cancelled before that was found.
    func epochLimit() throws -> Int? {
        guard case .byCrossValidation(let folds) = trainer.recipe.stopping else {
            return trainer.recipe.epochs
        }
        let search = EpochSearch(trainer: trainer, folds: folds)
        let best = try search.bestEpoch(inputs.data, inputs.constraints)
        return try trainer.ranks.any(trainer.isCancelled()) ? nil : best
    }

    /// Whether the run is to stop. Ranks that share batches all know it after the same batch.
    private var isCancelled: Bool { run.isStopAgreed ?? trainer.isCancelled() }

    /// Runs epochs until the limit, until nothing improves or changes any more, until the loss is not a number, or
    /// until the trainer is cancelled.
    func runEpochs(limit: Int) throws -> TrainingOutcome<S> {
        let ticker = RowTicker(onEvent)
        while run.epoch < limit && !run.isOver {
            if isCancelled {
                try save(limit: limit)
                return interrupted()
            }
            let epoch = Result {
                try run.runEpoch(while: {
                    try saveIfDue(limit: limit)
                    try ticker.tick(run)
                    return !isCancelled
                })
            }
            // In the middle of an epoch, only a cancellation stops the run.
            if case .success(nil) = epoch { continue }
            let shouldContinue = try advance(epoch.map { $0! })
            if outcome.hasFailed { break }
            try saveIfDue(limit: limit)
            if !shouldContinue { break }
        }
        return end()
    }

    /// Takes over the report of the run's next epoch, and returns whether another one is to follow.
    ///
    /// - Throws: An error that is not a divergence; a divergence ends the run.
    func advance(_ epoch: Result<EpochReport, any Error>) throws -> Bool {
        do {
            let report = try measured(epoch.get())
            let parameters = run.parameters
            if run.observe(report) { best = parameters }
            outcome.advance(to: parameters, report: report)
            try onEvent(.epoch(report))
            if trainer.watchesTensors { try onEvent(.tensors(run.spreads, epoch: report.epoch)) }
        } catch let error as TrainingError where error.isDivergence {
            outcome.fail(error)
            return false
        }
        return !run.isOver
    }

    /// Returns the report with the scores of the validation rows.
    private func measured(_ report: EpochReport) throws -> EpochReport {
        guard run.isFinite else {
            throw TrainingError.nonFiniteParameters(
                epoch: report.epoch, batch: run.stepsPerEpoch, learningRate: report.learningRate)
        }
        guard let validation else { return report }
        var report = report
        var loss: Double
        if let scoring {
            let outputs: ValidationOutputs
            (loss, outputs) = try validation.outputs(run.parameters)
            report.validationMetric = try scoring.value(outputs)
        } else {
            loss = try validation.value(run.parameters)
        }
        report.validationLoss = loss.isFinite ? loss : nil
        return report
    }

    /// Returns the result of the run so far: the best epoch if there is one, else the last.
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

    /// Returns the outcome of a cancelled run: the best epoch if one is known, else the parameters after the last batch.
    func interrupted() -> TrainingOutcome<S> {
        var outcome = end()
        if run.state.best == nil, run.state.batch > 0, run.isFinite { outcome.parameters = run.parameters }
        outcome.ending = .interrupted(epochs: run.epoch, batches: run.state.batch)
        return outcome
    }
}

extension TrainingSession {
    /// Saves the run if a checkpoint is due.
    private func saveIfDue(limit: Int) throws {
        try keeper?.saveIfDue(self, limit: limit, best: bestModel)
    }

    /// Saves the current state of the run.
    private func save(limit: Int?) throws {
        try keeper?.save(self, limit: limit, best: bestModel)
    }

    private func bestModel() throws -> Model {
        guard let model = inputs.model else { preconditionFailure("a run that saves itself has a model") }
        return try model(end())
    }

    /// Returns the current state of the run, to be resumed.
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
            earlier: earlier, heldOut: trainer.heldOut)
    }
}

/// A reporter of the number of rows of an epoch that were seen, about once a second.
private final class RowTicker {
    private let onEvent: (TrainingEvent) throws -> Void
    private var told = ContinuousClock.now

    /// - Parameter onEvent: Called with ``TrainingEvent/rows(_:of:epoch:)``.
    init(_ onEvent: @escaping (TrainingEvent) throws -> Void) { self.onEvent = onEvent }

    /// Reports the progress of a run, unless there was a report within the last second.
    func tick<S: Scalar>(_ run: TrainingRun<S>) throws {
        let now = ContinuousClock.now
        guard now - told >= .seconds(1) else { return }
        told = now
        try onEvent(.rows(run.rowsSeen, of: run.data.rowCount, epoch: run.epoch + 1))
    }
}
