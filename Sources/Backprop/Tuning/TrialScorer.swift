/// Scores recipes by cross-validation over one division of the rows: each fold fits its own preprocessing on its own
/// training rows, as ``CrossValidation`` has it, whose scores these are.
struct TrialScorer: Sendable {
    let table: Table
    let schema: Schema
    let metric: ValidationMetric
    let folds: [Fold]

    /// Decides on the division, and on the seed of the runs.
    let seed: UInt64

    /// What classes count in the scores: the same for all trials, whatever they count in a trial's training, since
    /// scores that count rows differently cannot be compared.
    let classWeighting: ClassWeighting

    init(
        _ table: Table, _ schema: Schema, folds: Int, metric: ValidationMetric, seed: UInt64,
        classWeighting: ClassWeighting = .none
    ) throws {
        (self.table, self.schema, self.metric, self.seed) = (table, schema, metric, seed)
        self.classWeighting = classWeighting
        let rows = schema.rowsWithTargets(in: table)
        let classes = schema.classes(of: rows, in: table)
        let groups = schema.groupIndices(in: table).map { groups in rows.map { groups[$0] } }
        let splitter: Splitter =
            groups != nil
            ? .grouped(folds: folds) : classes != nil ? .stratified(folds: folds) : .kFold(folds: folds)
        self.folds = try splitter.folds(rowCount: rows.count, labels: classes, groups: groups, seed: seed)
            .map { Fold(training: $0.training.map { rows[$0] }, test: $0.test.map { rows[$0] }) }
    }

    /// What a recipe reaches; nil where it was cancelled.
    ///
    /// - Parameter prepared: The folds as numbers, where they were prepared before.
    /// - Throws: What stops every recipe, such as a table that cannot be encoded.
    func score(
        _ recipe: Recipe, _ prepared: PreparedFolds? = nil, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> TrialScore? {
        let recipes = try settled(recipe)
        let prepared = try prepared ?? prepare(recipe)
        let score: TrialScore
        do {
            switch prepared {
            case .float32(let folds): score = try self.score(recipes, folds, isCancelled)
            case .float64(let folds): score = try self.score(recipes, folds, isCancelled)
            }
        } catch let error as TrainingError where error.isDivergence {
            score = TrialScore(scores: [], plain: [], failure: "\(error)")
        }
        return isCancelled() ? nil : score
    }

    /// The recipe of each fold, where the folds' training rows decide on something in it.
    private func settled(_ recipe: Recipe) throws -> [Recipe] {
        var recipe = recipe
        recipe.seed = seed
        return try folds.map { fold in
            try Trainer(recipe).settledRecipe(on: table, schema: schema, rows: fold.training)
        }
    }

    private func score<S: Scalar>(
        _ recipes: [Recipe], _ folds: [PreparedFold<S>], _ isCancelled: @escaping @Sendable () -> Bool
    ) throws -> TrialScore {
        let outcomes = try outcomes(recipes, folds, isCancelled)
        for outcome in outcomes {
            if case .failed(let error) = outcome.ending { throw error }
        }
        let scoring = zip(recipes, folds)
        let evaluations = try zip(scoring, outcomes).map { try $0.1.evaluation($0.0, metric, $1.parameters) }
        guard evaluations.allSatisfy({ $0 != nil }) else {
            return TrialScore(scores: [], plain: [], failure: "the predictions are no finite numbers")
        }
        func scores(_ name: String, _ losses: [Double]) -> [Double] {
            name == "loss" ? losses : evaluations.compactMap { $0?.evaluation[name] }
        }
        let losses = evaluations.compactMap { $0?.loss }
        return TrialScore(
            scores: scores(metric.name, losses), plain: scores(schema.task.plainMetric, losses))
    }

    private func outcomes<S: Scalar>(
        _ recipes: [Recipe], _ folds: [PreparedFold<S>], _ isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [Trainer.Outcome<S>] {
        func trainer(_ recipe: Recipe) -> Trainer {
            var trainer = Trainer(recipe)
            trainer.isCancelled = isCancelled
            return trainer
        }
        if let inLanes = try trainer(recipes[0]).outcomesInLanes(folds.map(\.rows)) { return inLanes }
        return try zip(recipes, folds).map { recipe, fold in
            let input = Trainer.RunInput<S>(
                data: fold.rows.training, validation: fold.rows.validation, classes: fold.classes,
                scoring: fold.rows.scoring
            ) { _ in preconditionFailure("a run that saves nothing has no model to save") }
            return try trainer(recipe).run(input, onEpoch: { _ in }, onEvent: { _ in })
        }
    }
}
