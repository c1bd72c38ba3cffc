/// What the epochs of one run left behind.
struct TrainingOutcome<S: Scalar> {
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
