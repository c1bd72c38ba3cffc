import Backprop
import BackpropTensorBoard

/// Shows and logs what happens in a run.
final class TrainingObserver {
    private let logPath: String?
    private let metric: String
    private let board: TensorBoardWriter?
    private var log: TrainingLog?
    private var progress: EpochProgress?
    private var pace = TrainingPace()

    /// The folder that was to be gone on from.
    private let resumedFolder: String?

    /// The newest checkpoint, where one was saved or resumed from.
    private(set) var checkpoint: String?

    /// - Parameters:
    ///   - recipe: What the run does.
    ///   - log: Where a line goes for each epoch.
    ///   - tensorboard: The folder that an event file goes to.
    ///   - checkpoints: What is gone on from, where anything is.
    init(_ recipe: Recipe, log: String?, tensorboard: String?, checkpoints: CheckpointPolicy?) throws {
        logPath = log
        resumedFolder = checkpoints.flatMap { $0.resumes ? $0.folder : nil }
        metric = recipe.stopping.metric?.name ?? ""
        board = try tensorboard.map { try TensorBoardWriter(folder: $0, recipe: recipe) }
    }

    /// Takes note of an event.
    ///
    /// - Throws: `FileError` where the log or the event file cannot be written.
    func observe(_ event: TrainingEvent) throws {
        pace.observe(event)
        switch event {
        case .resumed(let path, let history):
            checkpoint = path
            Console.warning("resumed from \(path)")
            log = try logPath.map { try TrainingLog($0, after: history) }
        case .checkpointSkipped(let reason): Console.warning(reason)
        case .began(_, _, let epochs):
            if checkpoint == nil, let resumedFolder {
                Console.warning("there is no checkpoint in \(resumedFolder); the run begins")
            }
            if log == nil { log = try logPath.map { try TrainingLog($0) } }
            progress = EpochProgress(total: epochs, metric: metric)
        case .rows(let seen, let count, let epoch): progress?.show(rows: seen, of: count, epoch: epoch)
        case .epoch(let report):
            progress?.show(report, pace)
            try log?.add(report, rowsPerSecond: pace.rowsPerSecond)
        case .checkpointSaved(let path): checkpoint = path
        case .tensors, .ended: break
        }
        try board?.observe(event, pace: pace)
    }

    /// Clears the line on the terminal.
    func finish() { progress?.finish() }
}
