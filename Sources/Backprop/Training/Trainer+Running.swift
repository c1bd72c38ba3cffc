extension Trainer {
    /// Runs the epochs as the recipe's stopping rule has it, from where the last checkpoint left them.
    func run<S: Scalar>(
        _ input: TrainingInputs<S>, onEpoch: (EpochReport) -> Void,
        onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingOutcome<S> {
        if let early = recipe.stopping.early, input.validation == nil {
            throw TrainingError.noValidationData(share: early.share)
        }
        let keeper = try checkpoints.map {
            let data = try RunData(
                input.data, validation: input.validation, preprocessor: input.preprocessor)
            return try CheckpointKeeper($0, recipe: recipe, data: data, onEvent: onEvent)
        }
        let checkpoint = try keeper?.resume()
        let loop = try TrainingSession(
            self, data: input.data, validation: input.validation, scoring: input.scoring,
            parameters: input.parameters, checkpoint: checkpoint)
        let saving = keeper.map { RunSaving(keeper: $0) { try input.model(loop.end()) } }
        let outcome: TrainingOutcome<S>
        if let limit = try checkpoint?.limit ?? epochLimit(input) {
            try onEvent(
                .began(rows: input.data.rowCount, stepsPerEpoch: loop.run.stepsPerEpoch, epochs: limit))
            outcome = try runEpochs(loop, limit: limit, saving: saving) { report in
                onEpoch(report)
                try onEvent(.epoch(report))
                if watchesTensors { try onEvent(.tensors(loop.run.spreads, epoch: report.epoch)) }
            }
        } else {
            try saving?.save(loop, limit: nil)
            outcome = loop.interrupted()
        }
        try onEvent(.ended(outcome.ending))
        return outcome
    }

    /// For how many epochs the run goes on at most; `nil` where it was cancelled before that was found.
    private func epochLimit<S: Scalar>(_ input: TrainingInputs<S>) throws -> Int? {
        guard case .byCrossValidation(let folds) = recipe.stopping else { return recipe.epochs }
        let best = try EpochSearch(trainer: self, folds: folds).bestEpoch(input.data, classes: input.classes)
        return isCancelled() ? nil : best
    }

    /// Runs epochs until the limit, until nothing improves or moves any more, until the loss is no number, or
    /// until the trainer is cancelled.
    func runEpochs<S: Scalar>(
        _ loop: TrainingSession<S>, limit: Int, saving: RunSaving? = nil,
        onEpoch: (EpochReport) throws -> Void = { _ in }
    ) throws -> TrainingOutcome<S> {
        while loop.run.epoch < limit && !loop.run.isOver {
            if isCancelled() {
                try saving?.save(loop, limit: limit)
                return loop.interrupted()
            }
            let epoch = Result {
                try loop.run.runEpoch(while: {
                    try saving?.saveIfDue(loop, limit: limit)
                    return !isCancelled()
                })
            }
            // In the middle of an epoch nothing but cancelling stops.
            if case .success(nil) = epoch { continue }
            let shouldContinue = try loop.advance(epoch.map { $0! }, onEpoch: onEpoch)
            if loop.hasFailed { break }
            try saving?.saveIfDue(loop, limit: limit)
            if !shouldContinue { break }
        }
        return loop.end()
    }
}
