/// A layer of a network: a description that knows its shapes, its parameters, its formula and the
/// derivative of that formula.
///
/// A layer is a value and holds no numbers that training changes: those live in the flat parameter
/// vector of a model, and a pass hands the layer its part of them. A layer from outside this library
/// takes part in everything (training, checking, saving) by conforming; see
/// <doc:WritingYourOwnLayer>.
public protocol Layer: Codable, Sendable, Equatable {
    /// The word that names this kind of layer in files and in text, such as `dense`.
    static var typeName: String { get }

    /// The shape that comes out when examples of the given shape go in.
    ///
    /// - Throws: ``NetworkError`` when the layer cannot take that shape.
    func outputShape(for input: Shape) throws(NetworkError) -> Shape

    /// The parameters for that input shape, in the order in which they lie in memory.
    func parameters(for input: Shape) -> [ParameterDescription]

    /// The numbers that training keeps beside the parameters, such as running means: they have no gradient, no
    /// optimizer touches them, and model files hold them.
    func statistics(for input: Shape) -> [ParameterDescription]

    /// Brings the statistics up to date, once a step's forward pass is known to have gone well.
    func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>)

    /// The layer with everything worked out that shapes and rows decide, so that a pass need not.
    func prepared(for input: Shape, rows: Int) -> any Layer

    /// How many values the layer wants to keep from `forward` for `backward`, for a batch of that size.
    func scratchCount(for input: Shape, rows: Int) -> Int

    /// Computes the output of the pass from its input.
    func forward<S: Scalar>(_ pass: ForwardPass<S>)

    /// Computes the gradients with respect to the input and the parameters from the gradient with
    /// respect to the output.
    func backward<S: Scalar>(_ pass: BackwardPass<S>)

    /// How many layers it counts as where random streams are numbered: one, and those inside.
    var nestedLayerCount: Int { get }

    /// Whether the layer passes its input on unchanged when it predicts, as dropout does.
    var isIdentityInInference: Bool { get }

    /// How many entries of PyTorch's `torch.nn.Sequential` this layer stands for.
    ///
    /// Model files name tensors by that position, so that they load there as they are.
    var sequentialModuleCount: Int { get }

    /// The layer as ``Network/init(parsing:)`` reads it, such as `dense 16 relu`.
    var text: String { get }
}

extension Layer {
    /// None.
    public func statistics(for input: Shape) -> [ParameterDescription] { [] }

    /// Nothing to do.
    public func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>) {}

    /// The layer itself.
    public func prepared(for input: Shape, rows: Int) -> any Layer { self }

    /// One.
    public var nestedLayerCount: Int { 1 }

    /// No values kept.
    public func scratchCount(for input: Shape, rows: Int) -> Int { 0 }

    /// The layer does something when it predicts.
    public var isIdentityInInference: Bool { false }

    /// One entry.
    public var sequentialModuleCount: Int { 1 }

    /// The name of the type.
    public var text: String { Self.typeName }

    /// Whether this layer and another, of any type, are the same description.
    func isEqual(to other: any Layer) -> Bool {
        (other as? Self) == self
    }
}

/// A layer that ends in an activation, which a loss may take over to compute both in one stable formula.
public protocol ActivatedLayer: Layer {
    /// The function applied last.
    var activation: Activation { get }

    /// The same layer with another activation.
    func withActivation(_ activation: Activation) -> Self
}

extension Network {
    /// The activation that the network ends in.
    var outputActivation: Activation {
        (layers.last as? any ActivatedLayer)?.activation ?? .linear
    }
}
