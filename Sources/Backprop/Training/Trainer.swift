/// A trainer, which runs a recipe over data and reports events.
///
/// ```swift
/// let table = try Table(contentsOf: "iris.csv")
/// let result = try Trainer(recipe).train(on: table)
/// try result.model.write(to: "iris.safetensors")
/// ```
public struct Trainer: Sendable {
    /// The recipe to follow.
    public let recipe: Recipe

    /// The maximum number of threads; results do not depend on it.
    public let threads: Int

    /// The checkpoints that the run saves and resumes from. Defaults to none.
    ///
    /// Only a single run does: neither folds nor searches save checkpoints.
    public var checkpoints: CheckpointPolicy?

    /// Whether to stop, asked between updates. The run then saves itself, if it has ``checkpoints``, and ends as
    /// ``TrainingResult/Ending/interrupted(epochs:batches:)``.
    public var isCancelled: @Sendable () -> Bool = { false }

    /// The processes that share the work. Each rank has a trainer of the same recipe, and gets the same result.
    ///
    /// They share the batches of a recipe with several ``Recipe/shards``; otherwise each rank does the whole work. Only the
    /// first one saves checkpoints.
    public var ranks: any RankGroup = SingleRank()

    /// A function that is called after each trial of a selection of settings from the rows, on any thread, one call at a
    /// time.
    public var onTrial: @Sendable (SelectionTrial) -> Void = { _ in }

    /// Whether each epoch's event is followed by one with histograms of weights and gradients. The model stays equal.
    /// Networks so small that their epochs run in one call take longer.
    public var watchesTensors = false

    /// Whether the result's model keeps a summary of the rows; those of folds and trials do not.
    var summarizesData = true

    /// The scores of the rows that were held out when the recipe was selected, for the result.
    ///
    /// A recipe that leaves a choice to the rows brings its own, as does a selection that a trainer is created for.
    public var heldOut: HeldOutScores?

    /// The predictions behind ``heldOut``, for charts.
    var heldOutRows: PredictionsWithTruth?

    /// The model that the run continues, or `nil` if it begins with new weights.
    var start: StartingModel?

    /// Creates a trainer for a recipe.
    public init(_ recipe: Recipe, threads: Int = 1) {
        self.recipe = recipe
        self.threads = max(1, threads)
    }

    /// Creates a trainer for a recipe that the rows have selected. Its result keeps the scores of the held-out rows.
    public init(_ selection: ModelSelection, threads: Int = 1) {
        self.init(selection.recipe, threads: threads)
        (heldOut, heldOutRows) = (selection.heldOut, selection.heldOutRows)
    }

    /// Creates a trainer that continues a model with the rows that it then trains on.
    ///
    /// ```swift
    /// let recipe = try RecipeOptions().recipe(continuing: model, on: newRows)
    /// let result = try Trainer(recipe, continuing: model).train(on: newRows)
    /// ```
    ///
    /// The optimizer begins without memory, since a model does not contain its state.
    ///
    /// - Parameters:
    ///   - recipe: A recipe that ``RecipeOptions`` returned for the model.
    ///   - model: The model to continue.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``ContinuationError`` if the recipe continues another model.
    public init(_ recipe: Recipe, continuing model: Model, threads: Int = 1) throws(ContinuationError) {
        let continuation = recipe.continuation ?? model.continuation()
        try continuation.refuseOther(model)
        try model.refuseSeveralRuns()
        var recipe = recipe
        recipe.continuation = continuation
        self.init(recipe, threads: threads)
        start = StartingModel(model, continuation)
    }

    /// A trainer on one thread for a part of this one's work: it saves and reports nothing.
    var singleThreaded: Trainer { forPart(threads: 1) }

    /// Returns a trainer for a part of this one's work: it saves and reports nothing.
    func forPart(threads: Int) -> Trainer {
        var trainer = Trainer(recipe, threads: threads)
        trainer.isCancelled = isCancelled
        trainer.start = start
        trainer.summarizesData = false
        return trainer
    }

