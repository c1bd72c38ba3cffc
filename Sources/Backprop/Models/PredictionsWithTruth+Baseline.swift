extension PredictionsWithTruth {
    /// Compares the predictions with those of baselines, or returns `nil` if a score is undefined.
    ///
    /// The gain over the mean of numbers gets the interval that the paired squared errors of the rows give. The noise of
    /// other comparisons is that of ``BaselineComparison/init(_:baselines:by:)``.
    ///
    /// - Parameters:
    ///   - evaluation: The scores of the predictions.
    ///   - baselines: The scores of the baselines on the same rows.
    ///   - means: The mean of each target in training, if targets are numbers.
    ///   - metric: The metric to compare, or `nil` for that of the task.
    func comparison(
        _ evaluation: Evaluation, with baselines: [NamedBaseline], means: [Double], by metric: Metric?
    ) -> BaselineComparison? {
        let comparison = BaselineComparison(evaluation, baselines: baselines, by: metric)
        guard let comparison, case .values(let truth, _, let targets) = content,
            means.count == targets.count,
            let index = BaselineComparison.strongest(of: [baselines], evaluation.task, by: metric),
            baselines[index].name == NamedBaseline.mean
        else { return comparison }
        let constant = PredictionsWithTruth(
            content: .values(
                truth: truth, predicted: truth.indices.map { means[$0 % means.count] }, targets: targets),
            weights: weights, positiveClass: positiveClass)
        guard let rows = rowTerms(of: comparison.metric),
            let others = constant.rowTerms(of: comparison.metric)
        else { return comparison }
        return comparison.withNoise(of: rows, besides: others)
    }
}

extension Model {
    /// Compares predictions made earlier with baselines of the same rows, or returns `nil` if a score is undefined.
    package func comparison(
        of predictions: Predictions, _ evaluation: Evaluation, with baselines: [NamedBaseline],
        on rows: any RawRows
    ) throws -> BaselineComparison? {
        comparison(
            of: PredictionsWithTruth(predictions.content, try truth(of: rows)), evaluation, with: baselines)
    }

    /// Compares rows with their predictions with baselines, or returns `nil` if a score is undefined.
    func comparison(
        of rows: PredictionsWithTruth, _ evaluation: Evaluation, with baselines: [NamedBaseline]
    ) -> BaselineComparison? {
        rows.comparison(
            evaluation, with: baselines, means: input.targetSummary?.means ?? [], by: recipe.comparedMetric)
    }
}
