/// The result of the epochs of one run.
struct TrainingOutcome<S: Scalar> {
    var parameters: [S]
    var history: [EpochReport] = []
    var ending = TrainingResult.Ending.completed

    /// The number of epochs that the parameters have seen.
    var epochs = 0

    /// The parameters to restore: those at the beginning of the last finished epoch, whose loss was computed.
    private var earlier: (parameters: [S], epochs: Int)?

    init(parameters: [S]) { self.parameters = parameters }

    /// Creates the outcome so far of a run that is resumed.
    init(_ checkpoint: Checkpoint) {
        let state = checkpoint.state
        parameters = checkpoint.parameters(after: state.epoch)
        epochs = state.epoch
        history = checkpoint.history
        if state.batch == 0, epochs > 0 {
            earlier = (checkpoint.parameters(after: epochs - 1), epochs - 1)
        }
    }

    /// The parameters to restore if the first batch of the next epoch fails.
    var previous: (epoch: Int, parameters: [S])? { earlier.map { ($0.epochs, $0.parameters) } }

    /// Whether the loss stopped being finite.
    var hasFailed: Bool {
        if case .failed = ending { true } else { false }
    }

    /// Takes over the parameters after an epoch.
    mutating func advance(to next: [S], report: EpochReport) {
        earlier = (parameters, epochs)
        (parameters, epochs) = (next, report.epoch)
        history.append(report)
    }

    /// Ends the run, with the last parameters whose loss was a finite number.
    ///
    /// If the first batch of an epoch fails, the epoch before left parameters for which no loss can be computed.
    mutating func fail(_ error: TrainingError) {
        ending = .failed(error)
        if case .nonFiniteLoss(_, 1, _) = error, let earlier { (parameters, epochs) = earlier }
    }
}
