/// What a recipe reaches on rows that it is not trained on, fold by fold.
public struct TrialScore: Hashable, Sendable {
    /// The metric that is searched by, in each fold in which it is defined.
    public let scores: [Double]

    /// The accuracy, or R² of numbers, in each fold in which it is defined: for people to read beside it.
    public let plain: [Double]

    /// Why there are no scores, where there are none.
    public let failure: String?

    /// The mean of the scores; nil where there are none, or one is too large to be summed.
    let mean: Double?

    init(scores: [Double], plain: [Double], failure: String? = nil) {
        self.scores = failure == nil ? scores : []
        self.plain = failure == nil ? plain : []
        self.failure = failure ?? (scores.isEmpty ? "the metric is defined in no fold" : nil)
        mean = Summary.mean(of: self.scores)
    }

    /// Mean and spread of the metric over the folds.
    public var summary: Summary? { failure == nil ? Summary(scores) : nil }

    /// Mean and spread of the accuracy, or R², over the folds.
    public var plainSummary: Summary? { failure == nil ? Summary(plain) : nil }

    /// Less is better; infinity where there are no scores.
    func loss(_ metric: ValidationMetric) -> Double {
        guard let mean else { return .infinity }
        return metric.isHigherBetter ? -mean : mean
    }

    /// By how much this is better than another recipe's score by the same folds, less half the standard error; nil where
    /// one of the two has no scores. An unbroken gain of a little counts for more than one of more that is mostly noise.
    ///
    /// The gain is the mean x̄ of J differences, fold by fold, and its standard error s · √(1/J + 1/(k − 1)) for
    /// divisions into k folds: folds share rows, however many there are, so that the second term stays (Nadeau and
    /// Bengio, “Inference for the generalization error”, Machine Learning 52 (2003), p. 248). Half of it is what made the
    /// winner best on rows that the search had not seen (`Benchmarks/RESULTS-tuning.md`).
    func gain(over usual: TrialScore, _ metric: ValidationMetric, folds: Int) -> Double? {
        guard let mean, let other = usual.mean else { return nil }
        let gain = metric.isHigherBetter ? mean - other : other - mean
        guard scores.count == usual.scores.count,
            let deviation = Summary(zip(scores, usual.scores).map { $0 - $1 })?.standardDeviation
        else { return gain }
        let share = 1 / Double(scores.count) + 1 / Double(folds - 1)
        return gain - 0.5 * deviation * share.squareRoot()
    }

    /// The folds of one division; without scores where one of them failed.
    init(folds: [FoldScore]) {
        self.init(
            scores: folds.compactMap(\.searched), plain: folds.compactMap(\.plain),
            failure: folds.lazy.compactMap(\.failure).first)
    }

    /// All folds of several divisions.
    init(merging parts: [TrialScore]) {
        self.init(
            scores: parts.flatMap(\.scores), plain: parts.flatMap(\.plain),
            failure: parts.lazy.compactMap(\.failure).first)
    }
}

/// What a recipe reaches in one fold, by the metric that is searched by and by the plain one, where these are
/// defined; or why it reaches nothing.
enum FoldScore: Sendable {
    case scores(searched: Double?, plain: Double?)
    case failure(String)

    var searched: Double? { if case .scores(let searched, _) = self { searched } else { nil } }
    var plain: Double? { if case .scores(_, let plain) = self { plain } else { nil } }
    var failure: String? { if case .failure(let reason) = self { reason } else { nil } }
}
