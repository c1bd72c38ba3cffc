/// The folder and the interval of a run's checkpoints.
public struct CheckpointPolicy: Sendable {
    /// The interval between two checkpoints.
    public enum Interval: Sendable, Equatable {
        /// After that many epochs.
        case epochs(Int)
        /// After that much time, even in the middle of an epoch.
        case time(Duration)
    }

    /// The folder of the checkpoints, which is created if it is missing. It belongs to one run alone.
    public var folder: String

    /// The interval between two checkpoints.
    public var interval: Interval

    /// The maximum number of checkpoints to keep; the newest ones stay.
    public var keep: Int

    /// Whether the run resumes from the newest checkpoint that can be read. Without one it begins.
    public var resumes: Bool

    /// The kinds of layers, losses and optimizers that checkpoints may name.
    public var registry: TypeRegistry

    /// Creates a policy. Intervals and numbers to keep are above 0.
    public init(
        folder: String, interval: Interval = .epochs(1), keep: Int = 3, resumes: Bool = false,
        registry: TypeRegistry = .standard
    ) {
        precondition(keep > 0, "at least one checkpoint is kept")
        switch interval {
        case .epochs(let count): precondition(count > 0, "there is at least one epoch between checkpoints")
        case .time(let duration): precondition(duration > .zero, "some time passes between checkpoints")
        }
        self.folder = folder
        self.interval = interval
        self.keep = keep
        self.resumes = resumes
        self.registry = registry
    }
}
