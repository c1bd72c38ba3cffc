/// The result of a search.
public struct TuningResult: Sendable {
    /// All trials that were scored, the best first.
    ///
    /// First come those that were scored again, by their gain over the first trial (``Trial/gain``), then those that
    /// were trained for the most epochs.
    public let trials: [Trial]

    /// The way that the search ended.
    public internal(set) var ending: Ending

    /// The planned number of trials.
    public let planned: Int

    /// The metric of the search.
    public let metric: ValidationMetric

    /// The space that trials were drawn from.
    public let space: SearchSpace

    /// The score of the mean of the predictions of ``averaged`` by the other divisions.
    ///
    /// It is `nil` if that is only one trial, or if ``Tuning/scoresAverage`` was off.
    public internal(set) var averageScore: TrialScore?

    /// The best trial.
    public var winner: Trial { trials[0] }

    /// The trial of the default recipe.
    public var defaultTrial: Trial? { trials.first { $0.number == 1 } }

    /// The way that a search ended.
    public enum Ending: Hashable, Sendable {
        /// All trials were scored.
        case completed
        /// The search was not allowed to begin another round.
        case stopped
        /// It was cancelled before the best trials had been scored again.
        case interrupted
    }

    /// A recipe that was tried.
    public struct Trial: Sendable {
        /// Its number, from 1, in the order in which trials were drawn.
        public let number: Int

        /// The values drawn for the trial; empty for the first, which is the default recipe.
        public let settings: [TrialSetting]

        /// The recipe, with all its epochs.
        public let recipe: Recipe

        /// The maximum number of epochs that it was trained for.
        public let epochs: Int

        /// The highest rung of the trial, from 0.
        public let rung: Int

        /// The score in that rung, by the folds of the search.
        public let score: TrialScore

        /// The score by other folds, or `nil` if the trial was not among the best.
        public let finalScore: TrialScore?

        /// The gain over the first trial by those folds, less half of the gain's standard error.
        ///
        /// It is `nil` if the trial was not among the best, or if one of the two has no score there.
        public let gain: Double?

        /// The score of the folds that it is ranked by.
        public var rankedScore: TrialScore { finalScore ?? score }
    }

    /// The trial and the stage of a result.
    struct Key: Hashable, Sendable {
        let trial: Int
        let stage: Stage
    }

    /// The origin of a result: the search, with the number of epochs, or one of the other divisions, from 1, alone or
    /// averaged with the first trial.
    ///
    /// Epochs identify a result better than the number of a rung: a search of more trials, which may have more rungs,
    /// can use it again.
    enum Stage: Hashable, Sendable {
        case epochs(Int)
        case division(Int)
        case average(division: Int)
    }
}
