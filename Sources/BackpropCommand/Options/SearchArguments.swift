import ArgumentParser
import Backprop
import BackpropRecipes

/// The options for a search of settings.
struct SearchArguments: ParsableArguments {
    @Option(
        "trials", 1...10_000_000,
        "The largest number of recipes to try, among them the one that the data choose",
        valueName: "number")
    var trials = 60

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "When no further round of trials begins: a time such as 30s, 10m or 2h (default: never).",
            valueName: "time"))
    var time: String?

    @Option(
        help: ArgumentHelp(
            "A search space, YAML (default: what --print-space prints).", valueName: "file"))
    var space: String?

    @Flag(help: "Print the search space of the data, and end.")
    var printSpace = false

    @Option(
        help: ArgumentHelp(
            "What is searched by, such as accuracy, roc-auc, log-loss, r2 or loss (default: log-loss for classes, rmse for numbers).",
            valueName: "metric"))
    var score: String?

    @Option("folds", 2...1_000_000, "The number of folds that the rows are divided into", default: "5")
    var folds: Int?

    @Option(help: "halving: most epochs for those that do well after few; random: all epochs for all.")
    var search = Tuning.Strategy.successiveHalving

    @Option(
        help: ArgumentHelp(
            "A file that each result is noted down in, so that the search can be resumed.", valueName: "file")
    )
    var journal: String?

    @Flag(help: "With --journal: go on with the search, to the same end as without interruption.")
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
            throw UsageError("--time is a time such as 30s, 10m or 2h, not \(time.debugDescription)")
        }
        let end = ContinuousClock().now + duration
        return { ContinuousClock().now < end }
    }
}

extension Tuning.Strategy: ExpressibleByArgument {}
