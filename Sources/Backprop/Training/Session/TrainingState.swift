/// All that a run changes beside its vectors: together with the parameters and what the optimizer remembers, it
/// says how the run goes on.
///
/// The order of the rows is a function of seed and epoch, dropout and noise of seed and step; so neither has a
/// state of its own.
public struct TrainingState: Codable, Equatable, Sendable {
    /// The number of finished epochs.
    public internal(set) var epoch = 0

    /// The number of updates made.
    public internal(set) var step: UInt64 = 0

    /// How many batches of the epoch at work are done.
    public internal(set) var batch = 0

    /// The sum of the row losses of those batches.
    public internal(set) var lossSum = 0.0

    /// The sum of the row weights of those batches.
    public internal(set) var weightSum = 0.0

    /// The size of the last update; 0 before the first.
    public internal(set) var learningRate = 0.0

    /// What a schedule that waits for plateaus remembers.
    public internal(set) var plateau = PlateauState()

    /// The best epoch so far, where the run stops on validation.
    public internal(set) var best: BestEpoch?

    /// How the last iteration of a searching optimizer ended; `nil` for other optimizers.
    public internal(set) var search: ConvergenceStatus?

    /// The state before the first update.
    public init() {}

    /// Takes over what a batch gave.
    mutating func add(loss: Double, weight: Double) {
        lossSum += loss
        weightSum += weight
        batch += 1
    }

    /// Closes an epoch, and says what happened in it.
    mutating func finishEpoch() -> EpochReport {
        epoch += 1
        let loss = weightSum > 0 ? lossSum / weightSum : 0
        (batch, lossSum, weightSum) = (0, 0, 0)
        return EpochReport(epoch: epoch, loss: loss, validationLoss: nil, learningRate: learningRate)
    }
}
