/// Batches that are cut into shards.
extension TrainingRun {
    /// Computes the gradient of a batch from those of its shards.
    func evaluateShards(
        _ sharded: ShardedGradient<S>, _ range: Range<Int>, at context: RandomContext
    ) throws -> (loss: Double, weight: Double) {
        let sums = try sharded.evaluate(range, into: buffers.gradients, isCancelled: asksToStop()) {
            rows, gradients in
            func evaluate(_ batch: Batch<S>) -> BatchSums {
                objective.evaluateShard(
                    batch, parameters: buffers.parameters, gradients: gradients,
                    training: RandomContext(
                        seed: context.seed, step: context.step, row: rows.lowerBound - range.lowerBound))
            }
            return recipe.shuffles && !isFullBatch
                ? try batches.withBatch(rows, of: order, context: context, evaluate)
                : try batches.withBatch(rows, context: isFullBatch ? nil : context, evaluate)
        }
        if isStopAgreed != nil { isStopAgreed = sums.isCancelled }
        if sums.hasGradient {
            objective.weightRules.addPenaltyGradient(buffers.parameters, to: buffers.gradients)
        }
        return (sums.loss, sums.weight)
    }

    /// Whether the optimizer searches over all rows, in the order of the data and without random changes.
    private var isFullBatch: Bool { recipe.optimizer is any FullBatchOptimizer }

    /// Computes the loss over all rows and its gradient, without perturbation; only for batches that are cut into shards.
    ///
    /// - Returns: The sums of the row losses and of their weights, or `nil` if batches are not cut.
    func evaluateAllShards() throws -> (loss: Double, weight: Double)? {
        try sharded.map {
            try evaluateShards($0, 0..<data.rowCount, at: RandomContext(seed: recipe.seed, step: 0))
        }
    }
}
