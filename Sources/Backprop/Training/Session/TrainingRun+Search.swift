extension TrainingRun {
    /// A loss over all rows, and its parts.
    struct WholeLoss {
        /// The sum of the row losses.
        let sum: Double

        /// The sum of the row weights.
        let weight: Double

        /// The loss that a search minimizes: the mean of the row losses and the penalty.
        let total: Double
    }

    /// Runs one iteration of a full-batch optimizer over all rows.
    func search(_ optimizer: some FullBatchOptimizer) throws {
        let start = try wholeLoss ?? evaluateAll()
        guard start.total.isFinite else {
            throw TrainingError.nonFiniteLoss(
                epoch: epoch + 1, batch: 1, learningRate: optimizer.learningRate)
        }
        var latest = start
        let range = trained.range
        let result = try optimizer.search(
            LineSearchStep(
                count: range.count, parameters: buffers.parameters + range.lowerBound,
                gradients: buffers.gradients + range.lowerBound,
                state: buffers.state, loss: start.total, learningRate: optimizer.learningRate,
                evaluate: {
                    latest = try self.evaluateAll()
                    return latest.total
                }))
        // If no lower loss was found, the parameters and the gradient are those of the beginning.
        wholeLoss = result.outcome == .noDescent ? start : latest
        if result.outcome != .noDescent {
            objective.program.updateStatistics(rows: data.rowCount, parameters: buffers.parameters)
        }
        finishSearch(start, result.outcome, optimizer.learningRate)
    }

    /// Computes the loss over all rows, without perturbation: a search must measure the same function every time.
    private func evaluateAll() throws -> WholeLoss {
        if let (sum, weight) = try evaluateAllShards() { return wholeLoss(sum, weight) }
        return try batches.withBatch(0..<data.rowCount, context: nil) { batch in
            let sum = objective.evaluate(
                batch, parameters: buffers.parameters, gradients: buffers.gradients,
                training: RandomContext(seed: recipe.seed, step: 0))
            return wholeLoss(sum, batch.totalWeight)
        }
    }

    /// Returns the loss of all rows, and clears the gradient of frozen parameters.
    private func wholeLoss(_ sum: Double, _ weight: Double) -> WholeLoss {
        trained.clearFrozen(buffers.gradients)
        let mean = weight > 0 ? sum / weight : 0
        return WholeLoss(
            sum: sum, weight: weight, total: mean + objective.weightRules.penalty(buffers.parameters))
    }
}
