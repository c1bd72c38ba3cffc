/// What happens in a run, as it happens: for whoever draws, logs or sends it on.
public enum TrainingEvent: Sendable, Equatable {
    /// The rows are ready; an epoch has as many updates, and the run goes on until that epoch at most.
    case began(rows: Int, stepsPerEpoch: Int, epochs: Int)
    /// The run goes on from a checkpoint, after the epochs of that history.
    case resumed(path: String, history: [EpochReport])
    /// A checkpoint could not be read; an older one is tried.
    case checkpointSkipped(reason: String)
    /// The rows seen so far in an epoch that takes long, of all its rows; about once a second.
    case rows(Int, of: Int, epoch: Int)
    /// An epoch is finished, and measured.
    case epoch(EpochReport)
    /// How the tensors are spread after that epoch, where ``Trainer/watchesTensors`` asks for it.
    case tensors([TensorSpread], epoch: Int)
    /// The run could go on from there.
    case checkpointSaved(path: String)
    /// The run is over.
    case ended(TrainingResult.Ending)
}
