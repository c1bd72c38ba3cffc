/// A search for the settings of a recipe that serve the data best.
///
/// Trials are drawn at random from a space, and scored by cross-validation in which every fold fits its own
/// preprocessing. Successive halving gives most epochs to those that do well after few. The best of them, and the
/// recipe that is chosen where nothing is said, are then scored again by folds that the search has not seen, since
/// the best of many noisy scores is better than what it is the score of (Cawley and Talbot, “On over-fitting in
/// model selection”, JMLR 11 (2010)). Whoever gains the most there over what is chosen where nothing is said, less half
/// of that number's standard error, has won; where none gains so, nothing is changed.
///
/// ```swift
/// let table = try Table(contentsOf: "iris.csv")
/// let result = try Tuning(trials: 60).run(on: table)
/// let models = try result.averaged.map { try Trainer($0.recipe).train(on: table).model }
/// let model = try Model(averaging: models)
/// ```
///
/// The same space, data and seed give the same result for any number of threads, and however often the search was
/// stopped and gone on with.
public struct Tuning: Sendable {
    /// How many trials begin at most, the recipe chosen by the data among them.
    public var trials: Int

    /// What is said about every run; a dimension of the space says something else instead.
    public var options = RecipeOptions()

    /// What is drawn from; nil for the standard space.
    public var space: SearchSpace?

    /// What is searched by; nil for the log loss of classes and the RMSE of numbers.
    public var metric: ValidationMetric?

    /// The number of folds, at least 2.
    public var folds = 5

    /// How the trials share the epochs.
    public var strategy = Strategy.successiveHalving

    /// How many of the best are scored again, by other folds.
    public var finalists = 8

    /// By how many other divisions of the rows.
    public var divisions = 4

    /// Whether the mean of what the winner and the first trial say is scored too, by those divisions.
    public var scoresAverage = true

    /// The most trials trained at a time, each on one thread; results do not depend on it.
    public var threads = 1

    /// Where each result is noted down, so that the search can be gone on with; nil for nowhere.
    public var journal: Journal?

    /// Asked between updates whether to stop at once.
    public var isCancelled: @Sendable () -> Bool = { false }

    /// Asked before each round of trials whether it may begin; what has begun is finished, and the best are scored
    /// again.
    public var canResume: @Sendable () -> Bool = { true }

    /// How trials share the epochs.
    public enum Strategy: String, Hashable, Sendable, CaseIterable {
        /// Few epochs for all, more for the better ones.
        case successiveHalving = "halving"
        /// All epochs for all.
        case random
    }

    /// A file of results.
    public struct Journal: Hashable, Sendable {
        /// The file.
        public let path: String

        /// Whether to go on with the search that is noted down there.
        public let resumes: Bool

        /// Names a file.
        public init(_ path: String, resumes: Bool = false) { (self.path, self.resumes) = (path, resumes) }
    }

    /// Plans a search with the usual settings.
    public init(trials: Int = 60) { self.trials = trials }

    /// Runs the search.
    ///
    /// - Parameters:
    ///   - table: The rows to learn from and to be scored on.
    ///   - schema: What the columns mean; by default inferred as the options say.
    ///   - onEvent: Called on the calling thread with what happens.
    /// - Throws: ``TuningError``; ``SplitError`` where the rows cannot be divided; what training throws where no
    ///   trial could be trained.
    public func run(
        on table: Table, schema: Schema? = nil, onEvent: @escaping (TuningEvent) -> Void = { _ in }
    ) throws -> TuningResult {
        let schema = try schema ?? Schema(inferring: table, selection: options.columns)
        let plan = try TuningPlan(self, table, schema)
        let run = try TuningRun(self, plan, table, schema, onEvent: onEvent)
        return try run.run()
    }
}

/// What happens in a search.
public enum TuningEvent: Sendable {
    /// A journal was gone on with, which has so many results.
    case resumed(path: String, results: Int)
    /// A round of trials was done: how many trials have begun, of how many, and the best score so far.
    case searched(begun: Int, of: Int, best: TuningResult.Trial?)
    /// Some of the best trials are scored again.
    case scoringAgain(trials: Int)
    /// The mean of what the winner and the first trial say is scored.
    case scoringAverage
}
