/// Layer normalization: scales the last extent of every example to mean 0 and variance 1, then applies a learned
/// scale and shift. The last extent contains a row's values, or the channels of each pixel.
///
/// Formula, over C values with mean μ and biased variance σ²: x̂ = (x − μ) / √(σ² + ε), y = γ x̂ + β; backward, with
/// g = γ ∂L/∂y: ∂L/∂x = (g − mean g − x̂ · mean (g x̂)) / √(σ² + ε), ∂L/∂γ = Σ ∂L/∂y x̂, ∂L/∂β = Σ ∂L/∂y. Training
/// and prediction are equal. Source: Ba, Kiros and Hinton, “Layer normalization” (2016), eq. 4.
public struct LayerNorm: Layer {
    /// The name in files and text.
    public static let typeName = "layernorm"

    /// ε, which keeps the quotient finite.
    public let epsilon: Double

    /// Creates the layer.
    public init(epsilon: Double = 1e-5) {
        precondition(epsilon > 0 && epsilon <= 1, "epsilon is above 0 and at most 1")
        self.epsilon = epsilon
    }

    private enum CodingKeys: String, CodingKey {
        case epsilon
    }

    /// Reads a layer; an ε out of range is a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        epsilon = try container.decode(Double.self, forKey: .epsilon)
        try DecodingError.require(
            epsilon > 0 && epsilon <= 1, forKey: CodingKeys.epsilon, in: container,
            "epsilon is above 0 and at most 1, not \(epsilon)")
    }

    /// Returns the input's shape.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    /// Returns γ as `weight`, initially 1, and β as `bias`, initially 0.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        [.channel("weight", input.channels, .constant(1)), .channel("bias", input.channels, .zeros)]
    }

    /// Returns the room for x̂, 1 / √(σ² + ε) of each position, and one sum per example.
    public func scratchCount(for input: Shape, rows: Int) -> Int {
        rows * (input.count + input.count / input.channels + input.channels)
    }

    /// Computes y = γ x̂ + β.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let (channels, count) = (pass.inputShape.channels, pass.rows * pass.inputShape.count)
        S.kernels.images.layerNorm(
            pass.input, pass.parameters, pass.parameters + channels, pass.scratch, pass.scratch + count,
            pass.output, epsilon, count / channels, channels, pass.threads)
    }

    /// Computes ∂L/∂γ and ∂L/∂β, then ∂L/∂x.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let (channels, threads) = (pass.inputShape.channels, pass.threads)
        let count = pass.rows * pass.inputShape.count
        let positions = pass.inputShape.count / channels
        let partial = pass.scratch + count + count / channels
        let gradient = UnsafePointer(pass.outputGradient)
        let zeros = pass.parameterGradient + channels
        zeros.update(repeating: 0, count: channels)
        S.kernels.images.channelSums(
            2, UnsafePointer(pass.scratch), gradient, UnsafePointer(zeros), partial, pass.parameterGradient,
            1, pass.rows, positions, channels, threads)
        S.kernels.images.channelSums(
            0, gradient, nil, nil, partial, pass.parameterGradient + channels, 1, pass.rows, positions,
            channels, threads)
        guard let inputGradient = pass.inputGradient else { return }
        S.kernels.images.layerNormGradient(
            UnsafePointer(pass.scratch), UnsafePointer(pass.scratch + count), pass.parameters, gradient,
            inputGradient, count / channels, channels, threads)
    }

    /// `layernorm`, followed by ε if it differs from the default.
    public var text: String { epsilon == 1e-5 ? Self.typeName : "\(Self.typeName) epsilon \(epsilon)" }
}

extension LayerNorm: TextRepresentableLayer {
    static let keywords = ["epsilon"]

    /// Reads the words after `layernorm`.
    init(words: inout LayerTextParser) throws(NetworkError) {
        self.init(epsilon: words.take("epsilon") ? try words.number("epsilon", in: 1e-30...1) : 1e-5)
    }
}
