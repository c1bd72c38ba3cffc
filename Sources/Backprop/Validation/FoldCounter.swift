/// A counter of folds that were trained, on any thread.
final class FoldCounter: Sendable {
    private let trained = Locked(0)
    private let count: Int
    private let onFold: @Sendable (Int, Int) -> Void

    init(count: Int, _ onFold: @escaping @Sendable (Int, Int) -> Void) {
        (self.count, self.onFold) = (count, onFold)
    }

    /// Counts a result, unless its training was cancelled.
    @Sendable func add(_ result: TrainingResult) {
        guard !result.wasInterrupted else { return }
        // This is inside the lock, so that the numbers are reported in order.
        trained.withLock { trained in
            trained += 1
            onFold(trained, count)
        }
    }
}

extension TrainingResult {
    /// Whether training was cancelled.
    var wasInterrupted: Bool {
        if case .interrupted = ending { true } else { false }
    }
}
