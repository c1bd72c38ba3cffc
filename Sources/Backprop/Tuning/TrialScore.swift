/// What a recipe reaches on rows that it is not trained on, fold by fold.
public struct TrialScore: Hashable, Sendable {
    /// The metric that is searched by, in each fold in which it is defined.
    public let scores: [Double]

    /// The accuracy, or R² of numbers, in each fold in which it is defined: for people to read beside it.
    public let plain: [Double]

    /// Why there are no scores, where there are none.
    public let failure: String?

    init(scores: [Double], plain: [Double], failure: String? = nil) {
        self.scores = failure == nil ? scores : []
        self.plain = failure == nil ? plain : []
        self.failure = failure ?? (scores.isEmpty ? "the metric is defined in no fold" : nil)
    }

    /// Mean and spread of the metric over the folds.
    public var summary: Summary? { failure == nil ? Summary(scores) : nil }

    /// Mean and spread of the accuracy, or R², over the folds.
    public var plainSummary: Summary? { failure == nil ? Summary(plain) : nil }

    /// Less is better; infinity where there are no scores.
    func loss(_ metric: ValidationMetric) -> Double {
        guard let mean = summary?.mean else { return .infinity }
        return metric.isHigherBetter ? -mean : mean
    }

    /// All folds of several divisions.
    init(merging parts: [TrialScore]) {
        self.init(
            scores: parts.flatMap(\.scores), plain: parts.flatMap(\.plain),
            failure: parts.lazy.compactMap(\.failure).first)
    }
}

extension LearningTask {
    /// The metric that everybody knows.
    var plainMetric: String { self == .classification ? "accuracy" : "r2" }
}
