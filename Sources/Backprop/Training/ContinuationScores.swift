/// The scores of a model before and after it continued to learn, on rows that neither training nor stopping has seen.
public struct ContinuationScores: Sendable {
    /// The scores of the model that the run continued, or `nil` if its last layer predicted something else.
    public let before: Evaluation?

    /// The scores of the model after the run.
    public let after: Evaluation

    /// The scores of baselines on the same rows.
    public let baselines: [NamedBaseline]

    /// The metric to compare, or `nil` for that of the task.
    let comparedMetric: Metric?

    /// The number of rows.
    public var rowCount: Int { after.rowCount }

    /// The comparison of the two models, or `nil` if there is only one.
    ///
    /// The noise of accuracy is that of as many independent rows.
    public var comparison: BaselineComparison? {
        guard let before else { return nil }
        return BaselineComparison(
            after.task, answer: "the model before", rowCount: rowCount, by: comparedMetric,
            scores: { metric in after[metric].map { [$0] } ?? [] },
            baselineScores: { metric in before[metric].map { [$0] } ?? [] })
    }
}
