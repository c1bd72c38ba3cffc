/// The data of one run of a recipe: the rows to learn from, the rows to stop by, and the preprocessor that turns them
/// into numbers. The preprocessor is fitted on the rows to learn from alone.
struct PreparedData: Sendable {
    private(set) var recipe: Recipe
    let data: any LearningData

    /// The rows of the data that the network learns from.
    let training: [Int]

    /// The rows to stop by, as indices of raw rows, or `nil` if the recipe holds none out.
    let validation: (rows: any RawRows, indices: [Int])?

    /// Whether the rows to stop by are a share of the data's own.
    private let isDivided: Bool

    /// The input of the model.
    let input: ModelInput

    /// Divides the rows by the recipe's rule for stopping, and fits the preprocessor on the training rows alone.
    ///
    /// - Parameters:
    ///   - rows: The rows to use. Defaults to all that have a target.
    ///   - validation: The rows to stop by, in place of a share of the training rows.
    init(
        _ recipe: Recipe, _ data: any LearningData, rows: [Int]? = nil, validation: (any RawRows)? = nil
    ) throws {
        (self.recipe, self.data) = (recipe, data)
        let all = rows ?? data.rowsWithTargets
        if let validation {
            training = all
            isDivided = false
            self.validation = (validation, Array(0..<validation.rowCount))
        } else {
            let fold = try data.divided(all, for: recipe)
            training = fold.training
            isDivided = !fold.test.isEmpty
            self.validation = fold.test.isEmpty ? nil : (data.raw, fold.test)
        }
        input = try data.input(fittedTo: training, for: recipe)
    }

    /// Returns the same rows for a recipe that differs only in the seed of its networks.
    func following(_ recipe: Recipe) -> PreparedData {
        var prepared = self
        prepared.recipe = recipe
        return prepared
    }

    /// The precision to train in.
    var precision: Precision { data.raw.precision ?? recipe.precision }

    /// Returns the training rows as numbers.
    func trainingRows<S: Scalar>(as scalar: S.Type) throws -> any BatchSource<S> {
        try data.raw.encoded(training, by: input, for: recipe, purpose: .training, as: S.self)
    }

    /// Returns the validation rows as numbers, or `nil` if there are none.
    func validationRows<S: Scalar>(as scalar: S.Type) throws -> (any BatchSource<S>)? {
        try validation.map {
            try $0.rows.encoded($0.indices, by: input, for: recipe, purpose: .training, as: S.self)
        }
    }

    /// Returns the rows of one of several runs.
    func foldData<S: Scalar>(as scalar: S.Type) throws -> FoldData<S> {
        FoldData(
            training: try trainingRows(as: S.self), validation: try validationRows(as: S.self),
            scoring: try scoring())
    }

    /// Returns the scoring of the validation rows, or `nil` if the run stops by no metric.
    func scoring() throws -> ValidationScoring? {
        guard recipe.stopping.metric.map({ $0 != .loss }) ?? false else { return nil }
        let weights = try validation.flatMap { validation in
            let kept = try validation.rows.trainingRows(among: validation.indices, by: input)
            return try validation.rows.weights(ofRows: kept, by: input.ignoringClassWeights)
        }
        return ValidationScoring(recipe, input: input, weights: weights)
    }

    /// Returns the properties of the training rows that their division respects if the number of epochs is searched. There
    /// are none if it is not, or if only a dataset could tell the classes of numbers.
    func constraints() throws -> SplitConstraints {
        guard case .byCrossValidation = recipe.stopping, input != .numbers else { return SplitConstraints() }
        return data.constraints(of: try data.raw.trainingRows(among: training, by: input))
    }

    /// The warnings about the rows that the recipe holds out, as sentences.
    var notices: [String] {
        guard isDivided, let validation, let early = recipe.stopping.early else { return [] }
        let rows = training + validation.indices
        return data.notices(data.constraints(of: rows).holdOut(early.share), of: rows)
    }
}

extension PreparedData {
    /// Returns the inputs of a run, in memory or in files without a name in a folder.
    func inputs<S: Scalar>(
        as scalar: S.Type, scratchFolder: String? = nil, parameters: Parameters? = nil
    ) throws -> TrainingInputs<S> {
        var inputs =
            try scratchFolder.map { try scratchInputs(as: S.self, in: $0) }
            ?? TrainingInputs(try foldData(as: S.self))
        inputs.constraints = try constraints()
        inputs.parameters = parameters?.values(as: S.self)
        inputs.fitted = input
        return modelling(inputs)
    }

    /// Returns the inputs with the models of this recipe.
    func modelling<S: Scalar>(_ inputs: TrainingInputs<S>) -> TrainingInputs<S> {
        var inputs = inputs
        inputs.model = { [inputShape = inputs.data.inputShape] in
            try model($0, inputShape: inputShape)
        }
        return inputs
    }

    private func scratchInputs<S: Scalar>(
        as scalar: S.Type, in folder: String
    ) throws -> TrainingInputs<S> {
        func scratch(_ rows: any RawRows, _ indices: [Int]) throws -> ScratchRows<S> {
            try ScratchRows(rows, indices: indices, by: input, for: recipe, in: folder)
        }
        let training = try scratch(data.raw, training)
        let validation = try validation.map { try scratch($0.rows, $0.indices) }
        var inputs = TrainingInputs<S>(data: training, validation: validation)
        inputs.scoring = try scoring()
        inputs.scratchByteCount = training.byteCount + (validation?.byteCount ?? 0)
        return inputs
    }

    /// Returns the result of a run.
    func result<S: Scalar>(
        _ outcome: TrainingOutcome<S>, inputShape: Shape, scratchByteCount: Int = 0
    ) throws -> TrainingResult {
        TrainingResult(
            model: try model(outcome, inputShape: inputShape), history: outcome.history,
            ending: outcome.ending, scratchByteCount: scratchByteCount, notices: notices)
    }

    private func model<S: Scalar>(_ outcome: TrainingOutcome<S>, inputShape: Shape) throws -> Model {
        let source = data.raw.source
        let provenance = Provenance(
            source: source.split(separator: "/").last.map(String.init) ?? source, rows: training.count,
            columns: data.raw.columnNames, epochs: outcome.epochs)
        return try Model(
            recipe: recipe, inputShape: inputShape,
            parameters: Parameters(
                try recipe.applyingTemperature(outcome.parameters, inputShape: inputShape)),
            input: input, provenance: provenance)
    }
}
