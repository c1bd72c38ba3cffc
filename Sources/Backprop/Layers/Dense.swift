/// A fully connected layer.
///
/// Formula, for a batch X of `rows` × `inputs`:
///
///     Z = X·W + b          W: inputs × units, b: units
///     Y = activation(Z)    rows × units
///
/// and backward, with G = ∂L/∂Y:
///
///     D  = G ⊙ activation′(Z)
///     ∂L/∂W = Xᵀ·D,  ∂L/∂b = Σ over rows of D,  ∂L/∂X = D·Wᵀ
///
/// Source: Rumelhart, Hinton and Williams, “Learning representations by back-propagating errors”,
/// Nature 323 (1986), pp. 533–536.
public struct Dense: ActivatedLayer {
    /// The name in files and text.
    public static let typeName = "dense"

    /// The number of outputs.
    public let units: Int

    /// The function applied to the weighted sums.
    public let activation: Activation

    /// Whether a bias is added to each sum.
    public let hasBias: Bool

    /// Creates a fully connected layer with a number of outputs.
    public init(_ units: Int, activation: Activation = .linear, bias: Bool = true) {
        precondition(units > 0, "a dense layer has at least one unit")
        self.units = units
        self.activation = activation
        self.hasBias = bias
    }

    /// The maximum number of units in text and files.
    static let maximumUnits = 1 << 24

    private enum CodingKeys: String, CodingKey {
        case units, activation, hasBias
    }

    /// Reads a layer; a number of units out of range is a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        units = try container.decode(Int.self, forKey: .units)
        activation = try container.decode(Activation.self, forKey: .activation)
        hasBias = try container.decode(Bool.self, forKey: .hasBias)
        try DecodingError.require(
            (1...Self.maximumUnits).contains(units), forKey: CodingKeys.units, in: container,
            "a dense layer has 1 to \(Self.maximumUnits) units, not \(units)")
    }

    /// Returns the layer with another activation.
    public func withActivation(_ activation: Activation) -> Dense {
        Dense(units, activation: activation, bias: hasBias)
    }

    /// Returns `units` values; the input must be flat.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard input.rank == 1 else {
            throw .incompatibleShape(
                self, found: input, expected: "a flat row of values (put \"flatten\" before it)")
        }
        return [units]
    }

    /// Returns `weight` of `[inputs, units]` and, with a bias, `bias` of `[units]`.
    ///
    /// The initial weights follow He's rule for rectifiers, LeCun's for SELU and Glorot's otherwise; the initial bias
    /// is zero.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        let weight = ParameterDescription(
            name: "weight", extents: [input.count, units], initializer: activation.defaultInitializer,
            fanIn: input.count, fanOut: units, fileOrder: [1, 0], isWeight: true)
        let bias = ParameterDescription(
            name: "bias", extents: [units], initializer: .zeros, fanIn: input.count, fanOut: units,
            isWeight: false)
        return hasBias ? [weight, bias] : [weight]
    }

    /// Returns the room for the weighted sums, if the activation's derivative needs them.
    public func scratchCount(for input: Shape, rows: Int) -> Int {
        activation.derivativeNeedsSums ? rows * units : 0
    }

    /// Computes Y = activation(X·W + b).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let inputs = pass.inputShape.count
        S.affine(
            rows: pass.rows, inputs: inputs, outputs: units, pass.input, weights: pass.parameters,
            bias: hasBias ? pass.parameters + inputs * units : nil, activation: activation,
            sums: activation.derivativeNeedsSums ? pass.scratch : nil, into: pass.output,
            threads: pass.threads)
    }

    /// Replaces ∂L/∂Y by D, then computes the three products.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let inputs = pass.inputShape.count
        S.activationGradient(
            activation, rows: pass.rows, columns: units, sums: pass.scratch, outputs: pass.output,
            pass.outputGradient, threads: pass.threads)
        S.weightGradient(
            rows: pass.rows, inputs: inputs, outputs: units, pass.input, pass.outputGradient,
            into: pass.parameterGradient,
            bias: hasBias ? pass.parameterGradient + inputs * units : nil, threads: pass.threads)
        guard let inputGradient = pass.inputGradient else { return }
        S.inputGradient(
            rows: pass.rows, inputs: inputs, outputs: units, pass.outputGradient,
            weights: pass.parameters, into: inputGradient, threads: pass.threads)
    }

    /// The number of entries in PyTorch's `Sequential`: the weights and, if there is one, the activation.
    public var sequentialModuleCount: Int { activation == .linear ? 1 : 2 }

    /// `dense 16 relu`, followed by `no-bias` if there is no bias.
    public var text: String {
        var words = ["dense", "\(units)"]
        if activation != .linear { words.append(activation.description) }
        if !hasBias { words.append("no-bias") }
        return words.joined(separator: " ")
    }
}

extension Dense: TextRepresentableLayer {
    static let keywords = ["no-bias"] + Activation.names

    /// Reads the words after `dense`: the number of units, then an activation and `no-bias`, if any.
    init(words: inout LayerTextParser) throws(NetworkError) {
        let units = try words.positiveInteger("the number of units", upTo: Self.maximumUnits)
        let activation = words.activation() ?? .linear
        self.init(units, activation: activation, bias: !words.take("no-bias"))
    }
}

extension Activation {
    /// The rule for initial weights that preserves the variance of signals under this activation.
    var defaultInitializer: any Initializer {
        switch self {
        case .relu, .leakyReLU, .elu, .gelu, .silu, .softplus, .mish: .heUniform
        case .selu: .lecunNormal
        case .linear, .sigmoid, .tanh, .softmax: .glorotUniform
        }
    }
}
