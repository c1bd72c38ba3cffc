/// A layer of a network: a description that knows its shapes, its parameters, its formula and the
/// derivative of that formula.
///
/// A layer is a value and holds no numbers that training changes. Those are in the flat parameter vector of a model,
/// and a pass hands the layer its part of them. A layer from outside this library takes part in everything (training,
/// checking, saving) by conforming; see <doc:WritingYourOwnLayer>.
public protocol Layer: Codable, Sendable, Equatable {
    /// The word that names this kind of layer in files and in text, such as `dense`.
    static var typeName: String { get }

    /// Returns the output shape for examples of the given shape.
    ///
    /// - Throws: ``NetworkError`` when the layer cannot take that shape.
    func outputShape(for input: Shape) throws(NetworkError) -> Shape

    /// Returns the parameters for that input shape, in the order in which they lie in memory.
    func parameters(for input: Shape) -> [ParameterDescription]

    /// Returns the numbers that training keeps in addition to the parameters, such as running means. They have no
    /// gradient, no optimizer changes them, and model files hold them.
    func statistics(for input: Shape) -> [ParameterDescription]

    /// Updates the statistics after a step's forward pass has succeeded.
    func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>)

    /// Returns the layer with everything computed that depends on shapes and rows only, so that a pass need not.
    func prepared(for input: Shape, rows: Int) -> any Layer

    /// Returns the number of values that the layer keeps from `forward` for `backward`, for a batch of that size.
    func scratchCount(for input: Shape, rows: Int) -> Int

    /// Computes the output of the pass from its input.
    func forward<S: Scalar>(_ pass: ForwardPass<S>)

    /// Computes the gradients with respect to the input and the parameters from the gradient with
    /// respect to the output.
    func backward<S: Scalar>(_ pass: BackwardPass<S>)

    /// The number of layers that it counts as for the numbering of random streams: one, and those inside.
    var nestedLayerCount: Int { get }

    /// Whether the layer passes its input on unchanged when it predicts, like dropout.
    var isIdentityInInference: Bool { get }

    /// Whether an example's output in training depends on the other examples of the batch, as with batch normalization.
    var usesBatchStatistics: Bool { get }

    /// The number of entries of PyTorch's `torch.nn.Sequential` that this layer stands for.
    ///
    /// Model files name tensors by that position, so that PyTorch loads them unchanged.
    var sequentialModuleCount: Int { get }

    /// The layer as ``Network/init(parsing:)`` reads it, such as `dense 16 relu`.
    var text: String { get }
}

extension Layer {
    /// Returns an empty list: by default a layer has no statistics.
    public func statistics(for input: Shape) -> [ParameterDescription] { [] }

    /// Does nothing, since by default a layer has no statistics.
    public func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>) {}

    /// Returns the layer itself.
    public func prepared(for input: Shape, rows: Int) -> any Layer { self }

    /// One.
    public var nestedLayerCount: Int { 1 }

    /// Returns 0: by default a layer keeps no values.
    public func scratchCount(for input: Shape, rows: Int) -> Int { 0 }

    /// Whether the layer passes its input on unchanged when it predicts. Defaults to `false`.
    public var isIdentityInInference: Bool { false }

    /// Whether an example's output in training depends on the other examples. Defaults to `false`.
    public var usesBatchStatistics: Bool { false }

    /// One entry.
    public var sequentialModuleCount: Int { 1 }

    /// The name of the type.
    public var text: String { Self.typeName }

    /// Whether this layer and another, of any type, are equal descriptions.
    func isEqual(to other: any Layer) -> Bool {
        (other as? Self) == self
    }
}

/// A layer that ends in an activation, which a loss may take over to compute both in one stable formula.
public protocol ActivatedLayer: Layer {
    /// The function applied last.
    var activation: Activation { get }

    /// Returns the layer with another activation.
    func withActivation(_ activation: Activation) -> Self
}

extension Network {
    /// The activation that the network ends in.
    var outputActivation: Activation {
        (layers.last as? any ActivatedLayer)?.activation ?? .linear
    }
}
