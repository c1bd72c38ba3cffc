import Backprop

/// The progress of work on standard error: on a terminal a line that is overwritten, elsewhere a line after every ten
/// seconds without one.
final class ProgressLine: Sendable {
    private struct State {
        var text: String
        var shownAt = ContinuousClock.now
        var isOver = false
    }

    private static let longestSilence = Duration.seconds(10)

    private let state: Locked<State>
    private let begun = ContinuousClock.now
    private let isTerminal: Bool

    /// Begins to watch.
    ///
    /// - Parameter text: The text before the first step is finished.
    init(_ text: String, isTerminal: Bool = Console.showsProgress) {
        state = Locked(State(text: text))
        self.isTerminal = isTerminal
        guard !isTerminal else { return }
        // Long work without a step should report its progress too.
        Task.detached(priority: .low) { [weak self] in
            while let self, self.tell() { try? await Task.sleep(for: .seconds(1)) }
        }
    }

    /// Shows the current progress of the work.
    func show(_ text: String) {
        state.withLock { $0.text = text }
        if isTerminal { Console.progress(text) } else { _ = tell() }
    }

    /// Clears the line on the terminal, and ends the watch.
    func finish() {
        let wasOver = state.withLock { state in
            defer { state.isOver = true }
            return state.isOver
        }
        if isTerminal, !wasOver { Console.progress("") }
    }

    /// Writes a line after a long silence, and returns whether the work continues.
    private func tell() -> Bool {
        let now = ContinuousClock.now
        return state.withLock { state in
            guard !state.isOver else { return false }
            if now - state.shownAt >= Self.longestSilence {
                Console.message("\(state.text), after \(EpochProgress.time(now - begun))")
                state.shownAt = now
            }
            return true
        }
    }
}
