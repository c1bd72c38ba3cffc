/// The rows of one update, next to each other.
struct Batch<S: Scalar> {
    let rows: Int
    let features: UnsafePointer<S>
    let targets: UnsafePointer<S>
    let weights: UnsafePointer<S>?
    let totalWeight: Double

    /// Creates a batch, and adds up the weights in the order of the rows.
    init(
        rows: Int, features: UnsafePointer<S>, targets: UnsafePointer<S>, weights: UnsafePointer<S>?
    ) {
        self.rows = rows
        self.features = features
        self.targets = targets
        self.weights = weights
        guard let weights else {
            totalWeight = Double(rows)
            return
        }
        var total = 0.0
        for row in 0..<rows { total += Double(weights[row]) }
        totalWeight = total
    }

    /// Creates a batch of the same rows with other numbers.
    init(_ batch: Batch, features: UnsafePointer<S>, targets: UnsafePointer<S>) {
        rows = batch.rows
        self.features = features
        self.targets = targets
        weights = batch.weights
        totalWeight = batch.totalWeight
    }
}

/// The memory of one batch, and the methods that gather rows into it.
final class BatchBuffers<S: Scalar> {
    private let source: any BatchSource<S>
    private let indices: UnsafeMutablePointer<Int>
    private let features: UnsafeMutablePointer<S>
    private let targets: UnsafeMutablePointer<S>
    private let weights: UnsafeMutablePointer<S>
    private let batchSize: Int
    private let threads: Int

    init(_ source: any BatchSource<S>, batchSize: Int, threads: Int) {
        self.source = source
        self.batchSize = batchSize
        self.threads = threads
        indices = .allocate(capacity: batchSize)
        indices.initialize(repeating: 0, count: batchSize)
        features = .zeros(batchSize * source.inputShape.count)
        targets = .zeros(batchSize * source.targetCount)
        weights = .zeros(batchSize)
    }

    deinit {
        indices.deallocate()
        for buffer in [features, targets, weights] { buffer.deallocate() }
    }

    /// Calls a function with a range of rows: in place if the source supports that, else gathered.
    func withBatch<Result>(
        _ rows: Range<Int>, context: RandomContext?, _ body: (Batch<S>) -> Result
    ) throws -> Result {
        let result = source.withRows(rows) {
            body(
                Batch(
                    rows: rows.count, features: $0.features, targets: $0.targets, weights: $0.weights))
        }
        if let result { return result }
        for (index, row) in rows.enumerated() { indices[index] = row }
        return body(try gathered(rows.count, context))
    }

    /// Calls a function with the rows whose numbers are in that range of the order.
    func withBatch<Result>(
        _ range: Range<Int>, of order: [Int], context: RandomContext?, _ body: (Batch<S>) -> Result
    ) throws -> Result {
        for (index, position) in range.enumerated() { indices[index] = order[position] }
        return body(try gathered(range.count, context))
    }

    private func gathered(_ rows: Int, _ context: RandomContext?) throws -> Batch<S> {
        precondition(rows <= batchSize, "a batch of \(rows) rows in memory for \(batchSize)")
        try source.gather(
            BatchRequest(
                rows: UnsafeMutableBufferPointer(start: indices, count: rows), context: context,
                features: features, targets: targets, weights: weights, threads: threads))
        return Batch(
            rows: rows, features: features, targets: targets,
            weights: source.hasWeights ? UnsafePointer(weights) : nil)
    }
}

extension UnsafeMutablePointer where Pointee: Scalar {
    /// Returns new memory for that many values, all zero; at least one, so that there is a pointer.
    static func zeros(_ count: Int) -> UnsafeMutablePointer {
        let buffer = UnsafeMutablePointer.allocate(capacity: Swift.max(1, count))
        buffer.initialize(repeating: 0, count: Swift.max(1, count))
        return buffer
    }
}
