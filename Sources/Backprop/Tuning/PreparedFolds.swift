/// The folds of a division as numbers, each preprocessed according to its own training rows.
enum PreparedFolds: Sendable {
    case float32([PreparedFold<Float>])
    case float64([PreparedFold<Double>])

    /// Returns some of the folds.
    subscript(part: Range<Int>) -> PreparedFolds {
        switch self {
        case .float32(let folds): .float32(Array(folds[part]))
        case .float64(let folds): .float64(Array(folds[part]))
        }
    }
}

/// The settings that determine the numbers of a fold.
struct PreparationKey: Hashable, Sendable {
    let preprocessing: PreprocessingSettings
    let targetEncoding: TargetEncoding
    let stopping: Stopping
    let precision: Precision

    init(_ recipe: Recipe) {
        preprocessing = recipe.preprocessing
        targetEncoding = recipe.targetEncoding
        stopping = recipe.stopping
        precision = recipe.precision
    }
}

/// A fold as numbers.
struct PreparedFold<S: Scalar>: Sendable {
    let rows: FoldData<S>
    let constraints: SplitConstraints
    let test: Dataset<S>
    let input: ModelInput
    let testWeights: [Double]?

    /// Returns the mean loss and the scores over the test rows, or `nil` if one of them is not finite.
    func evaluation(
        _ recipe: Recipe, _ metric: ValidationMetric, _ parameters: [S]
    ) throws -> (loss: Double, evaluation: Evaluation)? {
        let watch = try ValidationEvaluator(recipe.network, loss: recipe.loss, data: test, threads: 1)
        let (loss, outputs) = try watch.outputs(parameters)
        let scoring = ValidationScoring(
            metric, recipe, input: input, weights: testWeights)
        guard loss.isFinite, let evaluation = scoring.evaluation(outputs) else { return nil }
        return (loss, evaluation)
    }
}

extension TrialScorer {
    /// Fits the preprocessing of some folds on their training rows, and encodes all rows as numbers.
    ///
    /// - Throws: ``PreprocessingError`` if the rows cannot be encoded.
    func prepare(_ recipe: Recipe, _ part: Range<Int>) throws -> PreparedFolds {
        try prepare(part.map { _ in recipe }, part)
    }

    /// Fits the preprocessing of some folds, each by a recipe of its own with the same precision.
    func prepare(_ recipes: [Recipe], _ part: Range<Int>) throws -> PreparedFolds {
        let pairs = Array(zip(recipes, folds[part]))
        return switch recipes.first?.precision ?? .float32 {
        case .float32: .float32(try pairs.map { try prepare($0.0, $0.1) })
        case .float64: .float64(try pairs.map { try prepare($0.0, $0.1) })
        }
    }

    private func prepare<S: Scalar>(_ recipe: Recipe, _ fold: Fold) throws -> PreparedFold<S> {
        var recipe = recipe
        recipe.seed = seed
        let data = try TableData(table, schema: schema, for: recipe)
        let prepared = try PreparedData(recipe, data, rows: fold.training)
        // One class is positive in all folds, whatever their training rows.
        let input = try data.positiveLabel(for: recipe).map { try prepared.input.choosing(positive: $0) }
        let preprocessor = try prepared.input.requireTable().ignoringClassWeights
        return PreparedFold(
            rows: try prepared.foldData(as: S.self), constraints: try prepared.constraints(),
            test: try preprocessor.dataset(from: table, rows: fold.test, as: S.self, for: .evaluation),
            input: input ?? prepared.input,
            testWeights: try preprocessor.weights(from: table, rows: fold.test))
    }

    /// Whether the numbers of several preparations fit into memory together.
    var keepsPreparations: Bool { table.rowCount * table.columns.count <= 1_000_000 }
}
