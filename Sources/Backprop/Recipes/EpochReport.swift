/// What happened in one epoch.
public struct EpochReport: Codable, Equatable, Sendable {
    /// The number of the epoch, from 1.
    public let epoch: Int

    /// The mean of the rows' losses, each measured just before the update that used it.
    public let loss: Double

    /// The mean loss over the validation rows after the epoch, where there are such rows and it is finite.
    public internal(set) var validationLoss: Double?

    /// The metric that the run stops by on the validation rows after the epoch, where it is another than the
    /// loss and defined.
    public internal(set) var validationMetric: Double?

    /// The size of the epoch's last step.
    public let learningRate: Double
}
