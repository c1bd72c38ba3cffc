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

    /// Runs the epochs as the recipe's stopping rule has it.
    ///
    /// - Parameters:
    ///   - classes: Each row's class, where rows have one, to divide the rows evenly.
    ///   - scoring: What makes a metric of the outputs for the validation rows; by default from their numbers.
    func run<S: Scalar>(
        _ data: any BatchSource<S>, validation: (any BatchSource<S>)?, classes: [Int]? = nil,
        scoring: ValidationScoring? = nil, parameters: [S]? = nil, onEpoch: (EpochReport) -> Void
    ) throws -> Outcome<S> {
        var limit = recipe.epochs
        switch recipe.stopping {
        case .afterAllEpochs: break
        case .onValidation(let share, _, _, _):
            if validation == nil { throw TrainingError.noValidationData(share: share) }
        case .byCrossValidation(let folds):
            limit = try EpochSearch(trainer: self, folds: folds).bestEpoch(data, classes: classes)
        }
        return try runEpochs(
            data, validation: validation, scoring: scoring,
            parameters: parameters, limit: limit, onEpoch: onEpoch)
    }

    /// Runs epochs until the limit, until nothing improves or moves any more, or until the loss is no number.
    func runEpochs<S: Scalar>(
        _ data: any BatchSource<S>, validation: (any BatchSource<S>)?, scoring: ValidationScoring? = nil,
        parameters: [S]?, limit: Int, onEpoch: (EpochReport) -> Void
    ) throws -> Outcome<S> {
        let loop = try EpochLoop(
            self, data: data, validation: validation, scoring: scoring, parameters: parameters)
        for _ in 0..<limit {
            let goesOn = try loop.advance(Result { try loop.run.runEpoch() }, onEpoch: onEpoch)
            if !goesOn { break }
        }
        return loop.end()
    }
}
