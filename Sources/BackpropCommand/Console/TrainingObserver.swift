import Backprop
import BackpropTensorBoard

/// The observer of a run, which shows and logs its events.
final class TrainingObserver {
    private let logPath: String?
    private let metric: String
    private let board: TensorBoardWriter?
    private var log: TrainingLog?
    private var progress: EpochProgress?
    private var pace = TrainingPace()

    /// The network of an average that is trained now, and the number of networks.
    private var network: (number: Int, count: Int)?

    /// The folder of the checkpoint to resume from.
    private let resumedFolder: String?

    /// The newest checkpoint, if one was saved or resumed from.
    private(set) var checkpoint: String?

    /// - Parameters:
    ///   - recipe: The recipe of the run.
    ///   - log: The file that gets a line for each epoch.
    ///   - tensorboard: The folder of the event file.
    ///   - checkpoints: The policy of the checkpoints to resume from, if any.
    init(_ recipe: Recipe, log: String?, tensorboard: String?, checkpoints: CheckpointPolicy?) throws {
        logPath = log
        resumedFolder = checkpoints.flatMap { $0.resumes ? $0.folder : nil }
        metric = recipe.stopping.metric?.name ?? ""
        board = try tensorboard.map { try TensorBoardWriter(folder: $0, recipe: recipe) }
    }

    /// Shows and logs an event.
    ///
    /// - Throws: `FileError` if the log or the event file cannot be written.
    func observe(_ event: TrainingEvent) throws {
        pace.observe(event)
        switch event {
        case .network(let number, let count):
            progress?.finish()
            network = (number, count)
        case .resumed(let path, let history):
            checkpoint = path
            Console.warning("resumed from \(path)")
            if isFirstNetwork { log = try logPath.map { try TrainingLog($0, after: history) } }
        case .checkpointSkipped(let reason): Console.warning(reason)
        case .began(_, _, let epochs):
            if checkpoint == nil, isFirstNetwork, let resumedFolder {
                Console.warning("there is no checkpoint in \(resumedFolder); the run begins")
            }
            if log == nil { log = try logPath.map { try TrainingLog($0) } }
            let name = network.map { "network \($0.number) of \($0.count), " } ?? ""
            progress = EpochProgress(
                name, total: epochs, metric: metric, lines: max(1, 10 / (network?.count ?? 1)))
        case .rows(let finished, let count, let epoch):
            progress?.show(rows: finished, of: count, epoch: epoch)
        case .epoch(let report):
            progress?.show(report, pace)
            if isFirstNetwork { try log?.add(report, rowsPerSecond: pace.rowsPerSecond) }
        case .checkpointSaved(let path): checkpoint = path
        case .tensors, .ended: break
        }
        if isFirstNetwork { try board?.observe(event, pace: pace) }
    }

    /// Whether the run has one network, or trains the first of several: the one that is logged.
    private var isFirstNetwork: Bool { network?.number ?? 1 == 1 }

    /// Clears the line on the terminal.
    func finish() { progress?.finish() }
}
