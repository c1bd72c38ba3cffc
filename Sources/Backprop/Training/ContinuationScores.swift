/// The scores of a model before and after it continued to learn, on rows that neither training nor stopping has seen.
public struct ContinuationScores: Sendable {
    /// The scores of the model that the run continued, or `nil` if its last layer predicted something else.
    public let before: Evaluation?

    /// The scores of the model after the run.
    public let after: Evaluation

    /// The scores of baselines on the same rows.
    public let baselines: [NamedBaseline]

    /// The comparison of the two models, or `nil` if there is only one.
    ///
    /// For classes accuracy is compared, for several yes/no targets the mean of their log losses, and for numbers the root
    /// mean squared error.
    public let comparison: PairedComparison?

    /// The comparison by log loss, if the one by accuracy is unclear and this one is not.
    public let lossComparison: PairedComparison?

    /// The number of rows.
    public var rowCount: Int { after.rowCount }
}

extension ContinuationScores {
    /// Scores a model before and after a run on the same rows.
    init(_ before: Model?, _ after: Model, on rows: any RawRows, threads: Int) throws {
        let found = try after.predictionsWithTruth(of: rows, threads: threads)
        let earlier = try before?.predictionsWithTruth(of: rows, threads: threads)
        let score = try found.evaluation()
        func comparison(by metric: Metric) -> PairedComparison? {
            guard let own = found.rowTerms(of: metric), let other = earlier?.rowTerms(of: metric) else {
                return nil
            }
            return PairedComparison("the model before", metric, rows: own, otherRows: other)
        }
        self.after = score
        self.before = try earlier?.evaluation()
        baselines = try after.baselines(of: rows)
        let main = comparison(by: BaselineComparison.metric(of: score.task))
        let loss = main?.verdict == .unclear && main?.metric == .accuracy ? comparison(by: .logLoss) : nil
        self.comparison = main
        lossComparison = loss?.verdict == .unclear ? nil : loss
    }

    /// The sentences of the comparisons.
    package var sentences: [String] { [comparison, lossComparison].compactMap { $0?.sentence } }
}
