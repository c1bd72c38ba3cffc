/// The state of a run except for its vectors. Together with the parameters and the optimizer's state, it determines the
/// rest of the run.
///
/// The order of the rows is a function of seed and epoch, dropout and noise of seed and step. So neither has a state of
/// its own.
public struct TrainingState: Codable, Equatable, Sendable {
    /// The number of finished epochs.
    public internal(set) var epoch = 0

    /// The number of updates made.
    public internal(set) var step: UInt64 = 0

    /// The number of finished batches of the current epoch.
    public internal(set) var batch = 0

    /// The sum of the row losses of those batches.
    public internal(set) var lossSum = 0.0

    /// The sum of the row weights of those batches.
    public internal(set) var weightSum = 0.0

    /// The size of the last update; 0 before the first.
    public internal(set) var learningRate = 0.0

    /// The state of a schedule that waits for plateaus.
    public internal(set) var plateau = PlateauState()

    /// The best epoch so far, if the run stops on validation.
    public internal(set) var best: BestEpoch?

    /// The status in which the last iteration of a full-batch optimizer ended, or `nil` for other optimizers.
    public internal(set) var search: ConvergenceStatus?

    /// Creates the state before the first update.
    public init() {}

    /// Adds the result of a batch.
    mutating func add(loss: Double, weight: Double) {
        lossSum += loss
        weightSum += weight
        batch += 1
    }

    /// Closes an epoch and returns its report.
    mutating func finishEpoch() -> EpochReport {
        epoch += 1
        let loss = weightSum > 0 ? lossSum / weightSum : 0
        (batch, lossSum, weightSum) = (0, 0, 0)
        return EpochReport(epoch: epoch, loss: loss, validationLoss: nil, learningRate: learningRate)
    }
}
