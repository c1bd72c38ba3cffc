/// The speed of a run, measured by the clock as its events arrive.
public struct TrainingPace: Sendable {
    private let clock = ContinuousClock()
    private var rows = 0
    private var epochs = 0
    private var last = 0
    private var start: ContinuousClock.Instant?
    private var latest: ContinuousClock.Instant?
    private var finished = 0

    /// The rows per second of the last epoch, or `nil` before there is one.
    public private(set) var rowsPerSecond: Double?

    /// The maximum number of epochs that the run may still take.
    public var epochsLeft: Int { max(0, epochs - last) }

    /// The number of seconds that these take, at the mean pace so far, or `nil` before the first epoch.
    public var secondsLeft: Double? {
        guard let start, let latest, finished > 0 else { return nil }
        return Self.seconds(latest - start) / Double(finished) * Double(epochsLeft)
    }

    /// Creates the pace of a run that is to begin.
    public init() {}

    /// Records an event when it happens.
    public mutating func observe(_ event: TrainingEvent) {
        switch event {
        case .resumed(_, let history): last = history.count
        case .began(let rows, _, let epochs):
            (self.rows, self.epochs) = (rows, epochs)
            start = clock.now
            latest = start
        case .epoch(let report):
            let now = clock.now
            let duration = latest.map { Self.seconds(now - $0) } ?? 0
            rowsPerSecond = duration > 0 ? Double(rows) / duration : nil
            (latest, last) = (now, report.epoch)
            finished += 1
        default: break
        }
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
