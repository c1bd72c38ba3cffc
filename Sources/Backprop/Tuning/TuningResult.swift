/// What a search found.
public struct TuningResult: Sendable {
    /// All trials that were scored, the best first: those that were scored again by their scores there, then those
    /// that were trained for the most epochs.
    public let trials: [Trial]

    /// How the search ended.
    public let ending: Ending

    /// How many trials there were to be.
    public let planned: Int

    /// What was searched by.
    public let metric: ValidationMetric

    /// What was drawn from.
    public let space: SearchSpace

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

        /// The score that it is ranked by.
        public var rankedScore: TrialScore { finalScore ?? score }
    }

    /// What a result is of.
    struct Key: Hashable, Sendable {
        let trial: Int
        let stage: Stage
    }

    /// Where a result was had: in a rung of the search, or by one of the other divisions, from 1.
    enum Stage: Hashable, Sendable {
        case rung(Int)
        case division(Int)
    }
}
