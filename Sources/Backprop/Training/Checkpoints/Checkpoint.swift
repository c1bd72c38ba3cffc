/// A run at one moment, between two updates. It holds everything needed to resume with the same bits as an
/// uninterrupted run.
///
/// The order of the rows, dropout and noise are functions of seed, epoch and step, and are not stored.
public struct Checkpoint: Sendable, Equatable {
    /// The recipe of the run.
    public let recipe: Recipe

    /// The fingerprint that distinguishes its rows from others.
    let data: RunData

    /// The progress of the run.
    public let state: TrainingState

    /// The maximum number of epochs of the run, or `nil` while a search for that number has not ended.
    public let limit: Int?

    /// A report for each finished epoch.
    public let history: [EpochReport]

    /// The parameters.
    public let parameters: Parameters

    /// The state of the optimizer: its number of vectors, each as long as the parameters.
    public let optimizerState: Parameters

    /// Earlier parameters that the run may have to restore, by the number of the epoch that left them. They are those
    /// of the best epoch, and those to keep if the loss stops being finite.
    public let earlier: [Int: Parameters]

    /// The scores of the rows held out when the recipe was selected, or `nil` if nothing was selected.
    public let heldOut: HeldOutScores?

    /// The name of its file: the number of finished epochs, and of the finished batches of the current epoch.
    public var name: String { CheckpointName(epoch: state.epoch, batch: state.batch).text }

    /// Returns the parameters that an epoch left; reading a checkpoint makes sure that the required ones are there.
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

    /// Reads a file's name, or `nil` if it is not a checkpoint's name.
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
