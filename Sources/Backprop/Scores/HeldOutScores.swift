/// The scores of a recipe on rows that its networks were not trained on.
///
/// They come from the folds that selected the recipe: each row is predicted by the network of the one fold that left it
/// out. The model itself is trained on all rows afterwards, and is at least as good in most cases. As the same folds
/// chose among a few alternatives, the scores are slightly too good; the article “Splitting and scoring” gives measured
/// numbers.
public struct HeldOutScores: Codable, Equatable, Sendable {
    /// The scores of a predictor by the names of their metrics, one for each fold in which they are defined.
    typealias Scores = [String: [Double]]

    /// A baseline.
    struct Reference: Codable, Equatable, Sendable {
        let name: String
        let scores: Scores
    }

    /// The number of folds; 1 if a fifth of the rows was held out once.
    public let foldCount: Int

    /// The number of rows that were predicted.
    public let rowCount: Int

    /// The task that is scored.
    public let task: LearningTask

    /// The answers of the baseline to compare with, such as `always predicting "no"`.
    let answer: String
    /// The index of the baseline to compare with.
    let comparedBaseline: Int
    let model: Scores
    let baselines: [Reference]
    /// The classes of which some folds have no row, or `nil` if there are none.
    var missingClasses: [String]?
    /// The metric that is compared with the baseline, or `nil` for that of the task.
    var comparedMetric: Metric?
    /// The errors of the rows for intervals and sets of classes, or `nil` if the task has none.
    var errors: HeldOutErrors?
}

extension HeldOutScores {
    /// The scores in one fold, of its model and of the baselines.
    struct FoldScores: Sendable {
        let evaluation: Evaluation
        let baselines: [NamedBaseline]
    }

    /// Collects the scores of folds; `nil` if there are none.
    ///
    /// - Parameters:
    ///   - metric: The metric to compare with the baseline, or `nil` for that of the task.
    ///   - pooled: The scores of all rows together, which are used if some folds have no row of a class.
    init?(
        _ folds: [FoldScores], by metric: Metric? = nil, pooled: @autoclosure () -> Evaluation? = nil
    ) {
        let named = folds.map(\.baselines)
        guard let first = folds.first,
            let compared = BaselineComparison.strongest(of: named, first.evaluation.task, by: metric)
        else { return nil }
        foldCount = folds.count
        rowCount = folds.reduce(0) { $0 + $1.evaluation.rowCount }
        task = first.evaluation.task
        comparedBaseline = compared
        comparedMetric = metric
        answer = BaselineComparison.answer(of: named, at: compared)
        let missing = Evaluation.classesMissing(inSome: folds.map(\.evaluation))
        missingClasses = missing.isEmpty ? nil : missing
        let own = ScoresOverFolds(folds.map(\.evaluation), pooled: pooled())
        model = Self.scores(own, first.evaluation.task)
        baselines = first.baselines.indices.map { index in
            Reference(
                name: first.baselines[index].name,
                scores: Self.scores(
                    ScoresOverFolds(folds.map { $0.baselines[index].evaluation }), first.evaluation.task))
        }
    }

    private static func scores(_ found: ScoresOverFolds, _ task: LearningTask) -> Scores {
        Metric.main(of: task).reduce(into: [:]) { scores, metric in
            let values = found.values(of: metric).filter(\.isFinite)
            if !values.isEmpty { scores[metric.rawValue] = values }
        }
    }
}

extension HeldOutScores {
    /// The scores over the folds, the most informative first.
    public var summaries: [(metric: Metric, summary: Summary)] { summaries(of: model) }

    /// Each baseline's scores over the folds.
    public var baselineSummaries: [(baseline: String, summaries: [(metric: Metric, summary: Summary)])] {
        baselines.map { ($0.name, summaries(of: $0.scores)) }
    }

    /// The scores of one metric over the folds, or `nil` if it is defined in none of them.
    public subscript(metric: Metric) -> Summary? { model[metric.rawValue].flatMap { Summary($0) } }

    /// A sentence about the scores in which every class counts the same, or `nil` if they are means over the folds.
    ///
    /// They are those of all held-out rows together if some folds have no row of a class.
    public var pooledNote: String? { Evaluation.pooledNote(missingClasses ?? []) }

    /// The comparison with the baseline, or `nil` if a score is undefined.
    public var comparison: BaselineComparison? {
        baselines.indices.contains(comparedBaseline)
            ? comparison(with: baselines[comparedBaseline], answer: answer) : nil
    }

    /// The comparison with a linear model of the same features, or `nil` if there is none.
    public var linearComparison: BaselineComparison? {
        baselines.first { $0.name == NamedBaseline.linearModel }
            .flatMap { comparison(with: $0, answer: BaselineComparison.linearModel) }
    }

    private func comparison(with baseline: Reference, answer: String) -> BaselineComparison? {
        BaselineComparison(
            task, answer: answer, rowCount: rowCount, by: comparedMetric,
            scores: { model[$0.rawValue] ?? [] },
            baselineScores: { baseline.scores[$0.rawValue] ?? [] })
    }

    private func summaries(of scores: Scores) -> [(metric: Metric, summary: Summary)] {
        Metric.main(of: task).compactMap { metric in
            scores[metric.rawValue].flatMap { Summary($0) }.map { (metric, $0) }
        }
    }
}
