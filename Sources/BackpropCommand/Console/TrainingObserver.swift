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

    /// The newest checkpoint, where one was saved or resumed from.
    private(set) var checkpoint: String?

    /// - Parameters:
    ///   - recipe: What the run does.
    ///   - log: Where a line goes for each epoch.
    ///   - tensorboard: The folder that an event file goes to.
    init(_ recipe: Recipe, log: String?, tensorboard: String?) throws {
        logPath = log
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
            if log == nil { log = try logPath.map { try TrainingLog($0) } }
            progress = EpochProgress(total: epochs, metric: metric)
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
