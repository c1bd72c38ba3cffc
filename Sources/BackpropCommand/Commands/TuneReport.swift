import Backprop

/// The report of `tune`.
struct TuneReport {
    /// The description of the data, in lines.
    let data: [String]
    let task: LearningTask
    let tuning: SearchOptions
    let result: TuningResult

    /// The output files, or `nil` if nothing was saved.
    let outputs: TuneOutputs?

    private static let maximumTrialCount = 10

    /// The report as text.
    var text: String {
        let winner = result.winner
        var lines = data + searchLines + [""] + leaderboard + [""]
        let label = result.ending == .interrupted ? "So far:  " : "Winner:  "
        lines += "\(label) trial \(winner.number): \(settings(of: winner))".wrapped(indentation: 10)
        lines.append("          \(winner.recipe.network.text)")
        if let defaultTrial = result.defaultTrial, let score = defaultTrial.finalScore {
            lines.append(
                winner.number == defaultTrial.number
                    ? "          no other gains more over it than half the standard error of its gain"
                    : "          \(title) \(text(winner.finalScore)), by default \(text(score))")
        }
        if let outputs {
            lines += modelLines(outputs)
            lines += [""] + outputs.recipes.map { "Recipe saved to \($0)" }
            lines += ["Model saved to \(outputs.model)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func modelLines(_ outputs: TuneOutputs) -> [String] {
        guard outputs.averaged.count > 1 else { return [] }
        let score = result.averageScore.map { ["          \(title) \(text($0)) by the same folds"] }
        return [
            "Model:    the mean of two networks, the winner's and the one chosen by default"
        ] + (score ?? [])
    }

    private var searchLines: [String] {
        let how = tuning.search == .random ? "at random" : "at random, by successive halving"
        let folds = "\(title) over \(tuning.folds ?? 5) folds"
        let again = result.trials.filter { $0.finalScore != nil }.count
        var lines = [
            "Search:   \(result.trials.count) trials \(how); \(folds), seed \(result.winner.recipe.seed)",
            again == 0
                ? "          those trained longest first; none of them scored again by other folds"
                : "          the first \(again) of the list scored again by other folds, and ranked by their sure gain",
        ]
        if result.ending == .stopped {
            lines.append("          stopped by --time before all of \(result.planned) trials had begun")
        } else if result.ending == .interrupted {
            lines.append("          interrupted before all was done for \(result.planned) trials")
        } else if result.planned < tuning.trials {
            lines.append("          the search space has no more than these trials")
        }
        return lines
    }

    /// The metric that decides how scores are written; a loss is written as the log loss is.
    private var metric: Metric { result.metric.metric ?? .logLoss }

    private var title: String { result.metric.title }

    private var plain: Metric { .headline(of: task) }

    /// The best trials, and the one with all settings chosen from the data, whatever its rank.
    private var leaderboard: [String] {
        let showsPlain = plain != metric
        var table = [
            ["rank", "trial", title, "spread"] + (showsPlain ? [plain.title] : []) + [
                "epochs", "settings",
            ]
        ]
        for (index, trial) in result.trials.enumerated()
        where index < Self.maximumTrialCount || trial.number == 1 {
            let score = trial.rankedScore
            table.append(
                [
                    "\(index + 1)", "\(trial.number)", text(score),
                    ScoreLines.text(score.summary?.standardDeviation, metric),
                ] + (showsPlain ? [ScoreLines.text(score.plainSummary?.mean, plain)] : [])
                    + [
                        "\(trial.epochs)",
                        settings(of: trial) + (score.failure.map { "; failed: \($0)" } ?? ""),
                    ])
        }
        let last = table[0].count - 1
        let grid = TextGrid(rows: table.map { Array($0[..<last]) }).lines
        let left = result.trials.count - (table.count - 1)
        let width = (grid.map(\.count).max() ?? 0) + 2
        let lines = zip(grid, table).flatMap { numbers, cells in
            (numbers.paddedRight(width) + cells[last]).wrapped(indentation: width)
        }
        return lines + (left > 0 ? ["… and \(left) more"] : [])
    }

    private func text(_ score: TrialScore?) -> String {
        score?.failure == nil ? ScoreLines.text(score?.summary?.mean, metric) : "failed"
    }

    /// Returns the settings that were drawn, without those that are equal in all trials.
    private func settings(of trial: TuningResult.Trial) -> String {
        guard trial.number > 1 else { return "as chosen by default" }
        return result.drawn(of: trial)
    }

    /// The report as JSON.
    var json: JSONValue {
        [
            "metric": JSONValue(result.metric.name), "planned": JSONValue(result.planned),
            "ending": JSONValue("\(result.ending)"),
            "trials": JSONValue(result.trials.enumerated().map { json($1, rank: $0 + 1) }),
            "recipe": outputs.map { JSONValue($0.recipe) } ?? .null,
            "recipes": JSONValue((outputs?.recipes ?? []).map { JSONValue($0) }),
            "averaged": JSONValue((outputs?.averaged ?? []).map { JSONValue($0.number) }),
            "averageScore": result.averageScore.map { json($0, into: [:]) } ?? .null,
            "model": outputs.map { JSONValue($0.model) } ?? .null,
        ]
    }

    private func json(_ trial: TuningResult.Trial, rank: Int) -> JSONValue {
        let score = trial.rankedScore
        var object: JSONValue = [
            "rank": JSONValue(rank), "trial": JSONValue(trial.number), "epochs": JSONValue(trial.epochs),
            "layers": JSONValue(trial.recipe.network.text),
            "isScoredAgain": JSONValue(trial.finalScore != nil),
        ]
        if let gain = trial.gain { object["gain"] = JSONValue(gain) }
        var settings: JSONValue = [:]
        for setting in trial.settings { settings[setting.name] = Self.json(setting.value) }
        object["settings"] = settings
        return json(score, into: object)
    }

    private func json(_ score: TrialScore, into object: JSONValue) -> JSONValue {
        var object = object
        for (name, summary) in [(result.metric.name, score.summary), (plain.rawValue, score.plainSummary)] {
            guard let summary else { continue }
            object[name] = JSONValue(summary.mean)
            object[name + "Deviation"] = summary.standardDeviation.map { JSONValue($0) }
        }
        if let failure = score.failure { object["failure"] = JSONValue(failure) }
        return object
    }

    private static func json(_ value: SettingValue) -> JSONValue {
        switch value {
        case .number(let number): JSONValue(number)
        case .whole(let number): JSONValue(number)
        case .text(let text): JSONValue(text)
        }
    }
}
