/// A search for the best settings of a recipe for the data.
///
/// Trials are drawn at random from a space, and scored by cross-validation in which every fold fits its own
/// preprocessing. Successive halving gives most epochs to those that do well after few.
///
/// The best of many noisy scores is too optimistic (Cawley and Talbot, “On over-fitting in model selection”, JMLR 11
/// (2010)). So the best trials and the default recipe are then scored again by folds that the search has not seen. The
/// winner is the trial with the largest gain over the default recipe there, less half of the gain's standard error. If
/// no trial has such a gain, the default recipe wins.
///
/// Settings that the default recipe leaves to the rows are chosen once, from all rows, so that its score is slightly too
/// good.
///
/// ```swift
/// let table = try Table(contentsOf: "iris.csv")
/// let result = try Tuning(trials: 60).run(on: table)
/// let models = try result.averaged.map { try Trainer($0.recipe).train(on: table).model }
/// let model = try Model(averaging: models)
/// ```
///
/// The same space, data and seed give the same result. The number of threads and interruptions of the search do not
/// change it.
public struct Tuning: Sendable {
    /// The maximum number of trials, among them the default recipe.
    public var trials: Int

    /// The explicit settings of every run; a dimension of the space overrides them.
    public var options = RecipeOptions()

    /// The space to draw from, or `nil` for the default space.
    public var space: SearchSpace?

    /// The metric of the search, or `nil` for the log loss of classes and the RMSE of numbers.
    public var metric: ValidationMetric?

    /// The number of folds, at least 2.
    public var folds = 5

    /// The distribution of the epochs over the trials.
    public var strategy = Strategy.successiveHalving

    /// The number of the best trials that are scored again, by other folds.
    public var finalists = 8

    /// The number of other divisions of the rows that score the best trials again.
    public var divisions = 4

    /// Whether those divisions also score the mean of the predictions of the winner and the first trial.
    public var scoresAverage = true

    /// The maximum number of trials trained at a time, each on one thread; results do not depend on it.
    public var threads = 1

    /// The processes that share the trials. Each rank runs the same search, and gets the same result. Only the first one
    /// writes the journal.
    public var ranks: any RankGroup = SingleRank()

    /// The file that each result is appended to, so that the search can be resumed, or `nil` for none.
    public var journal: Journal?

    /// Returns whether to stop at once; called between updates.
    public var isCancelled: @Sendable () -> Bool = { false }

    /// Returns whether a round of trials may begin; called before each round. Trials that have begun are finished, and
    /// the best are scored again.
    public var canResume: @Sendable () -> Bool = { true }

    /// The distribution of epochs over trials.
    public enum Strategy: String, Hashable, Sendable, CaseIterable {
        /// Few epochs for all trials, and more for the better ones.
        case successiveHalving = "halving"
        /// All epochs for all trials.
        case random
    }

    /// A file of results.
    public struct Journal: Hashable, Sendable {
        /// The path of the file.
        public let path: String

        /// Whether to resume the search in the file.
        public let resumes: Bool

        /// Creates a journal in a file.
        public init(_ path: String, resumes: Bool = false) { (self.path, self.resumes) = (path, resumes) }
    }

    /// Creates a search with the default settings.
    public init(trials: Int = 60) { self.trials = trials }

    /// Runs the search.
    ///
    /// - Parameters:
    ///   - table: The rows to learn from and to be scored on.
    ///   - schema: The meaning of the columns; defaults to the one inferred with the options.
    ///   - onEvent: Called on the calling thread with each event.
    /// - Throws: ``TuningError``; ``SplitError`` if the rows cannot be divided; the error of training if no trial
    ///   could be trained.
    public func run(
        on table: Table, schema: Schema? = nil, onEvent: @escaping (TuningEvent) -> Void = { _ in }
    ) throws -> TuningResult {
        let schema = try schema ?? Schema(inferring: table, selection: options.columns)
        let data = try TableData(table, schema: schema, columns: options.columns, time: options.time)
        let plan = try TuningPlan(self, data.table, data.schema)
        let run = try TuningRun(self, plan, data, onEvent: onEvent)
        return try run.run()
    }
}

/// An event of a search.
public enum TuningEvent: Sendable {
    /// A journal was resumed, which has that many results.
    case resumed(path: String, results: Int)
    /// A round of trials is finished: the number of trials begun, the planned number, and the best score so far.
    case searched(begun: Int, of: Int, best: TuningResult.Trial?)
    /// Some of the best trials are scored again.
    case scoringAgain(trials: Int)
    /// The mean of the predictions of the winner and the first trial is scored.
    case scoringAverage
}
