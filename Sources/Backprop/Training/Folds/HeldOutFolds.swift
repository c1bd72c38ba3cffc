/// The models of the selected recipe, each with the rows that it was not trained on.
struct HeldOutFolds {
    private let models: [Model]
    private let folds: [Fold]
    private let raw: any RawRows
    private let linear: LinearModels?

    init(_ models: [Model], _ folds: [Fold], _ raw: any RawRows, besides linear: LinearModels?) {
        (self.models, self.folds, self.raw, self.linear) = (models, folds, raw, linear)
    }

    /// Returns the recipe with its temperature, and the scores of its models on the held-out rows.
    ///
    /// - Parameters:
    ///   - calibrates: Whether to choose a temperature.
    ///   - positive: The class that scores of two classes are about, or `nil` for the model's own.
    func selection(of recipe: Recipe, calibrates: Bool, positive: String?) throws -> ModelSelection {
        var (recipe, models) = (recipe, models)
        if calibrates, recipe.network.takesTemperature(recipe.targetEncoding),
            let temperature = Temperature.fitted(to: try zip(models, folds).map(heldOutRows))
        {
            recipe.temperature = temperature
            models = try models.map { try $0.applyingTemperature(temperature) }
        }
        let scores = models.indices.map { try? self.scores(of: models[$0], inFold: $0, positive) }
        let judged = PredictionsWithTruth(merging: scores.compactMap { $0?.rows })
        var heldOut = HeldOutScores(
            scores.contains { $0 == nil } ? [] : scores.compactMap { $0?.scores },
            by: recipe.comparedMetric,
            pooled: try? judged?.evaluation())
        heldOut?.errors = judged?.errors(ofTargetLike: models[0])
        heldOut?.errors?.predictions = judged?.distribution
        return ModelSelection(recipe: recipe, heldOut: heldOut, heldOutRows: judged)
    }

    private func scores(of model: Model, inFold fold: Int, _ positive: String?) throws
        -> (scores: HeldOutScores.FoldScores, rows: PredictionsWithTruth)
    {
        let rows = raw.selectingRows(folds[fold].test)
        let model = try positive.map { try model.choosing(positiveClass: $0) } ?? model
        var judged = PredictionsWithTruth(
            try model.contentInParts(of: rows, threads: 1), try model.truth(of: rows))
        let lines = (0..<rows.rowCount).compactMap { rows.fileLine(ofRow: $0) }
        judged.lines = lines.count == rows.rowCount ? lines : nil
        var baselines = try model.baselines(of: rows)
        if let linear { baselines.append(try linear.baseline(ofFold: fold, on: rows, besides: model)) }
        return (HeldOutScores.FoldScores(evaluation: try judged.evaluation(), baselines: baselines), judged)
    }

    private func heldOutRows(_ model: Model, _ fold: Fold) throws -> Temperature.HeldOutRows {
        let all = try model.members.map { member in
            try member.parameters.precision.withScalarType {
                try member.validationOutputs(of: fold.test, in: raw, as: $0)
            }
        }
        let isBinary = model.recipe.targetEncoding == .binary
        func classes(_ values: [Double]) -> [Double] { isBinary ? values.flatMap { [1 - $0, $0] } : values }
        let count = isBinary ? 2 : all[0].columns
        return Temperature.HeldOutRows(
            probabilities: all.map { classes($0.outputs) },
            truth: ClassScoring.classes(of: classes(all[0].targets), classCount: count), classCount: count,
            weights: all[0].weights)
    }
}

extension PredictionsWithTruth {
    /// Returns the errors for intervals or sets of classes, or `nil` if there are several targets or no probabilities.
    ///
    /// - Parameter model: A model that learned the same target, and tells whether it did so as a logarithm.
    fileprivate func errors(ofTargetLike model: Model) -> HeldOutErrors? {
        switch content {
        case .classes(let truth, _, let labels, let probabilities?):
            HeldOutErrors(
                truth: truth, probabilities: probabilities, labels: labels, weights: weights,
                positiveClass: positiveClass)
        case .values(let truth, let predicted, let targets) where targets.count == 1:
            HeldOutErrors(
                truth: truth, predicted: predicted,
                logarithm: model.preprocessor?.targetScales.first?.logarithm, weights: weights)
        case .classes, .values, .multiLabel: nil
        }
    }
}
