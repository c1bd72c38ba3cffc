import Testing

@testable import Backprop

/// Small tables and searches.
enum TuningSupport {
    /// Two measures, a word, and one of two classes that they do not quite tell apart.
    static let words =
        "width,length,colour,kind\n"
        + (0..<24).map { row in
            "\(Double(row * 7 % 24)),\(Double(row * 5 % 11)),\(["red", "blue"][row % 3 / 2]),\(row * 7 % 24 < 12 || row == 20 ? "u" : "v")\n"
        }.joined()

    /// A measure, and a number that follows from it.
    static let numbers =
        "width,length,price\n"
        + (0..<30).map { row in
            "\(Double(row * 7 % 31)),\(Double(row * 5 % 11)),\(Double(row * 7 % 31) * 1.5 + Double(row % 3))\n"
        }.joined()

    /// A short search over little.
    static func tuning(trials: Int = 8, threads: Int = 1) -> Tuning {
        var tuning = Tuning(trials: trials)
        tuning.options.epochs = 9
        tuning.options.weightDecay = 0.1
        tuning.space = SearchSpace([
            .width(.logarithmic(from: 2, to: 8)), .scaling([.standard, .minMax]),
            .inputNoise(.choices([0, 0.1])),
        ])
        tuning.folds = 3
        tuning.finalists = 2
        tuning.divisions = 2
        tuning.threads = threads
        return tuning
    }

    /// A search whose first trial is trained for too short a time to win.
    static func averaging(threads: Int = 1) -> Tuning {
        var tuning = tuning(trials: 4, threads: threads)
        tuning.options.epochs = 1
        tuning.space = SearchSpace([.epochs(.choices([27])), .width(.logarithmic(from: 4, to: 16))])
        return tuning
    }

    /// All that a search tells.
    static func told(_ result: TuningResult) -> [String] {
        result.trials.map { trial in
            "\(trial.number) \(trial.settings) \(trial.epochs) \(trial.score) \(String(describing: trial.finalScore))"
        } + ["\(String(describing: result.averageScore))"]
    }
}
