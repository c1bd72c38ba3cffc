extension TrialScorer {
    /// What the mean of several recipes' predictions reaches in some of the folds, each trained on the training rows; nil
    /// where it was cancelled.
    ///
    /// - Throws: What stops every recipe, such as a table that cannot be encoded.
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
        var trainer = Trainer(recipe)
        trainer.isCancelled = isCancelled
        let result = try trainer.train(on: table, schema: schema, rows: rows)
        if case .failed(let error) = result.ending { throw error }
        return result.model
    }

    /// Scores the mean as the models are scored that it is of: rows count as the last one has it, which is that of the
    /// recipe chosen where nothing is said.
    private func score(_ models: [Model], on test: Table) throws -> Evaluation {
        let predictions = try Model(averaging: models).predict(test)
        return try models[models.count - 1].evaluate(predictions, on: test)
    }
}
