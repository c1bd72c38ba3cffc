/// An estimate of a recipe's scores on new rows. The recipe is trained and scored once per fold, each time with a
/// preprocessor fitted on the fold's own training rows.
public struct CrossValidation: Sendable {
    /// The recipe that is trained in each fold.
    public let recipe: Recipe

    /// The division of the rows, or `nil` for five folds that suit the data.
    public let splitter: Splitter?

    /// The maximum number of folds computed at a time; results do not depend on it.
    public let threads: Int

    /// The settings of permutation importance, measured on each fold's test rows; `nil` to leave it out.
    public let importance: PermutationSettings?

    /// Whether scores count every row by the weight of its class, as training does.
    public let weightsClassesInScores: Bool

    /// Whether a linear model of the same rows is trained and scored in each fold, as a baseline. Defaults to `true`; rows
    /// of other kinds than a table's have none.
    public var comparesLinearModel = true

    /// Whether to stop, asked between updates. Folds that are trained by then are scored; the others are left out.
    ///
    /// If no fold is trained by then, each one that has finished an epoch is scored as it is: see
    /// ``FoldResult/isUnfinished``.
    public var isCancelled: @Sendable () -> Bool = { false }

    /// A function that is called on any thread when a fold is trained, with the numbers of trained and of all folds.
    public var onFold: @Sendable (_ trained: Int, _ count: Int) -> Void = { _, _ in }

    /// The processes that share the folds. Each rank runs the same cross-validation, and gets the same result.
    public var ranks: any RankGroup = SingleRank()

    /// Plans a cross-validation.
    ///
    /// - Parameters:
    ///   - recipe: The recipe to score.
    ///   - splitter: The division of the rows. Defaults to five folds: in the order of time if the recipe has a time
    ///     column, of whole groups if a column defines them, else with an equal share of each class, else of random rows
    ///     if numbers are predicted.
    ///   - threads: The maximum number of threads; results do not depend on it.
    ///   - importance: The importance of columns to measure in each fold. Defaults to none.
    ///   - weightsClassesInScores: Whether scores count every row by the weight of its class, as training does.
    public init(
        _ recipe: Recipe, splitter: Splitter? = nil, threads: Int = 1, importance: PermutationSettings? = nil,
        weightsClassesInScores: Bool = false
    ) {
        self.weightsClassesInScores = weightsClassesInScores
        self.recipe = recipe
        self.splitter = splitter
        self.threads = max(1, threads)
        self.importance = importance
    }

    /// The result of one fold.
    public struct FoldResult: Sendable {
        /// The model's scores on the fold's test rows.
        public let evaluation: Evaluation

        /// The scores of baselines for these rows that use no feature: the most frequent class and chance, or the mean
        /// and the median. For rows in the order of time, those that repeat an earlier value come first. The linear
        /// model, if there is one, comes last.
        public let baselines: [NamedBaseline]

        /// The number of rows that were trained on.
        public let trainingRows: Int

        /// The indices of the rows that were scored.
        public let testRows: [Int]

        /// The number of epochs.
        public let epochs: Int

        /// The weight decay of the fold's model, if its optimizer has one. It is chosen from the fold's own training
        /// rows if the recipe does not set it.
        public let weightDecay: Double?

        /// The layers of the fold's model, chosen from its own training rows if the recipe does not set them.
        public internal(set) var network = Network([])

        /// The preprocessing of the fold's model, whose scalings are chosen from its own training rows if the recipe
        /// leaves them open.
        public internal(set) var preprocessing = PreprocessingSettings()

        /// The reason why training failed, if it did; the scores are then those of the last finite parameters.
        public let failure: TrainingError?

        /// The importance of each column to the fold's model, or `nil` if it was not requested.
        public let importance: PermutationImportance?

        /// The changes to test rows that training had not seen: missing values filled in, and categories that no
        /// training row has.
        public let report: EncodingReport

        /// The columns that are constant or otherwise uninformative in the fold's training rows, and are not used.
        public internal(set) var droppedColumns: [String] = []

