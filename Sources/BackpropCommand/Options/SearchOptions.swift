import ArgumentParser
import Backprop
import BackpropRecipes

/// The options for a search of settings.
struct SearchOptions: ParsableArguments {
    @Option(
        "trials", 1...10_000_000,
        "The largest number of recipes to try, including the default one",
        valueName: "number")
    var trials = 60

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The time after which no further round of trials begins, such as 30s, 10m or 2h (default: no limit).",
            valueName: "time"))
    var time: String?

    @Option(
        help: ArgumentHelp(
            "A YAML file with the search space (default: the one that --print-space prints).",
            valueName: "file"))
    var space: String?

    @Flag(help: "Print the default search space for the data, and stop.")
    var printSpace = false

    @Option(
        help: ArgumentHelp(
            "The metric to improve, such as accuracy, roc-auc, log-loss, r2 or loss (default: log-loss for classes, rmse for numbers).",
            valueName: "metric"))
    var score: String?

    @Option("folds", 2...1_000_000, "The number of folds that the rows are divided into", default: "5")
    var folds: Int?

    @Option(
        help: "halving trains only the recipes that are good after few epochs to the end; random trains all.")
    var search = Tuning.Strategy.successiveHalving

    @Option(
        help: ArgumentHelp(
            "A file to write each result to, so that the search can be resumed.", valueName: "file")
    )
    var journal: String?

    @Flag(help: "With --journal: resume the search, with the same result as without interruption.")
    var resume = false

    /// Returns the search that the options ask for.
    func tuning(_ options: RecipeOptions, threads: Int) throws -> Tuning {
        if resume, journal == nil { throw UsageError("--resume needs --journal FILE") }
        var tuning = Tuning(trials: trials)
        tuning.options = options
        tuning.space = try space.map { try SearchSpaceFile(contentsOf: $0).space }
        tuning.metric = try score.map { try ValidationMetric(parsing: $0) }
        tuning.folds = folds ?? tuning.folds
        tuning.strategy = search
        tuning.threads = threads
        tuning.journal = journal.map { Tuning.Journal($0, resumes: resume) }
        if let canResume = try deadline() { tuning.canResume = canResume }
        return tuning
    }

    private func deadline() throws -> (@Sendable () -> Bool)? {
        guard let time else { return nil }
        guard let duration = TimeText.duration(time) else {
            throw UsageError(
                "--time is a time such as 30s, 10m or 2h, not \(time.debugDescription); the column with the time of each "
                    + "row is named with --time-column")
        }
        let end = ContinuousClock().now + duration
        return { ContinuousClock().now < end }
    }
}

extension Tuning.Strategy: ExpressibleByArgument {}
