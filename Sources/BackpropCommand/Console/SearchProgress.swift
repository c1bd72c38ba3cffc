import Backprop

/// A line on the terminal that follows a search; nothing where there is no terminal.
final class SearchProgress {
    private let isShown: Bool

    init(isShown: Bool = Console.showsProgress) { self.isShown = isShown }

    /// Shows what happened.
    func observe(_ event: TuningEvent) {
        switch event {
        case .resumed(let path, let results):
            Console.warning("resumed from \(path), which has \(results) result\(results == 1 ? "" : "s")")
        case .searched(let begun, let count, let best): show(begun, count, best)
        case .scoringAgain(let trials):
            if isShown { Console.progress("scoring the best \(trials) again by other folds") }
        case .scoringAverage:
            if isShown { Console.progress("scoring the mean of the winner and the default by these folds") }
        }
    }

    private func show(_ begun: Int, _ count: Int, _ best: TuningResult.Trial?) {
        guard isShown else { return }
        let score = best?.rankedScore.summary.map { ", best \(NumberText.short($0.mean))" } ?? ""
        Console.progress("\(begun) of \(count) trials begun\(score)")
    }

    /// Clears the line.
    func finish() {
        if isShown { Console.progress("") }
    }
}
