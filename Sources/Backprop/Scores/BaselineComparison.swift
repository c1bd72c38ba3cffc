/// A comparison of a model with a predictor that looks at no feature, as one plain sentence.
///
/// For classes that predictor always answers the most frequent class, and accuracy is compared. For numbers it always
/// answers the mean, and the root mean squared error is compared. For rows in the order of time it is the best of these
/// and of predictors that repeat an earlier value.
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
    /// The log losses of the model and of the predictor, if accuracy does not show that the model is better and the
    /// probabilities do.
    public private(set) var logLosses: (model: Double, baseline: Double)?

    /// The result.
    public var verdict: Verdict {
        let difference = metric.isHigherBetter ? score - baselineScore : baselineScore - score
        guard difference > 0 else { return .notBetter }
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
    /// Compares the scores of one set of rows, or returns `nil` if a score is undefined.
    ///
    /// The noise of accuracy is that of as many independent rows.
    public init?(_ evaluation: Evaluation, baselines: [NamedBaseline]) {
        guard let metric = Self.metric(of: evaluation), let score = evaluation[metric],
            let index = baselines.strongest(metric, score: { baselines[$0].evaluation[metric] }),
            let other = baselines[index].evaluation[metric]
        else { return nil }
        let baseline = baselines[index].evaluation
        self.init(
            baseline: baselines[index].repetition ?? Self.name(of: [baseline]), metric: metric, score: score,
            baselineScore: other,
            gain: nil)
        if metric == .accuracy {
            let rows = Double(max(1, evaluation.rowCount))
            let error = ((score * (1 - score) + other * (1 - other)) / rows).squareRoot()
            // Only shown if it decides: it is too wide if both err on the same rows.
            if score - other > 0, score - other <= 1.96 * error {
                self.init(
                    baseline: self.baseline, metric: metric, score: score, baselineScore: other,
                    gain: .init(lower: score - other - 1.96 * error, upper: score - other + 1.96 * error))
            }
        }
        addLogLosses(evaluation[.logLoss], baseline[.logLoss])
    }

    /// Compares the scores of folds, or returns `nil` if a score is undefined. The noise is that of the folds.
    ///
    /// - Parameters:
    ///   - evaluations: The model's scores in each fold.
    ///   - baselines: The scores of the first baseline in each fold.
    ///   - name: The baseline in a phrase, or `nil` if it always predicts the same.
    init?(folds evaluations: [Evaluation], baselines: [Evaluation], name: String? = nil) {
        guard let first = evaluations.first, let metric = Self.metric(of: first) else { return nil }
        let scores = evaluations.compactMap { $0[metric] }
        let others = baselines.compactMap { $0[metric] }
        guard scores.count == others.count, let score = Summary(scores), let other = Summary(others) else {
            return nil
        }
        let sign = metric.isHigherBetter ? 1.0 : -1.0
        let gains = Summary(zip(scores, others).map { sign * ($0 - $1) })
        self.init(
            baseline: name ?? Self.name(of: baselines), metric: metric, score: score.mean,
            baselineScore: other.mean,
            gain: gains?.confidenceInterval)
        addLogLosses(
            Summary(evaluations.compactMap { $0[.logLoss] })?.mean,
            Summary(baselines.compactMap { $0[.logLoss] })?.mean)
    }

    private static func metric(of evaluation: Evaluation) -> Metric? {
        switch evaluation {
        case .classification: .accuracy
        case .regression: .rmse
        }
    }

    private mutating func addLogLosses(_ model: Double?, _ baseline: Double?) {
        // One percent less may be noise.
        guard verdict != .better, let model, let baseline, model < 0.99 * baseline else { return }
        logLosses = (model, baseline)
    }

    /// Returns what baselines answer: the class of all, or the mean.
    private static func name(of baselines: [Evaluation]) -> String {
        let classes = baselines.map { baseline -> String? in
            guard case .classification(let evaluation) = baseline else { return nil }
            let totals = evaluation.confusionMatrix.predictedTotals
            return totals.indices.max { totals[$0] < totals[$1] }.map { evaluation.classLabels[$0] }
        }
        guard let first = classes.first, let label = first else { return "always predicting the mean" }
        return Set(classes).count == 1
            ? "always predicting \(quoted(TextTable.label(label, limit: 40)))"
            : "always predicting the most frequent class"
    }
}

extension BaselineComparison {
    /// Compares the scores of folds with the strongest baseline, or returns `nil` if a score is undefined.
    ///
    /// - Parameter named: The baselines of each fold.
    init?(folds evaluations: [Evaluation], named: [[NamedBaseline]]) {
        guard let first = evaluations.first, let metric = Self.metric(of: first),
            let index = (named.first ?? []).strongest(
                metric, score: { index in Summary(named.compactMap { $0[index].evaluation[metric] })?.mean })
        else { return nil }
        self.init(
            folds: evaluations, baselines: named.map { $0[index].evaluation },
            name: named.first?[index].repetition)
    }
}
