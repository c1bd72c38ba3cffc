/// The scores of a recipe on rows that it is not trained on, fold by fold.
public struct TrialScore: Hashable, Sendable {
    /// The metric of the search, in each fold in which it is defined.
    public let scores: [Double]

    /// The accuracy, or R² of numbers, in each fold in which it is defined; a second score for people to read.
    public let plain: [Double]

    /// The reason why there are no scores, or `nil` if there are scores.
    public let failure: String?

    /// The mean of the scores, or `nil` if there are none or their sum overflows.
    let mean: Double?

    init(scores: [Double], plain: [Double], failure: String? = nil) {
        self.scores = failure == nil ? scores : []
        self.plain = failure == nil ? plain : []
        self.failure = failure ?? (scores.isEmpty ? "the metric is defined in no fold" : nil)
        mean = Summary.mean(of: self.scores)
    }

    /// The mean and the spread of the metric over the folds.
    public var summary: Summary? { failure == nil ? Summary(scores) : nil }

    /// The mean and the spread of the accuracy, or R², over the folds.
    public var plainSummary: Summary? { failure == nil ? Summary(plain) : nil }

    /// Returns a number of which less is better, or infinity if there are no scores.
    func loss(_ metric: ValidationMetric) -> Double {
        guard let mean else { return .infinity }
        return metric.isHigherBetter ? -mean : mean
    }

    /// Returns the gain over another recipe's score by the same folds, less half the standard error.
    ///
    /// It is `nil` if one of the two has no scores. A steady small gain counts for more than a larger one that is
    /// mostly noise.
    ///
    /// The gain is the mean x̄ of J differences, fold by fold. Its standard error is s · √(1/J + 1/(k − 1)) for
    /// divisions into k folds. The second term stays for any number of folds, because folds share rows. Source: Nadeau
    /// and Bengio, “Inference for the generalization error”, Machine Learning 52 (2003), p. 248.
    ///
    /// With half of the standard error, the winner was best on rows that the search had not seen
    /// (`Benchmarks/RESULTS-tuning.md`).
    func gain(over reference: TrialScore, _ metric: ValidationMetric, folds: Int) -> Double? {
        guard let mean, let other = reference.mean else { return nil }
        let gain = metric.isHigherBetter ? mean - other : other - mean
        guard scores.count == reference.scores.count,
            let deviation = Summary(zip(scores, reference.scores).map { $0 - $1 })?.standardDeviation
        else { return gain }
        let share = 1 / Double(scores.count) + 1 / Double(folds - 1)
        return gain - 0.5 * deviation * share.squareRoot()
    }

    /// Creates the score of the folds of one division, which has no mean if one of them failed.
    init(folds: [FoldScore]) {
        self.init(
            scores: folds.compactMap(\.searched), plain: folds.compactMap(\.plain),
            failure: folds.lazy.compactMap(\.failure).first)
    }

    /// Creates the score of all folds of several divisions.
    init(merging parts: [TrialScore]) {
        self.init(
            scores: parts.flatMap(\.scores), plain: parts.flatMap(\.plain),
            failure: parts.lazy.compactMap(\.failure).first)
    }
}

/// The score of a recipe in one fold: the metric of the search and the plain one, if defined, or the reason of a
/// failure.
enum FoldScore: Sendable {
    case scores(searched: Double?, plain: Double?)
    case failure(String)

    var searched: Double? { if case .scores(let searched, _) = self { searched } else { nil } }
    var plain: Double? { if case .scores(_, let plain) = self { plain } else { nil } }
    var failure: String? { if case .failure(let reason) = self { reason } else { nil } }
}
