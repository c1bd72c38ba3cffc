/// Tells about once a second how many rows of an epoch were seen.
final class RowTicker {
    private let onEvent: (TrainingEvent) throws -> Void
    private var told = ContinuousClock.now

    /// - Parameter onEvent: Called with ``TrainingEvent/rows(_:of:epoch:)``.
    init(_ onEvent: @escaping (TrainingEvent) throws -> Void) { self.onEvent = onEvent }

    /// Tells how far a run is, unless that was told within the last second.
    func tick<S: Scalar>(_ run: TrainingRun<S>) throws {
        let now = ContinuousClock.now
        guard now - told >= .seconds(1) else { return }
        told = now
        try onEvent(.rows(run.rowsSeen, of: run.data.rowCount, epoch: run.epoch + 1))
    }
}
