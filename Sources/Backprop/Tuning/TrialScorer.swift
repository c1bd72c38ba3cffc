/// A scorer of recipes by cross-validation over one division of the rows.
///
/// Each fold fits its own preprocessing on its own training rows. The scores are those of ``CrossValidation``: rows
/// count by their own weight alone, whatever the class weights in training, so that scores can be compared.
struct TrialScorer: Sendable {
    let table: Table
    let schema: Schema
    let metric: ValidationMetric
    let folds: [Fold]

    /// The seed of the division and of the runs.
    let seed: UInt64

    init(_ data: TableData, folds: Int, metric: ValidationMetric, seed: UInt64) throws {
        (table, schema, self.metric, self.seed) = (data.table, data.schema, metric, seed)
        self.folds = try data.folds(data.splitter(folds: folds), seed: seed)
    }

    /// Returns the score of a recipe, or `nil` if it was cancelled.
    ///
    /// - Parameter prepared: The folds as numbers, if they were prepared before.
    /// - Throws: An error that stops every recipe, such as a table that cannot be encoded.
    func score(
        _ recipe: Recipe, _ prepared: PreparedFolds? = nil, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> TrialScore? {
        var scores: [FoldScore] = []
        for part in parts(of: recipe) {
            guard let more = try self.scores(recipe, part, prepared, isCancelled: isCancelled) else {
                return nil
            }
            scores += more
        }
        return TrialScore(folds: scores)
    }

    /// Returns the groups of folds that are trained together.
    ///
    /// Usually each is alone, so that no thread waits for a long trial of another one. All are together if they can be
    /// trained in the vector lanes of registers.
    func parts(of recipe: Recipe) -> [Range<Int>] {
        recipe.batchSize == .rows(1) ? [folds.indices] : folds.indices.map { $0..<($0 + 1) }
    }

    /// Returns the scores of a recipe in some of the folds, or `nil` if it was cancelled.
    func scores(
        _ recipe: Recipe, _ part: Range<Int>, _ prepared: PreparedFolds? = nil,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [FoldScore]? {
        let recipes = try resolved(recipe, part)
        let scores =
            switch try self.prepared(recipes, for: recipe, part, prepared) {
            case .float32(let folds): try scores(recipes, folds, isCancelled)
            case .float64(let folds): try scores(recipes, folds, isCancelled)
            }
        return isCancelled() ? nil : scores
    }

    /// Returns the folds as numbers, as far as they are not yet prepared by the preprocessing of their recipes.
    private func prepared(
        _ recipes: [Recipe], for recipe: Recipe, _ part: Range<Int>, _ prepared: PreparedFolds?
    ) throws -> PreparedFolds {
        if recipes.allSatisfy({ $0.preprocessing == recipe.preprocessing }) {
            return try prepared?[part] ?? prepare(recipe, part)
        }
        return try prepare(recipes, part)
    }

    /// Returns the recipe of each fold, in which the fold's training rows have decided all open settings.
    private func resolved(_ recipe: Recipe, _ part: Range<Int>) throws -> [Recipe] {
        var recipe = recipe
        recipe.seed = seed
        return try folds[part].map { fold in
            try Trainer(recipe).resolvedRecipe(on: table, schema: schema, rows: fold.training)
        }
    }

    private func scores<S: Scalar>(
        _ recipes: [Recipe], _ folds: [PreparedFold<S>], _ isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [FoldScore] {
        do {
            let outcomes = try outcomes(recipes, folds, isCancelled)
            return try zip(zip(recipes, folds), outcomes).map { try score($0.0, $0.1, $1) }
        } catch let error as TrainingError where error.isDivergence {
            return folds.map { _ in .failure("\(error)") }
        }
    }

    private func score<S: Scalar>(
        _ recipe: Recipe, _ fold: PreparedFold<S>, _ outcome: TrainingOutcome<S>
    ) throws -> FoldScore {
        if case .failed(let error) = outcome.ending { throw error }
        guard let (loss, evaluation) = try fold.evaluation(recipe, metric, outcome.parameters) else {
            return .failure("the predictions are not finite numbers")
        }
        return .scores(
            searched: metric.metric.map { evaluation[$0] } ?? loss,
            plain: evaluation[.headline(of: schema.task)])
    }

    private func outcomes<S: Scalar>(
        _ recipes: [Recipe], _ folds: [PreparedFold<S>], _ isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [TrainingOutcome<S>] {
        func trainer(_ recipe: Recipe) -> Trainer {
            var trainer = Trainer(recipe)
            trainer.isCancelled = isCancelled
            return trainer
        }
        if let inLanes = try trainer(recipes[0]).outcomesInLanes(folds.map(\.rows)) { return inLanes }
        return try zip(recipes, folds).map { recipe, fold in
            var inputs = TrainingInputs(fold.rows)
            inputs.constraints = fold.constraints
            return try trainer(recipe).run(inputs)
        }
    }
}
