/// A network compiled for one input shape, one batch size and one scalar type.
///
/// Compiling checks every shape and plans every buffer; after that a pass allocates nothing. A program holds no
/// parameters: the caller passes them to each pass. It belongs to one thread at a time.
public final class Program<S: Scalar> {
    /// The purpose that a program is compiled for.
    public enum Purpose: Equatable, Sendable {
        /// Forward passes alone; the layers use two buffers in turn.
        case inference
        /// Forward and backward passes; every layer's output is kept.
        case training
    }

    /// The network that was compiled.
    public let network: Network

    /// The shape of one example.
    public let inputShape: Shape

    /// The shape of one result.
    public let outputShape: Shape

    /// The largest number of examples that one pass takes.
    public let batchSize: Int

    /// The offset of each parameter in the vector that each pass takes.
    public let layout: ParameterLayout

    /// The purpose that the program was compiled for.
    public let purpose: Purpose

    /// The maximum number of threads of a pass. The results do not depend on it.
    public var threads: Int

    /// The maximum number of values that a program plans for: a quarter of a terabyte in single precision.
    private static var maximumValueCount: Int { 1 << 36 }

    let sequence: LayerSequence
    private let asksInput: Bool
    let arena: UnsafeMutablePointer<S>

    /// Compiles a network.
    ///
    /// - Throws: ``NetworkError`` if a layer cannot take its input shape.
    public convenience init(
        _ network: Network, input: Shape, batchSize: Int, purpose: Purpose, threads: Int = 1
    ) throws(NetworkError) {
        try self.init(
            network, input: input, batchSize: batchSize, purpose: purpose, threads: threads, fusing: true)
    }

    /// - Parameters:
    ///   - fusing: Whether layers that can be computed in one go are; tests compare the two.
    ///   - asksInput: Whether a backward pass computes ``inputGradient`` too, which training never needs.
    ///   - frozen: The indices of the layers that predict in training too, and whose statistics stay.
    init(
        _ network: Network, input: Shape, batchSize: Int, purpose: Purpose, threads: Int = 1, fusing: Bool,
        asksInput: Bool = false, frozen: Set<Int> = []
    ) throws(NetworkError) {
        precondition(batchSize > 0, "a batch has at least one row")
        let shapes = try network.shapes(for: input)
        self.network = network
        self.inputShape = input
        self.outputShape = shapes[shapes.count - 1]
        self.batchSize = batchSize
        self.purpose = purpose
        self.threads = threads
        self.asksInput = asksInput
        self.layout = try ParameterLayout(network, input: input)
        let schedule = network.schedule(shapes, fusing: fusing)
        let plan = MemoryPlan(schedule, batchSize: batchSize, keepsAll: purpose == .training)
        guard plan.count <= Self.maximumValueCount else {
            throw .invalidLayer(
                layer: network.layers[0].text,
                reason:
                    "with batches of \(batchSize) rows the network's \(plan.count) values do not fit in memory"
            )
        }
        guard let arena = Memory.zeros(plan.count, of: S.self) else {
            throw .noMemory(bytes: plan.count * MemoryLayout<S>.stride, rows: batchSize)
        }
        self.arena = arena
        sequence = LayerSequence(
            schedule, plan: plan, rows: batchSize, parameterOffsets: layout.layerOffsets,
            statisticsOffsets: layout.statisticsOffsets, frozen: frozen,
            firstTrained: frozen.isEmpty ? 0 : layout.firstLayer(besides: frozen) ?? 0)
    }

    deinit {
        Memory.release(arena)
    }

    /// The bytes of working memory that the program holds in addition to parameters and data.
    public var memory: Int { sequence.plan.count * MemoryLayout<S>.stride }

    /// Runs the layers over a batch.
    ///
    /// - Parameters:
    ///   - input: `rows` examples, row-major.
    ///   - rows: At most ``batchSize``.
    ///   - parameters: A vector with the layout ``layout``.
    ///   - training: The position in a training run, or `nil` to predict.
    /// - Returns: `rows` results, valid until the next pass.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward(
        _ input: UnsafePointer<S>, rows: Int, parameters: UnsafePointer<S>, training: RandomContext? = nil
    ) -> UnsafePointer<S> {
        precondition(rows <= batchSize, "a pass over \(rows) rows in a program for \(batchSize)")
        var context = training
        context?.layer = 0
        return sequence.forward(
            ForwardPass(
                rows: rows, inputShape: inputShape, outputShape: outputShape, input: input,
                parameters: parameters, output: arena, scratch: arena, training: context, threads: threads))
    }

    /// The buffer for the gradient with respect to the output, which the caller fills before
    /// ``backward(_:rows:parameters:gradients:training:)``.
    public var outputGradient: UnsafeMutablePointer<S> { sequence.outputGradient(in: arena) }

    /// ∂L/∂input after a backward pass, if the program was compiled to compute it.
    var inputGradient: UnsafePointer<S> {
        precondition(
            asksInput, "only a program that was compiled to compute the gradient of its input has one")
        return UnsafePointer(sequence.inputGradient(of: 0, in: arena))
    }

    /// Runs the layers' derivatives from the last to the first, after a forward pass over the same rows.
    ///
    /// - Parameters:
    ///   - input: The examples of the forward pass.
    ///   - rows: The number of rows of the forward pass.
    ///   - parameters: The vector of the forward pass.
    ///   - gradients: The buffer for ∂L/∂parameters, which has the layout of the parameters.
    ///   - training: The position in the run, as in the forward pass.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward(
        _ input: UnsafePointer<S>, rows: Int, parameters: UnsafePointer<S>,
        gradients: UnsafeMutablePointer<S>, training: RandomContext
    ) {
        precondition(purpose == .training, "a program compiled for inference keeps nothing to go back by")
        sequence.backward(
            backwardPass(
                input, rows: rows, parameters: parameters, gradients: gradients, training: training))
    }

    /// Returns the backward pass over a batch.
    @inline(__always)
    func backwardPass(
        _ input: UnsafePointer<S>, rows: Int, parameters: UnsafePointer<S>,
        gradients: UnsafeMutablePointer<S>, training: RandomContext
    ) -> BackwardPass<S> {
        var context = training
        context.layer = 0
        return BackwardPass(
            rows: rows, inputShape: inputShape, outputShape: outputShape, input: input,
            output: UnsafePointer(arena), parameters: parameters, scratch: arena, outputGradient: arena,
            inputGradient: asksInput ? arena : nil, parameterGradient: gradients, training: context,
            threads: threads)
    }

    /// Updates the layers' statistics after a training forward pass over so many rows.
    ///
    /// - Parameters:
    ///   - rows: The number of rows of that pass.
    ///   - parameters: The vector of that pass, whose statistics change.
    public func updateStatistics(rows: Int, parameters: UnsafeMutablePointer<S>) {
        guard layout.vectorCount > layout.count else { return }
        sequence.updateStatistics(
            StatisticsPass(
                rows: rows, inputShape: inputShape, scratch: UnsafePointer(arena), statistics: parameters))
    }
}
