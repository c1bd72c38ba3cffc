/// Trains and scores a recipe once per fold, each fold with a preprocessor fitted on its own training rows.
public struct CrossValidation: Sendable {
    /// What is trained in each fold.
    public let recipe: Recipe

    /// How rows are divided.
    public let splitter: Splitter

    /// The most folds computed at a time; results do not depend on it.
    public let threads: Int

    /// Plans a cross-validation.
    public init(_ recipe: Recipe, splitter: Splitter, threads: Int = 1) {
        self.recipe = recipe
        self.splitter = splitter
        self.threads = max(1, threads)
    }

    /// What one fold gave.
    public struct FoldResult: Sendable {
        /// The model's scores on the fold's test rows.
        public let evaluation: Evaluation

        /// What a predictor reaches there that looks at no feature: the most frequent class, or the mean.
        public let baseline: Evaluation

        /// How many rows were trained on.
        public let trainingRows: Int

        /// For how many epochs.
        public let epochs: Int

        /// Why training failed, where it did; the scores are then those of the last finite parameters.
        public let failure: TrainingError?
    }

    /// What all folds gave.
    public struct Result: Sendable {
        /// One result a fold, in the folds' order.
        public let folds: [FoldResult]

        /// The scores over the folds: mean, standard deviation, confidence interval.
        public var summaries: [(name: String, summary: Summary)] {
            Evaluation.summaries(of: folds.map(\.evaluation))
        }

        /// The baseline's scores over the folds.
        public var baselineSummaries: [(name: String, summary: Summary)] {
            Evaluation.summaries(of: folds.map(\.baseline))
        }
    }

    /// Trains and scores every fold.
    ///
    /// - Throws: ``SplitError`` when the rows cannot be divided so, and what ``Trainer/train(on:schema:rows:onEpoch:)``
    ///   throws.
    public func run(on table: Table, schema: Schema? = nil) throws -> Result {
        let schema = try schema ?? Schema(inferring: table, selection: recipe.columns)
        let rows = schema.rowsWithTargets(in: table)
        let groups = schema.groupIndices(in: table)
        let folds = try splitter.folds(
            rowCount: rows.count, labels: schema.classes(of: rows, in: table),
            groups: groups.map { groups in rows.map { groups[$0] } }, seed: recipe.seed
        ).map { Fold(training: $0.training.map { rows[$0] }, test: $0.test.map { rows[$0] }) }
        return Result(folds: try Threads.map(folds, threads: threads) { try score($0, table, schema) })
    }

    private func score(_ fold: Fold, _ table: Table, _ schema: Schema) throws -> FoldResult {
        let result = try Trainer(recipe).train(on: table, schema: schema, rows: fold.training)
        let test = table.selectingRows(fold.test)
        var failure: TrainingError?
        if case .failed(let error) = result.ending { failure = error }
        return FoldResult(
            evaluation: try result.model.evaluate(test),
            baseline: try result.model.baseline(
                training: table.selectingRows(fold.training), test: test),
            trainingRows: result.model.provenance.rows, epochs: result.model.provenance.epochs,
            failure: failure)
    }
}

extension Model {
    /// What a predictor reaches that looks at no feature: the most frequent class of the training rows, or
    /// their mean.
    public func baseline(training: Table, test: Table) throws -> Evaluation {
        guard let preprocessor else { throw ModelError.trainedOnNumbers }
        let weights = try (preprocessor.rowWeights(from: training), preprocessor.rowWeights(from: test))
        switch preprocessor.targetEncoding {
        case .numeric:
            return .regression(
                try Baseline.mean(
                    training: preprocessor.targetValues(from: training), trainingWeights: weights.0,
                    test: preprocessor.targetValues(from: test), testWeights: weights.1,
                    targetNames: preprocessor.targetNames))
        case .oneHot, .binary:
            return .classification(
                try Baseline.mostFrequentClass(
                    training: preprocessor.classIndices(from: training), trainingWeights: weights.0,
                    test: preprocessor.classIndices(from: test), testWeights: weights.1,
                    classLabels: preprocessor.classLabels))
        }
    }
}
