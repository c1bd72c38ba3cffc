/// Runs a recipe over data and reports what happens.
///
/// ```swift
/// let table = try Table(contentsOf: "iris.csv")
/// let result = try Trainer(recipe).train(on: table)
/// try result.model.write(to: "iris.safetensors")
/// ```
public struct Trainer: Sendable {
    /// What to do.
    public let recipe: Recipe

    /// The most threads to use; results do not depend on it.
    public let threads: Int

    /// Where the run saves itself, and goes on from; nowhere by default.
    ///
    /// Only a run of its own does: neither folds nor searches save themselves.
    public var checkpoints: CheckpointPolicy?

    /// Asked between updates whether to stop: the run then saves itself, where it has ``checkpoints``, and ends as
    /// ``TrainingResult/Ending/interrupted(epochs:batches:)``.
    public var isCancelled: @Sendable () -> Bool = { false }

    /// Whether each epoch's event is followed by one with histograms of weights and gradients. The model is the
    /// same; networks so small that their epochs are made in one call take longer.
    public var watchesTensors = false

    /// Creates a trainer for a recipe.
    public init(_ recipe: Recipe, threads: Int = 1) {
        self.recipe = recipe
        self.threads = max(1, threads)
    }

    /// A trainer on one thread for a part of this one's work: it saves and reports nothing.
    var alone: Trainer {
        var trainer = Trainer(recipe)
        trainer.isCancelled = isCancelled
        return trainer
    }

    /// This trainer with another recipe.
    func following(_ recipe: Recipe) -> Trainer {
        var trainer = Trainer(recipe, threads: threads)
        trainer.checkpoints = checkpoints
        trainer.isCancelled = isCancelled
        trainer.watchesTensors = watchesTensors
        return trainer
    }

    /// This trainer with the recipe that a search came to. A search that was cancelled came to nothing that a
    /// checkpoint may hold.
    private func resolving(_ recipe: Recipe) -> Trainer {
        var trainer = following(recipe)
        if isCancelled() { trainer.checkpoints = nil }
        return trainer
    }

    /// Trains on the rows of a table: fits the preprocessor on them, then the network.
    ///
    /// - Parameters:
    ///   - table: The rows, as they were read.
    ///   - schema: What the columns mean; by default inferred as the recipe's columns say.
    ///   - rows: The rows to train on; by default all.
    ///   - validation: Rows to measure each epoch on, in place of a share of the others.
    ///   - scratchFolder: Where to keep the encoded rows, in files without a name; by default they are kept in
    ///     memory. The model is the same.
    ///   - onEpoch: Called after each epoch with its report.
    ///   - onEvent: Called with all that happens, on the thread that trains; an error it throws ends the run.
    /// - Throws: ``SchemaError``, ``PreprocessingError``, ``NetworkError`` or ``TrainingError``; with
    ///   ``checkpoints`` ``CheckpointError``, ``SafetensorsError`` or ``FileError``.
    public func train(
        on table: Table, schema: Schema? = nil, rows: [Int]? = nil, validation: Table? = nil,
        scratchFolder: String? = nil, onEpoch: (EpochReport) -> Void = { _ in },
        onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingResult {
        let schema = try schema ?? Schema(inferring: table, selection: recipe.columns)
        if recipe.weightDecaySearch != nil {
            let settled = try resolvedRecipe(on: table, schema: schema, rows: rows, validation: validation)
            return try resolving(settled).train(
                on: table, schema: schema, rows: rows, validation: validation, scratchFolder: scratchFolder,
                onEpoch: onEpoch, onEvent: onEvent)
        }
        let preparation = try PreparedTable(
            recipe, table: table, schema: schema, rows: rows, validation: validation)
        switch recipe.precision {
        case .float32:
            return try train(
                preparation, as: Float.self, scratchFolder: scratchFolder, onEpoch: onEpoch, onEvent: onEvent)
        case .float64:
            return try train(
                preparation, as: Double.self, scratchFolder: scratchFolder, onEpoch: onEpoch, onEvent: onEvent
            )
        }
    }

    /// Trains on numbers.
    ///
    /// - Parameters:
    ///   - data: The rows to train on.
    ///   - validation: Rows to measure the loss on after each epoch; required where the recipe stops on
    ///     validation.
    ///   - parameters: First values in place of those that the recipe's seed gives.
    ///   - onEpoch: Called after each epoch with its report.
    ///   - onEvent: Called with all that happens, on the thread that trains; an error it throws ends the run.
    /// - Throws: ``NetworkError``, ``TrainingError``, or what a source throws where its rows cannot be had; with
    ///   ``checkpoints`` ``CheckpointError``, ``SafetensorsError`` or ``FileError``.
    public func train<S: Scalar>(
        on data: any BatchSource<S>, validation: (any BatchSource<S>)? = nil, parameters: [S]? = nil,
        onEpoch: (EpochReport) -> Void = { _ in },
        onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingResult {
        if recipe.weightDecaySearch != nil {
            let settled = try resolvedRecipe(on: data, validation: validation)
            return try resolving(settled).train(
                on: data, validation: validation, parameters: parameters, onEpoch: onEpoch, onEvent: onEvent)
        }
        let outcome = try run(
            TrainingInputs(data: data, validation: validation, parameters: parameters) {
                try model($0, data)
            },
            onEpoch: onEpoch, onEvent: onEvent)
        return TrainingResult(
            model: try model(outcome, data), history: outcome.history, ending: outcome.ending,
            scratchByteCount: 0)
    }

    /// The model of numbers that a run leaves behind.
    func model<S: Scalar>(_ outcome: TrainingOutcome<S>, _ data: any BatchSource<S>) throws -> Model {
        try Model(
            recipe: recipe, inputShape: data.inputShape, parameters: Parameters(outcome.parameters),
            provenance: Provenance(source: "", rows: data.rowCount, epochs: outcome.epochs))
    }
}
