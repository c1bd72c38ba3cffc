/// An event of a run, delivered when it happens, for a caller that draws, logs or forwards it.
public enum TrainingEvent: Sendable, Equatable {
    /// A network of an average begins, counted from 1. Each has the events of a run of its own.
    case network(Int, of: Int)
    /// The rows are ready. The event holds the updates per epoch and the maximum number of epochs.
    case began(rows: Int, stepsPerEpoch: Int, epochs: Int)
    /// The run resumes from a checkpoint, after the epochs of that history.
    case resumed(path: String, history: [EpochReport])
    /// A checkpoint cannot be read; the run tries an older one.
    case checkpointSkipped(reason: String)
    /// The rows seen so far in a long epoch, of all its rows; about once a second.
    case rows(Int, of: Int, epoch: Int)
    /// An epoch is finished, and its loss is measured.
    case epoch(EpochReport)
    /// The distributions of the tensors after that epoch, if ``Trainer/watchesTensors`` is set.
    case tensors([TensorSpread], epoch: Int)
    /// A checkpoint was saved, from which the run can resume.
    case checkpointSaved(path: String)
    /// The run is over.
    case ended(TrainingResult.Ending)
}