        /// A report for each epoch that was finished, in order.
        public internal(set) var history: [EpochReport] = []

        /// Whether training was cancelled, so that the scores are those after the epochs of ``history``.
        public internal(set) var isUnfinished = false

        /// The shape of one example; folds may differ in the categories that their training rows have.
        var inputShape: Shape?

        /// The predictions for the test rows, with the true targets.
        var judged: PredictionsWithTruth?
    }

    /// The results of all folds.
    public struct Result: Sendable {
        /// One result for each fold that was trained, in the folds' order: all of them, unless it was cancelled. If no
        /// fold was trained by then, they are those of the unfinished folds.
        public let folds: [FoldResult]

        /// Warnings about the division of the rows, as sentences.
        public internal(set) var notices: [String] = []
        /// The number of folds that were planned.
        public let plannedCount: Int
        /// The metric that is compared with the baseline, or `nil` for that of the task.
        var comparedMetric: Metric?

        /// The number of folds that were trained.
        public var trainedCount: Int { folds.count { !$0.isUnfinished } }

        /// The scores over the folds: mean, standard deviation, confidence interval.
        public var summaries: [(metric: Metric, summary: Summary)] {
            ScoresOverFolds(folds.map(\.evaluation), pooled: pooled).summaries
        }

        /// A sentence about the scores in which every class counts the same, or `nil` if they are means over the folds.
        ///
        /// They are those of all test rows together if some folds have no row of a class.
        public var pooledNote: String? {
            Evaluation.pooledNote(Evaluation.classesMissing(inSome: folds.map(\.evaluation)))
        }

        /// The scores of one metric over the folds, or `nil` if it is defined in none of them.
        public subscript(metric: Metric) -> Summary? {
            summaries.first { $0.metric == metric }?.summary
        }

        /// Each baseline's scores over the folds.
        public var baselineSummaries: [(baseline: String, summaries: [(metric: Metric, summary: Summary)])] {
            let names = folds.first?.baselines.map(\.name) ?? []
            return names.enumerated().map { index, name in
                (name, ScoresOverFolds(folds.map { $0.baselines[index].evaluation }).summaries)
            }
        }

        /// The comparison with the baseline, or `nil` if a score is undefined.
        ///
        /// Folds of one row have none: of even classes the most frequent one of the other rows is always wrong.
        public var comparison: BaselineComparison? {
            if folds.allSatisfy({ $0.evaluation.rowCount == 1 }) { return nil }
            return BaselineComparison(
                folds: folds.map(\.evaluation), named: folds.map(\.baselines), by: comparedMetric,
                pooled: pooled)
        }

        /// The comparison with a linear model of the same features, or `nil` if there is none or a score is undefined.
        public var linearComparison: BaselineComparison? {
            guard !folds.allSatisfy({ $0.evaluation.rowCount == 1 }),
                let index = folds.first?.baselines.firstIndex(where: { $0.name == NamedBaseline.linearModel })
            else { return nil }
            return BaselineComparison(
                folds: folds.map(\.evaluation), named: folds.map(\.baselines), at: index,
                answer: BaselineComparison.linearModel, by: comparedMetric, pooled: pooled)
        }

        /// The scores of all test rows together, each predicted by the model of its fold, or `nil` if they cannot be
        /// combined. They serve folds of one row, which have no balanced accuracy, no R² and no ranking.
        public var pooled: Evaluation? {
            try? PredictionsWithTruth(merging: folds.compactMap(\.judged))?.evaluation()
        }

        /// The importance of each column to the models, over all shuffles of all folds, or `nil` if it was not
        /// requested.
        public var importance: PermutationImportance? {
            PermutationImportance(merging: folds.compactMap(\.importance))
        }
    }

    /// Trains and scores every fold of a table's rows.
    ///
    /// - Throws: ``SplitError`` when the rows cannot be divided so, and the errors of
    ///   ``Trainer/train(on:schema:rows:validation:scratchFolder:onEvent:)``.
    public func run(on table: Table, schema: Schema? = nil) throws -> Result {
        try run(TableData(table, schema: schema, for: recipe))
    }

