/// Trains and scores a recipe once per fold, each fold with a preprocessor fitted on its own training rows.
public struct CrossValidation: Sendable {
    /// What is trained in each fold.
    public let recipe: Recipe

    /// How rows are divided.
    public let splitter: Splitter

    /// The most folds computed at a time; results do not depend on it.
    public let threads: Int

    /// How permutation importance is measured on each fold's test rows; nil for not at all.
    public let importance: PermutationSettings?

    /// Whether scores count every row by its own weight alone, though training weights its class.
    public let ignoresClassWeights: Bool

    /// Whether to stop, asked between updates. Folds that are trained by then are scored, the others left out.
    public var isCancelled: @Sendable () -> Bool = { false }

    /// Called on any thread when a fold is trained, with the number of folds that are and of all.
    public var onFold: @Sendable (_ trained: Int, _ count: Int) -> Void = { _, _ in }

    /// Plans a cross-validation.
    public init(
        _ recipe: Recipe, splitter: Splitter, threads: Int = 1, importance: PermutationSettings? = nil,
        ignoresClassWeights: Bool = false
    ) {
        self.ignoresClassWeights = ignoresClassWeights
        self.recipe = recipe
        self.splitter = splitter
        self.threads = max(1, threads)
        self.importance = importance
    }

    /// What one fold gave.
    public struct FoldResult: Sendable {
        /// The model's scores on the fold's test rows.
        public let evaluation: Evaluation

        /// What predictors reach there that look at no feature: the most frequent class and chance, or the
        /// mean and the median.
        public let baselines: [NamedBaseline]

        /// How many rows were trained on.
        public let trainingRows: Int

        /// The rows that were scored, by their place in the table from 0.
        public let testRows: [Int]

        /// For how many epochs.
        public let epochs: Int

        /// The weight decay of the fold's model, where its optimizer has one: what the fold's own training rows
        /// decided, where the recipe left it to them.
        public let weightDecay: Double?

        /// The layers of the fold's model, which its own training rows chose where the recipe left it to them.
        public internal(set) var network = Network([])

        /// Why training failed, where it did; the scores are then those of the last finite parameters.
        public let failure: TrainingError?

        /// What the fold's model owes to each column, where this was asked for.
        public let importance: PermutationImportance?

        /// What happened to the test rows that training had not seen: missing values filled in, categories
        /// that no training row has.
        public let report: EncodingReport

        /// The columns that say nothing in the fold's training rows, and are not used.
        public internal(set) var droppedColumns: [String] = []

        /// A report for each epoch that was finished, in order.
        public internal(set) var history: [EpochReport] = []

        /// The shape of one example; folds may differ in the categories that their training rows have.
        var inputShape: Shape?

        /// The test rows beside what was predicted of them.
        var judged: PredictionsWithTruth?
    }

    /// What all folds gave.
    public struct Result: Sendable {
        /// One result for each fold that was trained, in the folds' order: all of them, unless it was cancelled.
        public let folds: [FoldResult]

        /// The number of folds that were planned.
        public let plannedCount: Int

        /// The scores over the folds: mean, standard deviation, confidence interval.
        public var summaries: [(name: String, summary: Summary)] {
            Evaluation.summaries(of: folds.map(\.evaluation))
        }

        /// Each baseline's scores over the folds.
        public var baselineSummaries: [(baseline: String, summaries: [(name: String, summary: Summary)])] {
            let names = folds.first?.baselines.map(\.name) ?? []
            return names.enumerated().map { index, name in
                (name, Evaluation.summaries(of: folds.map { $0.baselines[index].evaluation }))
            }
        }

        /// The scores of all test rows together, each as the model of its fold predicted it: what tells of folds of one
        /// row, which have no balanced accuracy, no R² and no ranking of their own. Nil where they cannot be put
        /// together.
        public var pooled: Evaluation? {
            try? PredictionsWithTruth(merging: folds.compactMap(\.judged))?.evaluation()
        }

        /// What the models owe to each column, over all shuffles of all folds, where this was asked for.
        public var importance: PermutationImportance? {
            PermutationImportance(merging: folds.compactMap(\.importance))
        }
    }

    /// Trains and scores every fold.
    ///
    /// - Throws: ``SplitError`` when the rows cannot be divided so, and what ``Trainer/train(on:schema:rows:validation:scratchFolder:onEpoch:onEvent:)``
    ///   throws.
    public func run(on table: Table, schema: Schema? = nil) throws -> Result {
        let schema = try schema ?? Schema(inferring: table, selection: recipe.columns)
        let rows = schema.rowsWithTargets(in: table)
        let groups = schema.groupIndices(in: table)
        let folds = try splitter.folds(
            rowCount: rows.count, labels: schema.classes(of: rows, in: table),
            groups: groups.map { groups in rows.map { groups[$0] } }, seed: recipe.seed
        ).map { $0.of(rows) }
        let counter = FoldCounter(count: folds.count, onFold)
        let results = try trainer(threads: threads).train(
            on: table, schema: schema, rowsOfEach: folds.map(\.training), onResult: counter.add)
        let trained = zip(folds, results).filter { !$1.wasInterrupted }
        return Result(
            folds: try Threads.map(trained, threads: threads) { try score($0, $1, table) },
            plannedCount: folds.count)
    }

    /// A trainer that is cancelled with the cross-validation.
    func trainer(threads: Int = 1) -> Trainer {
        var trainer = Trainer(recipe, threads: threads)
        trainer.isCancelled = isCancelled
        return trainer
    }

    private func score(_ fold: Fold, _ result: TrainingResult, _ table: Table) throws -> FoldResult {
        let test = table.selectingRows(fold.test)
        var failure: TrainingError?
        if case .failed(let error) = result.ending { failure = error }
        let model = ignoresClassWeights ? result.model.ignoringClassWeights() : result.model
        let predictions = try model.predict(test)
        return FoldResult(
            evaluation: try model.evaluate(predictions, on: test),
            baselines: try model.baselines(on: test),
            trainingRows: result.model.provenance.rows, testRows: fold.test,
            epochs: result.model.provenance.epochs,
            weightDecay: result.model.recipe.weightDecay, network: result.model.network, failure: failure,
            importance: try importance.map { try model.importance(on: test, $0) },
            report: predictions.report,
            droppedColumns: result.model.preprocessor?.droppedColumns ?? [], history: result.history,
            inputShape: result.model.inputShape,
            judged: try PredictionsWithTruth(predictions, by: model, on: test))
    }
}
