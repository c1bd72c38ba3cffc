/// What a run gives.
public struct TrainingResult: Sendable {
    /// The trained model.
    public let model: Model

    /// A report for each epoch that was finished, in order.
    public let history: [EpochReport]

    /// Why the run ended.
    public let ending: Ending

    /// How many bytes of the disk the encoded rows took while they were trained on; 0 where they were in memory.
    public internal(set) var scratchByteCount = 0

    /// Why a run ended.
    public enum Ending: Equatable, Sendable {
        /// All epochs were run.
        case completed
        /// What the run stops by stopped improving on the validation rows, or the last epoch came; the
        /// parameters are those after the epoch named.
        case bestEpoch(Int, of: Int)
        /// The optimizer converged, or found no lower loss, after as many epochs.
        case converged(ConvergenceStatus, epochs: Int)
        /// The loss stopped being finite; the parameters are the last ones after an epoch whose loss
        /// is known to be finite, or the first ones where there are none such.
        case failed(TrainingError)
        /// The trainer was cancelled, after so many epochs and batches of the next; the parameters are those of
        /// the best epoch so far if the recipe stops on validation, else those after the last batch.
        case interrupted(epochs: Int, batches: Int)
    }
}
