/// A comparison of two models on the same rows, as one plain sentence.
///
/// Each row is scored by both models, so that the difference of a row is free of what is common to both.
public struct PairedComparison: Equatable, Sendable {
    /// The result of the comparison.
    public enum Verdict: String, Sendable {
        /// The model is better, and by more than the noise.
        case better
        /// The interval of the gain contains 0.
        case unclear
        /// The model is worse, and by more than the noise.
        case worse
    }

    /// The name of the other model, such as `the model before`.
    public let other: String
    /// The metric that is compared.
    public let metric: Metric
    /// The model's score.
    public let score: Double
    /// The score of the other model.
    public let otherScore: Double
    /// The 95 % confidence interval of the model's gain, or `nil` for a single row.
    ///
    /// It is ḡ ± t·s / √n with the mean ḡ and the standard deviation s of the gains of the n rows. The factor t is the
    /// 97.5 % quantile of Student's distribution of n − 1 degrees of freedom. The gain of a root mean squared error is
    /// linearized: a row's gain is half of each squared error divided by the root of their mean.
    public let gain: Summary.Interval?

    /// The result.
    public var verdict: Verdict {
        guard let gain, gain.lower > 0 || gain.upper < 0 else { return .unclear }
        return gain.lower > 0 ? .better : .worse
    }
}

extension PairedComparison: CustomStringConvertible {
    /// The comparison as a sentence.
    public var sentence: String {
        let numbers = "\(name) \(metric.text(score)) against \(metric.text(otherScore))"
        switch verdict {
        case .better: return "Better than \(other): \(numbers)\(interval("gain", gain))."
        case .unclear: return "No clear difference from \(other): \(numbers)\(interval("gain", gain))."
        case .worse:
            let loss = gain.map { Summary.Interval(lower: -$0.upper, upper: -$0.lower) }
            return "Worse than \(other): \(numbers)\(interval("loss", loss))."
        }
    }

    /// The sentence.
    public var description: String { sentence }

    private var name: String { metric == .rmse ? "typical error (RMSE)" : metric.title }

    private func interval(_ noun: String, _ interval: Summary.Interval?) -> String {
        guard let interval else { return "" }
        return
            ", a \(noun) of \(metric.text(interval.lower)) to \(metric.text(interval.upper)) (95 % interval)"
    }
}

extension PairedComparison {
    /// Compares the scores of two models by their rows.
    ///
    /// - Parameters:
    ///   - rows: The terms of the model's rows.
    ///   - otherRows: The terms of the other model's, of the same rows in the same order.
    init(_ other: String, _ metric: Metric, rows: RowTerms, otherRows: RowTerms) {
        let sign = metric.isHigherBetter ? 1.0 : -1.0
        let (own, their) = (rows.contributions, otherRows.contributions)
        let gains = zip(own, their).map { sign * ($0 - $1) }
        (self.other, self.metric, score, otherScore) = (other, metric, rows.score, otherRows.score)
        gain = PairedDifference.interval(
            around: sign * (rows.score - otherRows.score), ofRows: gains, weights: rows.weights)
    }
}
