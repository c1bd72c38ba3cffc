/// The linear models of folds, which show whether a network is worthwhile.
struct LinearModels: Sendable {
    private let models: [Model]

    /// Trains a linear model on the training rows of each fold, or returns `nil` unless all of them can be trained.
    ///
    /// The rows must be those of a table: a linear model of pixels is rarely an alternative.
    ///
    /// - Parameters:
    ///   - recipes: The recipe to compare with in each fold; see ``Recipe/linearModel(rows:)``.
    ///   - folds: The folds.
    ///   - data: The rows.
    ///   - trainer: The trainer that may be cancelled, and whose number of threads is used.
    init?(besides recipes: [Recipe], _ folds: [Fold], _ data: any LearningData, like trainer: Trainer) {
        guard data.raw is Table, recipes.allSatisfy({ $0.continuation == nil }) else { return nil }
        let models = try? Threads.map(Array(zip(recipes, folds)), threads: trainer.threads) { recipe, fold in
            try recipe.linearModel(rows: fold.training.count).flatMap {
                try Self.model(of: $0, fold, data, isCancelled: trainer.isCancelled)
            }
        }
        let trained = (models ?? []).compactMap(\.self)
        guard !trained.isEmpty, trained.count == folds.count else { return nil }
        self.models = trained
    }

    private static func model(
        of recipe: Recipe, _ fold: Fold, _ data: any LearningData, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Model? {
        var trainer = Trainer(recipe).singleThreaded
        trainer.isCancelled = isCancelled
        let result = try trainer.train(data, rows: fold.training)
        switch result.ending {
        case .completed, .bestEpoch, .converged: return result.model
        case .failed, .interrupted: return nil
        }
    }

    /// Returns the scores of a fold's model on rows.
    ///
    /// - Parameters:
    ///   - fold: The index of the fold.
    ///   - model: The model to compare with, which decides about the positive class and the weights of rows.
    func baseline(ofFold fold: Int, on rows: any RawRows, besides model: Model) throws -> NamedBaseline {
        var linear = models[fold]
        if let positive = model.positiveClass { linear = try linear.choosing(positiveClass: positive) }
        if model.weightsClassesInScores { linear = linear.weightingClassesInScores() }
        let judged = PredictionsWithTruth(
            try linear.contentInParts(of: rows, threads: 1), try linear.truth(of: rows))
        return NamedBaseline(name: NamedBaseline.linearModel, evaluation: try judged.evaluation())
    }
}
