/// A function applied to the weighted sums of a layer.
///
/// Every function is listed with its derivative. If possible, the derivative is a function of the output `y`, so that
/// the sums need not be kept for the backward pass.
public enum Activation: Hashable, Sendable {
    /// y = z, y′ = 1.
    case linear
    /// y = 1 / (1 + e⁻ᶻ), y′ = y (1 − y).
    case sigmoid
    /// y = tanh z, y′ = 1 − y².
    case tanh
    /// y = max(0, z), y′ = 1 if z > 0, else 0. Nair and Hinton (2010).
    case relu
    /// y = z if z > 0, else slope · z. Maas, Hannun and Ng (2013).
    case leakyReLU(slope: Double = 0.01)
    /// y = z if z > 0, else alpha (eᶻ − 1). Clevert, Unterthiner and Hochreiter (2016), eq. 15.
    case elu(alpha: Double = 1)
    /// y = λ · elu(z), with λ and α for which mean 0 and variance 1 are a fixed point. Klambauer, Unterthiner, Mayr
    /// and Hochreiter (2017), eq. 2.
    case selu
    /// y = z · Φ(z), Φ the standard normal distribution function; y′ = Φ(z) + z φ(z).
    /// Hendrycks and Gimpel (2016), eq. 1.
    case gelu
    /// y = z / (1 + e⁻ᶻ), y′ = σ(z) (1 + z (1 − σ(z))). Elfwing, Uchibe and Doya (2018).
    case silu
    /// y = log(1 + eᶻ), y′ = 1 − e⁻ʸ. Dugas, Bengio, Bélisle, Nadeau and Garcia (2001).
    case softplus
    /// y = z · tanh(log(1 + eᶻ)), y′ = t + z (1 − t²) σ(z) with t = tanh(log(1 + eᶻ)). Misra (2020), eq. 1.
    case mish
    /// yᵢ = e^zᵢ / Σⱼ e^zⱼ over the whole output of the layer;
    /// ∂L/∂zᵢ = yᵢ (∂L/∂yᵢ − Σⱼ yⱼ ∂L/∂yⱼ). Bridle (1990).
    case softmax

    /// Whether the derivative needs the weighted sums `z`, because the output does not determine it.
    var derivativeNeedsSums: Bool {
        switch self {
        case .gelu, .silu, .mish: true
        default: false
        }
    }
}

extension Activation: CustomStringConvertible {
    /// The name in the text of layers, with the parameter if it differs from the default.
    public var description: String {
        switch self {
        case .leakyReLU(let slope) where slope != 0.01: "leaky-relu(\(slope))"
        case .elu(let alpha) where alpha != 1: "elu(\(alpha))"
        default: name
        }
    }

    /// The name without parameters.
    public var name: String {
        switch self {
        case .linear: "linear"
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .relu: "relu"
        case .leakyReLU: "leaky-relu"
        case .elu: "elu"
        case .selu: "selu"
        case .gelu: "gelu"
        case .silu: "silu"
        case .softplus: "softplus"
        case .mish: "mish"
        case .softmax: "softmax"
        }
    }

    /// One activation of each kind, with its default parameter, in the order of the cases.
    public static let allKinds: [Activation] = [
        .linear, .sigmoid, .tanh, .relu, .leakyReLU(), .elu(), .selu, .gelu, .silu, .softplus, .mish,
        .softmax,
    ]

    /// The names of all kinds.
    static let names = allKinds.map(\.name)

    /// Creates the activation of a name, such as `relu` or `leaky-relu(0.2)`.
    ///
    /// The result is `nil` if the name is unknown, or its parameter is not a number of at least 0.
    package init?(text: some StringProtocol) {
        let pieces = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = Self.allKinds.first(where: { $0.name == pieces[0].lowercased() }) else { return nil }
        guard pieces.count == 2 else {
            self = kind
            return
        }
        // With a parameter below zero the output would not determine the sign of the sum.
        guard pieces[1].hasSuffix(")"), let parameter = Double(pieces[1].dropLast()), parameter.isFinite,
            parameter >= 0
        else {
            return nil
        }
        switch kind {
        case .leakyReLU: self = .leakyReLU(slope: parameter)
        case .elu: self = .elu(alpha: parameter)
        default: return nil
        }
    }
}

extension Activation: Codable {
    /// Reads the textual form, such as `"relu"`.
    public init(from decoder: any Decoder) throws {
        let text = try String(from: decoder)
        guard let activation = Activation(text: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "there is no activation \"\(text)\""))
        }
        self = activation
    }

    /// Writes the textual form.
    public func encode(to encoder: any Encoder) throws {
        try description.encode(to: encoder)
    }
}
