/// What a search found.
public struct TuningResult: Sendable {
    /// All trials that were scored, the best first: those that were scored again, by what they surely gain there over
    /// the first trial (``Trial/gain``), then those that were trained for the most epochs.
    public let trials: [Trial]

    /// How the search ended.
    public internal(set) var ending: Ending

    /// How many trials there were to be.
    public let planned: Int

    /// What was searched by.
    public let metric: ValidationMetric

    /// What was drawn from.
    public let space: SearchSpace

    /// What the mean of what the trials of ``averaged`` say reached by the other divisions; nil where there is one trial
    /// of these, or ``Tuning/scoresAverage`` was off.
    public internal(set) var averageScore: TrialScore?

    /// The best trial.
    public var winner: Trial { trials[0] }

    /// The recipe that the data choose where nothing else is said.
    public var usual: Trial? { trials.first { $0.number == 1 } }

    /// How a search ended.
    public enum Ending: Hashable, Sendable {
        /// All trials were scored.
        case completed
        /// It was not to begin another round.
        case stopped
        /// It was cancelled before the best trials had been scored again.
        case interrupted
    }

    /// A recipe that was tried.
    public struct Trial: Sendable {
        /// Its number, from 1, in the order in which trials were drawn.
        public let number: Int

        /// What was drawn for it; nothing for the first, which is the recipe chosen by the data.
        public let settings: [TrialSetting]

        /// The recipe, with all its epochs.
        public let recipe: Recipe

        /// For how many epochs it was trained at most.
        public let epochs: Int

        /// The rung that it came to, from 0.
        public let rung: Int

        /// What it reached there, by the folds of the search.
        public let score: TrialScore

        /// What it reached by other folds; nil where it was not among the best.
        public let finalScore: TrialScore?

        /// By how much it is better than the first trial by those folds, less half of that number's standard error;
        /// nil where it was not among the best, or one of the two has no score there.
        public let gain: Double?

        /// The score of the folds that it is ranked by.
        public var rankedScore: TrialScore { finalScore ?? score }
    }

    /// What a result is of.
    struct Key: Hashable, Sendable {
        let trial: Int
        let stage: Stage
    }

    /// Where a result was had: in the search, trained for that many epochs, or by one of the other divisions, from 1,
    /// alone or averaged with the first trial.
    ///
    /// Epochs say what the number of a rung does not: what a search of more trials, which may have more rungs, can use
    /// again.
    enum Stage: Hashable, Sendable {
        case epochs(Int)
        case division(Int)
        case average(division: Int)
    }
}
