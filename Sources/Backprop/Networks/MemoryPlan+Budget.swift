extension MemoryPlan {
    /// The maximum number of values planned for predictions, unless one row alone needs more.
    static let predictionBudget = 1 << 25

    /// The maximum number of values planned for scoring during training, unless one row alone needs more.
    static let validationBudget = 1 << 28

    /// Returns the number of rows to compute at a time, so that the buffers stay within a budget.
    ///
    /// - Parameters:
    ///   - maximum: The number of rows for networks whose buffers are small.
    ///   - keepsAll: Whether each layer's output is kept.
    ///   - budget: The number of values in all buffers.
    /// - Throws: ``NetworkError`` when the network cannot take the shape.
    static func rows(
        _ network: Network, input: Shape, maximum: Int, keepsAll: Bool, budget: Int
    ) throws(NetworkError) -> Int {
        let schedule = network.schedule(try network.shapes(for: input), fusing: true)
        let perRow = MemoryPlan(schedule, batchSize: 1, keepsAll: keepsAll).count
        return min(maximum, max(1, budget / max(1, perRow)))
    }
}