    /// Trains and scores every fold of labelled images.
    ///
    /// - Throws: ``SplitError`` if the images cannot be divided so, ``ImageError`` if there are no labels,
    ///   ``ImportanceError/images`` if importance was requested, and the errors of training.
    public func run(on images: ImageSet) throws -> Result {
        try run(ImageData(images))
    }

    /// Trains and scores every fold of rows of any kind.
    package func run(_ data: any LearningData) throws -> Result {
        if importance != nil, !(data.raw is Table) { throw ImportanceError.images }
        let splitter = splitter ?? data.splitter(folds: 5)
        let folds = try data.folds(splitter, seed: recipe.seed)
        let counter = FoldCounter(count: folds.count, onFold)
        let results = try trainer.train(data, rowsOfEach: folds.map(\.training), onResult: counter.add)
        let trained = Self.scorable(Array(zip(folds, results)))
        let positive = data.positiveLabel(for: recipe)
        let notices = data.notices(splitter, of: data.rowsWithTargets)
        let linear = linearModels(trained, data)
        return Result(
            folds: try Threads.map(Array(trained.indices), threads: threads) { index in
                let (fold, result) = trained[index]
                return try score(fold, result, data.raw, positive: positive) { model, test in
                    try linear?.baseline(ofFold: index, on: test, besides: model)
                }
            },
            notices: notices, plannedCount: folds.count, comparedMetric: recipe.comparedMetric)
    }

    /// Returns the linear models of the folds, or `nil` if there are none.
    private func linearModels(
        _ trained: [(fold: Fold, result: TrainingResult)], _ data: any LearningData
    ) -> LinearModels? {
        guard comparesLinearModel, !isCancelled() else { return nil }
        return LinearModels(
            besides: trained.map(\.result.model.recipe), trained.map(\.fold), data, like: trainer)
    }

    /// Returns the folds that are trained or, if there are none, those that have finished an epoch. The folds of tiny
    /// networks are trained together, so that a cancellation leaves all of them unfinished.
    private static func scorable(_ folds: [(Fold, TrainingResult)]) -> [(Fold, TrainingResult)] {
        let trained = folds.filter { !$1.wasInterrupted }
        return trained.isEmpty ? folds.filter { !$1.history.isEmpty } : trained
    }

    /// A trainer that is cancelled with the cross-validation.
    private var trainer: Trainer {
        var trainer = Trainer(recipe, threads: threads)
        trainer.isCancelled = isCancelled
        trainer.ranks = ranks
        return trainer
    }

    private func score(
        _ fold: Fold, _ result: TrainingResult, _ rows: any RawRows, positive: String?,
        linear linearBaseline: (Model, any RawRows) throws -> NamedBaseline?
    ) throws -> FoldResult {
        let test = rows.selectingRows(fold.test)
        var failure: TrainingError?
        if case .failed(let error) = result.ending { failure = error }
        var model = weightsClassesInScores ? result.model.weightingClassesInScores() : result.model
        // One class is positive in all folds, whatever their training rows.
        if let positive { model = try model.choosing(positiveClass: positive) }
        let predictions = try model.predictions(of: test)
        let judged = PredictionsWithTruth(predictions.content, try model.truth(of: test))
        return FoldResult(
            evaluation: try judged.evaluation(),
            baselines: try model.baselines(of: test) + [linearBaseline(model, test)].compactMap(\.self),
            trainingRows: model.provenance.rows, testRows: fold.test, epochs: model.provenance.epochs,
            weightDecay: model.recipe.weightDecay, network: model.network,
            preprocessing: model.recipe.preprocessing, failure: failure,
            importance: try importance(of: model, on: test), report: predictions.report,
            droppedColumns: model.preprocessor?.droppedColumns ?? [], history: result.history,
            isUnfinished: result.wasInterrupted, inputShape: model.inputShape, judged: judged)
    }

    private func importance(of model: Model, on test: any RawRows) throws -> PermutationImportance? {
        guard let importance, let table = test as? Table else { return nil }
        return try model.importance(on: table, importance)
    }
}
