import Backprop

/// The progress of a search for settings, on standard error.
final class SearchProgress {
    private let line = ProgressLine("no trial is trained yet")

    /// Shows an event.
    func observe(_ event: TuningEvent) {
        switch event {
        case .resumed(let path, let results):
            Console.warning("resumed from \(path), which has \(results) result\(results == 1 ? "" : "s")")
        case .searched(let begun, let count, let best):
            let score = best?.rankedScore.summary.map { ", best \(NumberText.short($0.mean))" } ?? ""
            line.show("\(begun) of \(count) trials begun\(score)")
        case .scoringAgain(let trials): line.show("scoring the best \(trials) again by other folds")
        case .scoringAverage:
            line.show("scoring the mean of the winner and the default by these folds")
        }
    }

    /// Clears the line.
    func finish() { line.finish() }
}
