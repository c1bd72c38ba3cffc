/// The result of a run.
public struct TrainingResult: Sendable {
    /// The trained model.
    public internal(set) var model: Model

    /// A report for each epoch that was finished, in order; of an average those of its first network.
    public let history: [EpochReport]

    /// The reason why the run ended.
    public let ending: Ending

    /// The bytes of the disk that the encoded rows took during training; 0 if they were in memory.
    public internal(set) var scratchByteCount = 0

    /// The scores of the rows that were held out when the recipe was selected, or `nil` if nothing was selected.
    public internal(set) var heldOut: HeldOutScores?

    /// The predictions behind ``heldOut``, or `nil` if the run was resumed.
    var heldOutRows: PredictionsWithTruth?

    /// The scores of a continued model before and after, on rows that were not trained on, or `nil` for other runs.
    public internal(set) var continuation: ContinuationScores?

    /// Warnings about the division of the rows to stop by from the training rows, as sentences.
    public internal(set) var notices: [String] = []

    /// The reason why a run ended.
    public enum Ending: Equatable, Sendable {
        /// All epochs were run.
        case completed
        /// The metric that the run stops by no longer improved on the validation rows, or the last epoch was finished.
        /// The parameters are those after the epoch named.
        case bestEpoch(Int, of: Int)
        /// The optimizer converged, or found no lower loss, after as many epochs.
        case converged(ConvergenceStatus, epochs: Int)
        /// The loss stopped being finite. The parameters are the last ones after an epoch whose loss is known to be
        /// finite, or else the initial ones.
        case failed(TrainingError)
        /// The trainer was cancelled, after so many epochs and batches of the next. The parameters are those of the
        /// best epoch so far if the recipe stops on validation, else those after the last batch.
        case interrupted(epochs: Int, batches: Int)
    }
}
