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
    /// - Parameter classes: Each row's class, where rows have one, to divide the rows evenly.
    func run<S: Scalar>(
        _ data: any BatchSource<S>, validation: (any BatchSource<S>)?, classes: [Int]? = nil,
        parameters: [S]? = nil,
        onEpoch: (EpochReport) -> Void
    ) throws -> Outcome<S> {
        switch recipe.stopping {
        case .afterAllEpochs:
            return try runEpochs(
                data, validation: validation, parameters: parameters, limit: recipe.epochs, onEpoch: onEpoch)
        case .onValidation(let share, let patience, let minimum):
            guard let validation else {
                throw TrainingError.invalidSetting(
                    name: "validation data", found: "none",
                    expected: "given where a run stops on a validation share of \(share)")
            }
            return try runEpochs(
                data, validation: validation, parameters: parameters, limit: recipe.epochs,
                watching: BestEpoch(patience: patience, minimumImprovement: minimum), onEpoch: onEpoch)
        case .byCrossValidation(let folds):
            let search = EpochSearch(trainer: self, folds: folds)
            let limit = try search.bestEpoch(data, classes: classes)
            return try runEpochs(
                data, validation: validation, parameters: parameters, limit: limit, onEpoch: onEpoch)
        }
    }

    /// Runs epochs until the limit, until nothing improves any more, or until the loss is no number.
    func runEpochs<S: Scalar>(
        _ data: any BatchSource<S>, validation: (any BatchSource<S>)?, parameters: [S]?, limit: Int,
        watching best: BestEpoch<S>? = nil, onEpoch: (EpochReport) -> Void
    ) throws -> Outcome<S> {
        let loop = try EpochLoop(
            self, data: data, validation: validation, parameters: parameters, watching: best)
        for _ in 0..<limit {
            let goesOn = try loop.advance(Result { try loop.run.runEpoch() }, onEpoch: onEpoch)
            if !goesOn { break }
        }
        return loop.end()
    }
}

/// Remembers the parameters of the epoch with the lowest validation loss.
struct BestEpoch<S: Scalar> {
    private(set) var epoch: Int?
    private(set) var parameters: [S] = []
    private var loss = Double.infinity
    private let patience: Int
    private let minimumImprovement: Double

    init(patience: Int, minimumImprovement: Double) {
        self.patience = patience
        self.minimumImprovement = minimumImprovement
    }

    /// Takes note of the last epoch, and says whether patience is at its end.
    mutating func shouldStop(after outcome: Trainer.Outcome<S>) -> Bool {
        guard let report = outcome.history.last, let value = report.validationLoss else { return false }
        if value < loss - minimumImprovement || epoch == nil {
            loss = value
            epoch = report.epoch
            parameters = outcome.parameters
        }
        return report.epoch - (epoch ?? report.epoch) >= patience
    }
}

/// The mean loss of a network over rows that it is not trained on.
struct ValidationLoss<S: Scalar> {
    private let objective: Objective<S>
    private let batches: BatchBuffers<S>
    private let rowCount: Int
    private static var batchSize: Int { 512 }

    init(_ network: Network, loss: any Loss, data: any BatchSource<S>, threads: Int) throws {
        guard data.rowCount > 0 else { throw TrainingError.noRows }
        let batchSize = min(Self.batchSize, data.rowCount)
        objective = try Objective(
            network, loss: loss, input: data.inputShape, targetCount: data.targetCount,
            batchSize: batchSize, threads: threads)
        batches = BatchBuffers(data, batchSize: batchSize, threads: threads)
        rowCount = data.rowCount
    }

    /// The weighted mean of the rows' losses under those parameters, without dropout.
    ///
    /// - Throws: What the source throws where rows cannot be had.
    func value(_ parameters: [S]) throws -> Double {
        var loss = 0.0
        var weight = 0.0
        for begin in stride(from: 0, to: rowCount, by: objective.program.batchSize) {
            let rows = begin..<min(begin + objective.program.batchSize, rowCount)
            try batches.withBatch(rows, place: nil) { batch in
                loss += objective.evaluateLoss(batch, parameters: parameters, training: nil)
                weight += batch.totalWeight
            }
        }
        return weight > 0 ? loss / weight : 0
    }
}
