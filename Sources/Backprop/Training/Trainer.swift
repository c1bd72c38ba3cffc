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

    /// Creates a trainer for a recipe.
    public init(_ recipe: Recipe, threads: Int = 1) {
        self.recipe = recipe
        self.threads = max(1, threads)
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
    /// - Throws: ``SchemaError``, ``PreprocessingError``, ``NetworkError`` or ``TrainingError``.
    public func train(
        on table: Table, schema: Schema? = nil, rows: [Int]? = nil, validation: Table? = nil,
        scratchFolder: String? = nil,
        onEpoch: (EpochReport) -> Void = { _ in }
    ) throws -> TrainingResult {
        let schema = try schema ?? Schema(inferring: table, selection: recipe.columns)
        let preparation = try Preparation(
            recipe, table: table, schema: schema, rows: rows, validation: validation)
        switch recipe.precision {
        case .float32:
            return try train(
                preparation, as: Float.self, scratchFolder: scratchFolder, onEpoch: onEpoch)
        case .float64:
            return try train(
                preparation, as: Double.self, scratchFolder: scratchFolder, onEpoch: onEpoch)
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
    /// - Throws: ``NetworkError``, ``TrainingError``, or what a source throws where its rows cannot be had.
    public func train<S: Scalar>(
        on data: any BatchSource<S>, validation: (any BatchSource<S>)? = nil, parameters: [S]? = nil,
        onEpoch: (EpochReport) -> Void = { _ in }
    ) throws -> TrainingResult {
        let outcome = try run(data, validation: validation, parameters: parameters, onEpoch: onEpoch)
        let provenance = Provenance(source: "", rows: data.rowCount, epochs: outcome.epochs)
        return TrainingResult(
            model: try Model(
                recipe: recipe, inputShape: data.inputShape, parameters: Parameters(outcome.parameters),
                provenance: provenance),
            history: outcome.history, ending: outcome.ending, scratchByteCount: 0)
    }
}
