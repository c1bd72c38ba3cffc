import Backprop

/// Shows and logs what happens in a run.
final class TrainingObserver {
    private let logPath: String?
    private var log: TrainingLog?
    private var progress: EpochProgress?
    private var pace = TrainingPace()

    /// The newest checkpoint, where one was saved or resumed from.
    private(set) var checkpoint: String?

    /// - Parameter log: Where a line goes for each epoch.
    init(log: String?) { logPath = log }

    /// Takes note of an event.
    ///
    /// - Throws: `FileError` where the log cannot be written.
    func observe(_ event: TrainingEvent) throws {
        switch event {
        case .resumed(let path, let history):
            checkpoint = path
            Console.warning("resumed from \(path)")
            log = try logPath.map { try TrainingLog($0, after: history) }
        case .checkpointSkipped(let reason): Console.warning(reason)
        case .began(let rows, _, let epochs):
            if log == nil { log = try logPath.map { try TrainingLog($0) } }
            progress = EpochProgress(total: epochs)
            pace.begin(rows: rows)
        case .epoch(let report):
            pace.epochEnded()
            progress?.show(report, pace)
            try log?.add(report, rowsPerSecond: pace.rowsPerSecond)
        case .checkpointSaved(let path): checkpoint = path
        case .ended: break
        }
    }

    /// Clears the line on the terminal.
    func finish() { progress?.finish() }
}

/// How fast a run goes.
struct TrainingPace {
    private let clock = ContinuousClock()
    private var rows = 0
    private var start: ContinuousClock.Instant?
    private var last: ContinuousClock.Instant?
    private var epochs = 0

    /// The rows trained on in a second, of the last epoch.
    private(set) var rowsPerSecond: Double?

    mutating func begin(rows: Int) {
        self.rows = rows
        start = clock.now
        last = start
    }

    mutating func epochEnded() {
        let now = clock.now
        if let last { rowsPerSecond = Double(rows) / Self.seconds(now - last) }
        last = now
        epochs += 1
    }

    /// How many seconds so many epochs more take, at the pace of all of them so far.
    func secondsLeft(_ epochs: Int) -> Double? {
        guard let start, let last, self.epochs > 0 else { return nil }
        return Self.seconds(last - start) / Double(self.epochs) * Double(epochs)
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
