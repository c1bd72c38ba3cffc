/// The position in a training run: all values that the run's random numbers depend on.
public struct RandomContext: Hashable, Sendable {
    /// The seed of the run.
    public let seed: UInt64

    /// The number of finished epochs.
    public let epoch: Int

    /// The number of updates made before this batch.
    public let step: UInt64

    /// The layer's index in the network, with the layers inside of layers counted.
    public internal(set) var layer: Int

    /// The number of rows of the batch before the first row of this pass; above 0 only if a batch is cut into shards.
    public let row: Int

    /// Creates a position in a training run.
    public init(seed: UInt64, epoch: Int = 0, step: UInt64, layer: Int = 0, row: Int = 0) {
        self.seed = seed
        self.epoch = epoch
        self.step = step
        self.layer = layer
        self.row = row
    }
}
