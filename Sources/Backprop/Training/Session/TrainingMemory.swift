/// The bytes that training takes in addition to its rows, allocated before the first step and kept to the last.
///
/// Only the reports grow with the number of epochs. The sum does not include the rows themselves, the program, and the
/// working memory of each thread's kernels, at most two megabytes.
public struct TrainingMemory: Equatable, Sendable {
    /// The network's parameters.
    public let parameters: Int

    /// The gradient of the loss with respect to them, and the partial sums of shards.
    public let gradients: Int

    /// The state of the optimizer: ``Optimizer/stateVectorCount`` vectors as long as the parameters.
    public let optimizerState: Int

    /// The outputs of the layers and the values kept for the backward pass, for one batch, and the two gradients in
    /// between.
    public let activations: Int

    /// The rows of one batch, their losses, and the order of all rows.
    public let batch: Int

    /// The parameters after the last epochs, which a ``Trainer`` restores if an epoch fails, and those of the best
    /// epoch if it stops early.
    public let kept: Int

    /// All of it.
    public var total: Int { parameters + gradients + optimizerState + activations + batch + kept }

    /// Plans the memory of a run.
    ///
    /// - Parameters:
    ///   - recipe: The recipe of the run.
    ///   - input: The shape of one example.
    ///   - rows: The number of rows to train on.
    /// - Returns: `nil` if a batch or its rows are more than any machine holds, 2⁵⁰ values.
    /// - Throws: ``NetworkError`` when the network cannot take that shape.
    public init?(_ recipe: Recipe, input: Shape, rows: Int) throws(NetworkError) {
        let network = try recipe.network.fused(with: recipe.loss)
        let shapes = try network.shapes(for: input)
        // Only one shard is computed at a time.
        let batchSize = ShardTree.rowCount(
            ofBatch: recipe.batchSize.count(of: rows), shards: recipe.shards)
        let width = shapes.reduce(0.0) { $0 + Double($1.count) }
        guard 0..<(1 << 50) ~= rows, Double(batchSize) * width < 0x1p50 else { return nil }
        let plan = MemoryPlan(network.schedule(shapes, fusing: true), batchSize: batchSize, keepsAll: true)
        let scalar = recipe.precision == .float32 ? MemoryLayout<Float>.stride : MemoryLayout<Double>.stride
        let outputs = shapes[shapes.count - 1].count
        parameters = try ParameterLayout(network, input: input).vectorCount * scalar
        gradients =
            parameters + ShardedGradient<Float>.memory(shards: recipe.shards, count: parameters)
        optimizerState = parameters * recipe.optimizer.stateVectorCount
        activations = plan.count * scalar
        // Features, targets, a weight and a loss per row; the indices of these rows, and of all.
        batch =
            batchSize * (input.count + outputs + 2) * scalar + (batchSize + rows) * MemoryLayout<Int>.stride
        kept = parameters * Self.copiesKept(by: recipe.stopping)
    }

    /// Refuses a run that needs more memory than there is.
    ///
    /// - Throws: ``TrainingError/notEnoughMemory(needed:available:)``, or ``NetworkError`` when the network cannot
    ///   take that shape.
    static func check(_ recipe: Recipe, input: Shape, rows: Int, available: Int = Memory.limit) throws {
        guard let memory = try TrainingMemory(recipe, input: input, rows: rows) else { return }
        guard memory.total <= available else {
            throw TrainingError.notEnoughMemory(needed: memory.total, available: available)
        }
    }

    /// Returns the number of copies: an epoch's parameters are kept together with those of the two before it.
    private static func copiesKept(by stopping: Stopping) -> Int {
        stopping.early == nil ? 3 : 4
    }
}
