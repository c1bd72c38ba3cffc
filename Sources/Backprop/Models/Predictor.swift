/// A model prepared for many predictions: the network is compiled once, and its buffers are reused.
///
/// A predictor belongs to one thread at a time; create one for each.
public final class Predictor<S: Scalar> {
    /// The number of values that one example has.
    public let inputCount: Int

    /// The number of outputs for one example.
    public let outputCount: Int

    private let program: Program<S>
    private let parameters: [S]

    /// Compiles a model.
    ///
    /// - Parameters:
    ///   - model: The model; its parameters are converted if it was trained in another precision.
    ///   - batchSize: The number of examples computed at a time; more need more memory and less time each.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``ModelError/averages(members:)`` for a model of several networks, of which each of the
    ///   ``Model/members`` has its own predictor. ``ModelError/cannotCompute(reason:)`` if memory is short.
    public convenience init(
        _ model: Model, batchSize: Int = 256, threads: Int = 1
    ) throws(ModelError) {
        guard !model.isAverage else { throw .averages(members: model.members.count) }
        try self.init(member: model, batchSize: batchSize, threads: threads)
    }

    /// Compiles a model's own network, whatever else its predictions are averaged with.
    ///
    /// A network of wide layers computes fewer rows at a time, to limit the memory.
    init(member model: Model, batchSize: Int = 256, threads: Int = 1) throws(ModelError) {
        let (network, folded) = model.network.foldingNormalization(
            model.parameters.values(as: S.self), layout: model.layout)
        do {
            let rows = try MemoryPlan.rows(
                network, input: model.inputShape, maximum: batchSize, keepsAll: false,
                budget: MemoryPlan.predictionBudget)
            program = try Program(
                network, input: model.inputShape, batchSize: rows, purpose: .inference, threads: threads)
        } catch {
            throw .cannotCompute(reason: "\(error)")
        }
        parameters = folded
        inputCount = model.inputShape.count
        outputCount = program.outputShape.count
    }

    /// Returns the outputs for row-major examples: `outputCount` values for every `inputCount` values.
    public func outputs(for features: [S]) -> [S] {
        let rows = features.count / inputCount
        precondition(rows * inputCount == features.count, "features fill whole rows")
        return [S](unsafeUninitializedCapacity: rows * outputCount) { buffer, count in
            features.withUnsafeBufferPointer { predict($0, rows: rows, into: buffer) }
            count = rows * outputCount
        }
    }

    /// Computes `rows` examples into `outputs` without allocating.
    public func predict(
        _ features: UnsafeBufferPointer<S>, rows: Int, into outputs: UnsafeMutableBufferPointer<S>
    ) {
        guard rows > 0, let source = features.baseAddress, let target = outputs.baseAddress else { return }
        for begin in stride(from: 0, to: rows, by: program.batchSize) {
            let count = min(program.batchSize, rows - begin)
            let result = program.forward(source + begin * inputCount, rows: count, parameters: parameters)
            (target + begin * outputCount).initialize(from: result, count: count * outputCount)
        }
    }
}

extension Model {
    /// Returns the outputs for row-major examples of `inputShape.count` values, computed in the model's precision.
    ///
    /// - Throws: ``ModelError/averages(members:)`` for a model of several networks.
    public func outputs(for features: [Double], threads: Int = 1) throws(ModelError) -> [Double] {
        switch parameters.precision {
        case .float32:
            try Predictor<Float>(self, threads: threads).outputs(for: features.map { Float($0) }).map {
                Double($0)
            }
        case .float64:
            try Predictor<Double>(self, threads: threads).outputs(for: features)
        }
    }
}
