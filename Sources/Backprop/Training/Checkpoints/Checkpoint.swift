/// A run at one moment, between two updates: all that it needs to go on with the same bits as if it had never
/// been interrupted.
///
/// The order of the rows, dropout and noise are functions of seed, epoch and step, and need no place here.
public struct Checkpoint: Sendable, Equatable {
    /// What the run does.
    public let recipe: Recipe

    /// What tells its rows from others.
    let data: RunData

    /// How far it has come.
    public let state: TrainingState

    /// For how many epochs it goes on at most; `nil` while a search for that number has not ended.
    public let limit: Int?

    /// A report for each finished epoch.
    public let history: [EpochReport]

    /// The parameters.
    public let parameters: Parameters

    /// What the optimizer remembers: as many vectors as it says, each as long as the parameters.
    public let optimizerState: Parameters

    /// Earlier parameters that the run may have to go back to, by the number of the epoch that left them: those of
    /// the best epoch, and those to keep should the loss stop being finite.
    public let earlier: [Int: Parameters]

    /// The name of its file: the number of finished epochs, and of the batches done in the epoch at work.
    public var name: String { CheckpointName(epoch: state.epoch, batch: state.batch).text }

    /// The parameters that an epoch left; reading a checkpoint makes sure that those which are asked for are there.
    func parameters<S: Scalar>(after epoch: Int) -> [S] {
        (earlier[epoch] ?? parameters).values()
    }
}

/// The name of a checkpoint's file.
struct CheckpointName: Comparable {
    let epoch: Int
    let batch: Int

    var text: String { "epoch-\(epoch)-batch-\(batch).safetensors" }

    init(epoch: Int, batch: Int) { (self.epoch, self.batch) = (epoch, batch) }

    /// `nil` where that is no name of a checkpoint.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 1)[0].split(separator: "-")
        guard parts.count == 4, let epoch = Int(parts[1]), let batch = Int(parts[3]) else { return nil }
        self.init(epoch: epoch, batch: batch)
        guard self.text == text else { return nil }
    }

    static func < (left: CheckpointName, right: CheckpointName) -> Bool {
        (left.epoch, left.batch) < (right.epoch, right.batch)
    }
}
