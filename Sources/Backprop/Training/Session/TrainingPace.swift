/// How fast a run goes, by the clock, as its events come.
public struct TrainingPace: Sendable {
    private let clock = ContinuousClock()
    private var rows = 0
    private var epochs = 0
    private var last = 0
    private var start: ContinuousClock.Instant?
    private var latest: ContinuousClock.Instant?
    private var finished = 0

    /// The rows trained on in a second, of the last epoch; `nil` before there is one.
    public private(set) var rowsPerSecond: Double?

    /// The most epochs that the run may still take.
    public var epochsLeft: Int { max(0, epochs - last) }

    /// How many seconds these take, at the pace of all that were run so far; `nil` before there is one.
    public var secondsLeft: Double? {
        guard let start, let latest, finished > 0 else { return nil }
        return Self.seconds(latest - start) / Double(finished) * Double(epochsLeft)
    }

    /// Creates a watch for a run that is to begin.
    public init() {}

    /// Takes note of an event, as it happens.
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
