extension TrialScorer {
    /// Returns the scores of the mean of several recipes' predictions in some of the folds, or `nil` if it was
    /// cancelled.
    ///
    /// Each recipe is trained on the fold's training rows.
    ///
    /// - Throws: An error that stops every recipe, such as a table that cannot be encoded.
    func averageScores(
        of recipes: [Recipe], _ part: Range<Int>, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [FoldScore]? {
        let scores = try part.map { try averageScore(of: recipes, fold: $0, isCancelled) }
        return isCancelled() ? nil : scores
    }

    private func averageScore(
        of recipes: [Recipe], fold: Int, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws -> FoldScore {
        do {
            let models = try recipes.map {
                try model($0, trainedOn: folds[fold].training, isCancelled: isCancelled)
            }
            let test = table.selectingRows(folds[fold].test)
            let evaluation = try score(models, on: test)
            return .scores(
                searched: metric.metric.flatMap { evaluation[$0] },
                plain: evaluation[.headline(of: schema.task)])
        } catch let error as TrainingError where error.isDivergence {
            return .failure("\(error)")
        }
    }

    private func model(
        _ recipe: Recipe, trainedOn rows: [Int], isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Model {
        var recipe = recipe
        recipe.seed = seed
        var trainer = Trainer(recipe).singleThreaded
        trainer.isCancelled = isCancelled
        let result = try trainer.train(on: table, schema: schema, rows: rows)
        if case .failed(let error) = result.ending { throw error }
        return result.model
    }

    /// Scores the mean like its models.
    private func score(_ models: [Model], on test: Table) throws -> Evaluation {
        let data = try TableData(table, schema: schema, for: models[0].recipe)
        var model = try Model(averaging: models)
        if let positive = data.positiveLabel(for: model.recipe) {
            model = try model.choosing(positiveClass: positive)
        }
        return try model.evaluate(test)
    }
}
