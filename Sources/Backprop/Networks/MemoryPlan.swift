/// The offset of each buffer of consecutive layers in their one memory, in values.
struct MemoryPlan: Sendable {
    /// Each layer's output.
    private(set) var outputs: [Int] = []

    /// The offsets of the values that each layer keeps for the backward pass.
    private(set) var scratch: [Int] = []

    /// The two buffers that gradients with respect to outputs take in turn.
    private(set) var gradients = [0, 0]

    /// The offset behind the last buffer: the number of values, if the first buffer begins at 0.
    private(set) var count: Int

    /// Whether each layer's output stays until the backward pass; otherwise two buffers serve all layers in turn.
    let keepsAll: Bool

    /// The alignment of buffers, in values, so that none shares a cache line with another.
    private static let alignment = 16

    /// - Parameters:
    ///   - keepsAll: Whether each layer's output stays until the backward pass.
    ///   - input: The shape of the input, if there may be no layers.
    ///   - start: The offset of the first buffer.
    init(
        _ scheduled: [ScheduledLayer], batchSize: Int, keepsAll: Bool, input: Shape? = nil,
        from start: Int = 0
    ) {
        self.keepsAll = keepsAll
        count = start
        let counts = scheduled.map { max($0.input.count, $0.output.count) }
        let largest = max(input?.count ?? 0, counts.max() ?? 0)
        let shared = keepsAll ? [] : [reserve(batchSize * largest), reserve(batchSize * largest)]
        for (index, layer) in scheduled.enumerated() {
            outputs.append(keepsAll ? reserve(batchSize * layer.output.count) : shared[index % 2])
            scratch.append(reserve(layer.layer.scratchCount(for: layer.input, rows: batchSize)))
        }
        if keepsAll {
            gradients = [reserve(batchSize * largest), reserve(batchSize * largest)]
        }
    }

    private mutating func reserve(_ values: Int) -> Int {
        defer { count += (values + Self.alignment - 1) / Self.alignment * Self.alignment }
        return count
    }
}

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
