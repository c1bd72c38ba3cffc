/// A comparison of a model with a simple predictor, as one plain sentence.
///
/// The predictor is a linear model, or one that looks at no feature. For classes the latter always answers the most frequent class,
/// and accuracy is compared, or balanced accuracy if training weighted the classes. For several yes/no targets it always answers their shares, and log loss is compared.
/// For numbers it always answers the mean, and the root mean squared error is compared.
/// For rows in the order of time it is the best of these and of predictors that repeat an earlier value.
public struct BaselineComparison: Equatable, Sendable {
    /// The result of the comparison.
    public enum Verdict: String, Sendable {
        /// The model is better, and by more than the noise.
        case better
        /// The difference is within the noise.
        case unclear
        /// The model is not better.
        case notBetter
    }

    /// The answers of the predictor, such as `always predicting "no"`.
    public let baseline: String
    /// The metric that is compared.
    public let metric: Metric
    /// The model's score.
    public let score: Double
    /// The score of the predictor.
    public let baselineScore: Double
    /// The 95 % confidence interval of the model's gain, or `nil` if it is unknown.
    public let gain: Summary.Interval?
    /// Whether the rows are too few for an interval of the gain.
    private(set) var hasTooFewRows = false
    /// The log losses of the model and of the predictor, if accuracy does not show that the model is better and the
    /// probabilities do.
    public private(set) var logLosses: (model: Double, baseline: Double)?

    /// The result.
    public var verdict: Verdict {
        let difference = metric.isHigherBetter ? score - baselineScore : baselineScore - score
        guard difference > 0 else { return .notBetter }
        guard !hasTooFewRows else { return .unclear }
        return (gain?.lower ?? difference) > 0 ? .better : .unclear
    }

    /// Returns whether all parts are equal.
    public static func == (first: BaselineComparison, second: BaselineComparison) -> Bool {
        first.sentence == second.sentence && first.score == second.score
            && first.baselineScore == second.baselineScore && first.gain == second.gain
    }
}

extension BaselineComparison: CustomStringConvertible {
    /// The comparison as a sentence.
    public var sentence: String {
        let numbers = "\(name) \(metric.text(score)) against \(metric.text(baselineScore))"
        let beginning =
            switch verdict {
            case .better: "Better than \(baseline): \(numbers)\(gainText)"
            case .unclear: "Not clearly better than \(baseline): \(numbers), a difference within the noise"
            case .notBetter: "No better than \(baseline): \(numbers)"
            }
        guard let logLosses else { return beginning + "." }
        return beginning
            + "; but its probabilities tell more: log loss \(Metric.logLoss.text(logLosses.model)) "
            + "against \(Metric.logLoss.text(logLosses.baseline))."
    }

    /// The sentence.
    public var description: String { sentence }

    private var name: String { metric == .rmse ? "typical error (RMSE)" : metric.title }

    private var gainText: String {
        guard let gain else { return "" }
        return ", a gain of \(metric.text(gain.lower)) to \(metric.text(gain.upper)) (95 % interval)"
    }
}

extension BaselineComparison {
    /// The phrase for a linear model.
    static let linearModel = "a linear model"

    /// Compares the scores of one set of rows, or returns `nil` if a score is undefined.
    ///
    /// The noise of accuracy is that of as many independent rows.
    ///
    /// - Parameters:
    ///   - evaluation: The model's scores.
    ///   - baselines: The scores of the baselines.
    ///   - metric: The metric to compare. Defaults to accuracy, or the root mean squared error.
    public init?(_ evaluation: Evaluation, baselines: [NamedBaseline], by metric: Metric? = nil) {
        self.init(folds: [evaluation], named: [baselines], by: metric)
    }

    /// Returns the comparison with the interval of the gain that single rows give.
    ///
    /// - Parameters:
    ///   - rows: The terms of the model's rows.
    ///   - baseline: Those of the predictor, of the same rows in the same order.
    func withNoise(of rows: RowTerms, besides baseline: RowTerms) -> BaselineComparison {
        let gain = PairedComparison(self.baseline, metric, rows: rows, otherRows: baseline).gain
        var comparison = BaselineComparison(
            baseline: self.baseline, metric: metric, score: score, baselineScore: baselineScore, gain: gain)
        comparison.hasTooFewRows = gain == nil
        return comparison
    }

