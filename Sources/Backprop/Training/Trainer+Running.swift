extension Trainer {
    /// What the epochs of one run left behind.
    struct Outcome<S: Scalar> {
        var parameters: [S]
        var history: [EpochReport] = []
        var ending = TrainingResult.Ending.completed

        /// The number of epochs that the parameters have seen.
        var epochs = 0

        /// What to go back to: the parameters at the beginning of the last finished epoch, whose loss was seen.
        private var earlier: (parameters: [S], epochs: Int)?

        init(parameters: [S]) { self.parameters = parameters }

        /// Where a run that is resumed had come to.
        init(_ checkpoint: Checkpoint) {
            let state = checkpoint.state
            parameters = checkpoint.parameters(after: state.epoch)
            epochs = state.epoch
            history = checkpoint.history
            if state.batch == 0, epochs > 0 {
                earlier = (checkpoint.parameters(after: epochs - 1), epochs - 1)
            }
        }

        /// What to go back to should the first batch of the next epoch fail.
        var previous: (epoch: Int, parameters: [S])? { earlier.map { ($0.epochs, $0.parameters) } }

        /// Whether the loss stopped being finite.
        var hasFailed: Bool {
            if case .failed = ending { true } else { false }
        }

        /// Takes over what an epoch made of the parameters.
        mutating func advance(to next: [S], report: EpochReport) {
            earlier = (parameters, epochs)
            (parameters, epochs) = (next, report.epoch)
            history.append(report)
        }

        /// Ends the run, with the last parameters whose loss was a finite number.
        ///
        /// In the first batch of an epoch it is the epoch before that left parameters with which no loss
        /// can be computed.
        mutating func fail(_ error: TrainingError) {
            ending = .failed(error)
            if case .nonFiniteLoss(_, 1, _) = error, let earlier { (parameters, epochs) = earlier }
        }
    }

    /// What a run is given.
    struct RunInput<S: Scalar> {
        let data: any BatchSource<S>
        let validation: (any BatchSource<S>)?

        /// Each row's class, where rows have one, to divide the rows evenly.
        var classes: [Int]?

        /// What makes a metric of the outputs for the validation rows; by default from their numbers.
        var scoring: ValidationScoring?

        /// First values in place of those that the seed gives.
        var parameters: [S]?

        /// What made the numbers, where they were not numbers to begin with.
        var preprocessor: (any Encodable & Sendable)?

        /// The model of what the run has come to.
        let model: (Outcome<S>) throws -> Model
    }

    /// Runs the epochs as the recipe's stopping rule has it, from where the last checkpoint left them.
    func run<S: Scalar>(
        _ input: RunInput<S>, onEpoch: (EpochReport) -> Void,
        onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> Outcome<S> {
        if case .onValidation(let share, _, _, _) = recipe.stopping, input.validation == nil {
            throw TrainingError.noValidationData(share: share)
        }
        let keeper = try checkpoints.map {
            let data = try RunData(
                input.data, validation: input.validation, preprocessor: input.preprocessor)
            return try CheckpointKeeper($0, recipe: recipe, data: data, onEvent: onEvent)
        }
        let checkpoint = try keeper?.resume()
        let loop = try EpochLoop(
            self, data: input.data, validation: input.validation, scoring: input.scoring,
            parameters: input.parameters, checkpoint: checkpoint)
        let saving = keeper.map { RunSaving(keeper: $0) { try input.model(loop.end()) } }
        let outcome: Outcome<S>
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
    private func epochLimit<S: Scalar>(_ input: RunInput<S>) throws -> Int? {
        guard case .byCrossValidation(let folds) = recipe.stopping else { return recipe.epochs }
        let best = try EpochSearch(trainer: self, folds: folds).bestEpoch(input.data, classes: input.classes)
        return isCancelled() ? nil : best
    }

    /// Runs epochs until the limit, until nothing improves or moves any more, until the loss is no number, or
    /// until the trainer is cancelled.
    func runEpochs<S: Scalar>(
        _ loop: EpochLoop<S>, limit: Int, saving: RunSaving? = nil,
        onEpoch: (EpochReport) throws -> Void = { _ in }
    ) throws -> Outcome<S> {
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
            let goesOn = try loop.advance(epoch.map { $0! }, onEpoch: onEpoch)
            if loop.hasFailed { break }
            try saving?.saveIfDue(loop, limit: limit)
            if !goesOn { break }
        }
        return loop.end()
    }
}

/// What saves a run, and the model that it has come to.
struct RunSaving {
    let keeper: CheckpointKeeper
    let best: () throws -> Model

    /// Saves the run where it is time to.
    func saveIfDue<S: Scalar>(_ loop: EpochLoop<S>, limit: Int) throws {
        try keeper.saveIfDue(loop, limit: limit, best: best)
    }

    /// Saves the run as it stands.
    func save<S: Scalar>(_ loop: EpochLoop<S>, limit: Int?) throws {
        try keeper.save(loop, limit: limit, best: best)
    }
}
