/// The loss and the learning rate of one epoch.
public struct EpochReport: Codable, Equatable, Sendable {
    /// The number of the epoch, from 1.
    public let epoch: Int

    /// The mean of the rows' losses, each measured just before the update that used it.
    public let loss: Double

    /// The mean loss over the validation rows after the epoch, or `nil` if there are no such rows or it is not finite.
    public internal(set) var validationLoss: Double?

    /// The metric that the run stops by, on the validation rows after the epoch. It is `nil` if that metric is the
    /// loss, or if it is undefined.
    public internal(set) var validationMetric: Double?

    /// The size of the epoch's last step.
    public let learningRate: Double
}