    /// Compares the scores of folds, or returns `nil` if a score is undefined. The noise is that of the folds.
    ///
    /// - Parameters:
    ///   - evaluations: The model's scores in each fold.
    ///   - baselines: The baselines of each fold.
    ///   - metric: The metric to compare, or `nil` for that of the task.
    ///   - pooled: The scores of all rows together, for metrics that some folds cannot have.
    init?(
        folds evaluations: [Evaluation], named baselines: [[NamedBaseline]], by metric: Metric? = nil,
        pooled: @autoclosure () -> Evaluation? = nil
    ) {
        guard let first = evaluations.first,
            let index = Self.strongest(of: baselines, first.task, by: metric)
        else { return nil }
        self.init(
            folds: evaluations, named: baselines, at: index, answer: Self.answer(of: baselines, at: index),
            by: metric, pooled: pooled())
    }

    /// Compares the scores of folds with those of a baseline, or returns `nil` if a score is undefined.
    init?(
        folds evaluations: [Evaluation], named baselines: [[NamedBaseline]], at index: Int, answer: String,
        by metric: Metric?, pooled: @autoclosure () -> Evaluation?
    ) {
        guard let first = evaluations.first else { return nil }
        let own = ScoresOverFolds(evaluations, pooled: pooled())
        let other = ScoresOverFolds(baselines.map { $0[index].evaluation })
        self.init(
            first.task, answer: answer, rowCount: evaluations.reduce(0) { $0 + $1.rowCount }, by: metric,
            scores: own.values, baselineScores: other.values)
    }

    /// Compares scores, one for each fold. The noise of several folds is their own; that of the accuracy of a single
    /// fold is the one of as many independent rows.
    init?(
        _ task: LearningTask, answer: String, rowCount: Int, by metric: Metric? = nil,
        scores: (Metric) -> [Double], baselineScores: (Metric) -> [Double]
    ) {
        let metric = metric ?? Self.metric(of: task)
        let (found, baselineValues) = (scores(metric), baselineScores(metric))
        guard found.count == baselineValues.count, let score = Summary(found),
            let other = Summary(baselineValues)
        else {
            return nil
        }
        let sign = metric.isHigherBetter ? 1.0 : -1.0
        let gains = Summary(zip(found, baselineValues).map { sign * ($0 - $1) })
        let isOneAccuracy = found.count == 1 && metric == .accuracy
        self.init(
            baseline: answer, metric: metric, score: score.mean, baselineScore: other.mean,
            gain: isOneAccuracy
                ? Self.noise(score.mean, other.mean, rows: rowCount) : gains?.confidenceInterval)
        addLogLosses(Summary(scores(.logLoss))?.mean, Summary(baselineScores(.logLoss))?.mean)
    }

    /// Returns the interval of an accuracy's gain over another one, or `nil` unless it decides: it is too wide if both
    /// err on the same rows.
    private static func noise(_ accuracy: Double, _ other: Double, rows: Int) -> Summary.Interval? {
        let variances = accuracy * (1 - accuracy) + other * (1 - other)
        let width = 1.96 * (variances / Double(max(1, rows))).squareRoot()
        let gain = accuracy - other
        return gain > 0 && gain <= width ? .init(lower: gain - width, upper: gain + width) : nil
    }

    private mutating func addLogLosses(_ model: Double?, _ baseline: Double?) {
        // One percent less may be noise.
        guard verdict != .better, let model, let baseline, model < 0.99 * baseline else { return }
        logLosses = (model, baseline)
    }

    /// Returns the index of the strongest baseline of folds.
    static func strongest(
        of baselines: [[NamedBaseline]], _ task: LearningTask, by metric: Metric? = nil
    ) -> Int? {
        let metric = metric ?? Self.metric(of: task)
        return (baselines.first ?? []).strongest(metric) { index in
            Summary(baselines.compactMap { $0[index].evaluation[metric] })?.mean
        }
    }

    /// Returns the answers of a baseline of folds: a repeated value, the class of all, or the mean.
    static func answer(of baselines: [[NamedBaseline]], at index: Int) -> String {
        if let repetition = baselines.first?[index].repetition { return repetition }
        if case .multiLabel = baselines.first?[index].evaluation {
            return "always predicting the share of each target"
        }
        let classes = baselines.map { baselines -> String? in
            guard case .classification(let evaluation) = baselines[index].evaluation else { return nil }
            let totals = evaluation.confusionMatrix.predictedTotals
            return totals.indices.max { totals[$0] < totals[$1] }.map { evaluation.classLabels[$0] }
        }
        guard let first = classes.first, let label = first else { return "always predicting the mean" }
        return Set(classes).count == 1
            ? "always predicting \(quoted(TextTable.label(label, limit: 40)))"
            : "always predicting the most frequent class"
    }

    /// Returns the metric that is compared for a task.
    static func metric(of task: LearningTask) -> Metric {
        switch task {
        case .classification: .accuracy
        case .regression: .rmse
        case .multiLabel: .logLoss
        }
    }
}
