/// A reporter of the number of rows of an epoch that were seen, about once a second.
final class RowTicker {
    private let onEvent: (TrainingEvent) throws -> Void
    private var told = ContinuousClock.now

    /// - Parameter onEvent: Called with ``TrainingEvent/rows(_:of:epoch:)``.
    init(_ onEvent: @escaping (TrainingEvent) throws -> Void) { self.onEvent = onEvent }

    /// Reports the progress of a run, unless there was a report within the last second.
    func tick<S: Scalar>(_ run: TrainingRun<S>) throws {
        let now = ContinuousClock.now
        guard now - told >= .seconds(1) else { return }
        told = now
        try onEvent(.rows(run.rowsSeen, of: run.data.rowCount, epoch: run.epoch + 1))
    }
}