    /// Returns this trainer with another recipe.
    func following(_ recipe: Recipe) -> Trainer {
        var trainer = Trainer(recipe, threads: threads)
        trainer.checkpoints = checkpoints
        trainer.ranks = ranks
        trainer.isCancelled = isCancelled
        trainer.onTrial = onTrial
        trainer.watchesTensors = watchesTensors
        trainer.start = start
        trainer.summarizesData = summarizesData
        return trainer
    }

    /// Returns this trainer with the recipe that the rows selected. The result of a cancelled search must not get into
    /// a checkpoint.
    private func following(_ selection: ModelSelection) throws -> Trainer {
        var trainer = following(selection.recipe)
        (trainer.heldOut, trainer.heldOutRows) = (selection.heldOut, selection.heldOutRows)
        if try ranks.any(isCancelled()) { trainer.checkpoints = nil }
        return trainer
    }

    /// Trains on the rows of a table: fits the preprocessor on them, then the network.
    ///
    /// - Parameters:
    ///   - table: The rows, without preprocessing.
    ///   - schema: The meaning of the columns. Defaults to the one inferred with the recipe's columns.
    ///   - rows: The rows to train on. Defaults to all.
    ///   - validation: Rows to measure each epoch on, in place of a share of the training rows.
    ///   - scratchFolder: The folder for the encoded rows, in files without a name. Defaults to memory. The model stays
    ///     equal.
    ///   - onEvent: A function that is called with every event, on the thread that trains; an error that it throws
    ///     ends the run.
    /// - Throws: ``SchemaError``, ``PreprocessingError``, ``NetworkError`` or ``TrainingError``; with
    ///   ``checkpoints`` ``CheckpointError``, ``SafetensorsError`` or ``FileError``.
    public func train(
        on table: Table, schema: Schema? = nil, rows: [Int]? = nil, validation: Table? = nil,
        scratchFolder: String? = nil, onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingResult {
        try train(
            start?.data(table) ?? TableData(table, schema: schema, for: recipe), rows: rows,
            validation: validation, scratchFolder: scratchFolder, onEvent: onEvent)
    }

    /// Trains on images: fits their scaling on the training images, then the network.
    ///
    /// - Parameters:
    ///   - images: Images with labels.
    ///   - rows: The images to train on. Defaults to all.
    ///   - validation: Images to measure each epoch on, with labels, in place of a share of the training images.
    ///   - conversion: The conversion that brought the images to their size and depth; the model records it.
    ///   - onEvent: A function that is called with every event, on the thread that trains; an error that it throws
    ///     ends the run.
    /// - Throws: ``ImageError``, ``NetworkError`` or ``TrainingError``; with ``checkpoints`` ``CheckpointError``,
    ///   ``SafetensorsError`` or ``FileError``.
    public func train(
        on images: ImageSet, rows: [Int]? = nil, validation: ImageSet? = nil,
        conversion: ImageConversion = ImageConversion(),
        onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingResult {
        try train(
            ImageData(images, conversion: conversion), rows: rows, validation: validation, onEvent: onEvent)
    }

    /// Trains on numbers.
    ///
    /// - Parameters:
    ///   - data: The rows to train on.
    ///   - validation: Rows to measure the loss on after each epoch; required if the recipe stops on validation.
    ///   - parameters: Initial values in place of those from the recipe's seed.
    ///   - onEvent: A function that is called with every event, on the thread that trains; an error that it throws
    ///     ends the run.
    /// - Throws: ``NetworkError``, ``TrainingError``, or an error of the source; with
    ///   ``checkpoints`` ``CheckpointError``, ``SafetensorsError`` or ``FileError``.
    public func train<S: Scalar>(
        on data: any BatchSource<S>, validation: (any BatchSource<S>)? = nil, parameters: [S]? = nil,
        onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingResult {
        try train(
            NumberData(numbers: data, targetEncoding: recipe.targetEncoding),
            validation: validation.map { NumberRows(numbers: $0) },
            parameters: parameters.map { Parameters($0) },
            onEvent: onEvent)
    }
}

extension Trainer {
    /// Trains on data of any kind.
    package func train(
        _ data: any LearningData, rows: [Int]? = nil, validation: (any RawRows)? = nil,
        scratchFolder: String? = nil, parameters: Parameters? = nil,
        onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingResult {
        // Only numbers have a precision of their own.
        if recipe.members > 1, data.raw.precision != nil { throw ModelError.numbersToAverage }
        if let continuation = recipe.continuation {
            guard let start else { throw ContinuationError.noModel(sha256: continuation.model) }
            return try train(
                continuing: start, data, rows: rows, validation: validation, scratchFolder: scratchFolder,
                onEvent: onEvent)
        }
        if recipe.selection != nil {
            let selection = try selection(on: data, rows: rows, validation: validation)
            return try following(selection).train(
                data, rows: rows, validation: validation, scratchFolder: scratchFolder,
                parameters: parameters, onEvent: onEvent)
        }
        var result = try trainNetworks(
            data, rows: rows, validation: validation, scratchFolder: scratchFolder, parameters: parameters,
            onEvent: onEvent)
        guard result.isComplete else { return result }
        result.model.heldOutErrors = heldOut?.errors
        summarize(rows ?? data.rowsWithTargets, of: data, in: &result.model)
        return result
    }

    /// Adds a summary of the rows of a table to a model.
    func summarize(_ rows: [Int], of data: any LearningData, in model: inout Model) {
        guard summarizesData, let table = data.raw as? Table, let preprocessor = model.preprocessor else {
            return
        }
        model.dataSummary = DataSummary(table, preprocessor, rows: rows)
    }

    /// Trains the networks of a complete recipe: one, or those of an average.
    func trainNetworks(
        _ data: any LearningData, rows: [Int]?, validation: (any RawRows)?, scratchFolder: String?,
        parameters: Parameters? = nil, onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        if recipe.members > 1 {
            return try trainMembers(
                data, rows: rows, validation: validation, scratchFolder: scratchFolder, onEvent: onEvent)
        }
        let prepared = try PreparedData(
            recipe, start?.continuing(data) ?? data, rows: rows, validation: validation)
        let parameters = try start?.model.initialParameters(for: recipe) ?? parameters
        return try prepared.precision.withScalarType {
            try train(
                prepared, as: $0, scratchFolder: scratchFolder, parameters: parameters, onEvent: onEvent)
        }
    }

    private func train<S: Scalar>(
        _ prepared: PreparedData, as scalar: S.Type, scratchFolder: String?, parameters: Parameters?,
        onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        try train(
            prepared, prepared.inputs(as: S.self, scratchFolder: scratchFolder, parameters: parameters),
            onEvent: onEvent)
    }

    /// Trains on rows as numbers.
    func train<S: Scalar>(
        _ prepared: PreparedData, _ inputs: TrainingInputs<S>,
        onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        try start?.requireShape(inputs.data.inputShape)
        let outcome = try run(inputs, onEvent: onEvent)
        var result = try prepared.result(
            outcome, inputShape: inputs.data.inputShape, scratchByteCount: inputs.scratchByteCount)
        (result.heldOut, result.heldOutRows) = (heldOut, heldOutRows)
        return result
    }

    /// Runs the epochs of a recipe without a search.
    func run<S: Scalar>(
        _ inputs: TrainingInputs<S>, onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingOutcome<S> {
        if let early = recipe.stopping.early, inputs.validation == nil {
            throw TrainingError.noValidationData(share: early.share)
        }
        return try TrainingSession(self, inputs, onEvent: onEvent).train()
    }
}
