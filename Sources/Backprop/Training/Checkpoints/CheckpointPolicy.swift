/// Where and how often a run saves itself.
public struct CheckpointPolicy: Sendable {
    /// How often.
    public enum Interval: Sendable, Equatable {
        /// After every so many epochs.
        case epochs(Int)
        /// When so much time has passed, be it in the middle of an epoch.
        case time(Duration)
    }

    /// The folder that the checkpoints go to; made where there is none. It is one run's alone.
    public var folder: String

    /// How often the run saves itself.
    public var interval: Interval

    /// How many checkpoints are kept, the newest ones.
    public var keep: Int

    /// Whether the run goes on from the newest checkpoint that can be read. Without one it begins.
    public var resumes: Bool

    /// The kinds of layers, losses and optimizers that checkpoints may name.
    public var vocabulary: TypeRegistry

    /// Creates a policy. Intervals and numbers to keep are above 0.
    public init(
        folder: String, interval: Interval = .epochs(1), keep: Int = 3, resumes: Bool = false,
        vocabulary: TypeRegistry = .standard
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
        self.vocabulary = vocabulary
    }
}
