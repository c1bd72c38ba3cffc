/// A function applied to the weighted sums of a layer.
///
/// Every function is written here with its derivative. The derivative is given as a function of the
/// output `y` where that is possible, because then the sums need not be kept for the way back.
public enum Activation: Hashable, Sendable {
    /// y = z, y′ = 1.
    case linear
    /// y = 1 / (1 + e⁻ᶻ), y′ = y (1 − y).
    case sigmoid
    /// y = tanh z, y′ = 1 − y².
    case tanh
    /// y = max(0, z), y′ = 1 where z > 0, else 0. Nair and Hinton (2010).
    case relu
    /// y = z where z > 0, else slope · z. Maas, Hannun and Ng (2013).
    case leakyReLU(slope: Double = 0.01)
    /// y = z where z > 0, else alpha (eᶻ − 1). Clevert, Unterthiner and Hochreiter (2016), eq. 15.
    case elu(alpha: Double = 1)
    /// y = λ · elu(z) with λ and α chosen so that mean 0 and variance 1 reproduce themselves.
    /// Klambauer, Unterthiner, Mayr and Hochreiter (2017), eq. 2.
    case selu
    /// y = z · Φ(z), Φ the standard normal distribution function; y′ = Φ(z) + z φ(z).
    /// Hendrycks and Gimpel (2016), eq. 1.
    case gelu
    /// y = z / (1 + e⁻ᶻ), y′ = σ(z) (1 + z (1 − σ(z))). Elfwing, Uchibe and Doya (2018).
    case silu
    /// y = log(1 + eᶻ), y′ = 1 − e⁻ʸ. Dugas, Bengio, Bélisle, Nadeau and Garcia (2001).
    case softplus
    /// yᵢ = e^zᵢ / Σⱼ e^zⱼ over the whole output of the layer;
    /// ∂L/∂zᵢ = yᵢ (∂L/∂yᵢ − Σⱼ yⱼ ∂L/∂yⱼ). Bridle (1990).
    case softmax

    /// The constant λ of SELU.
    static let seluScale = 1.0507009873554804934193349852946

    /// The constant α of SELU.
    static let seluAlpha = 1.6732632423543772848170429916717

    /// Whether the derivative needs the weighted sums `z`, because the output does not determine it.
    var derivativeNeedsSums: Bool {
        switch self {
        case .gelu, .silu: true
        default: false
        }
    }

    /// Whether each output depends on the sum at the same place alone.
    var isElementwise: Bool { self != .softmax }
}

extension Activation: CustomStringConvertible {
    /// The name as text layers use it, with the parameter only where it is not the usual one.
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
        case .softmax: "softmax"
        }
    }

    /// One of each kind, with its usual parameter, in the order of this page.
    public static let allKinds: [Activation] = [
        .linear, .sigmoid, .tanh, .relu, .leakyReLU(), .elu(), .selu, .gelu, .silu, .softplus, .softmax,
    ]

    /// The names of all kinds.
    static let names = allKinds.map(\.name)

    /// Creates the activation of that name, such as `relu` or `leaky-relu(0.2)`, or `nil` if there is none or its
    /// parameter is not a number of at least 0.
    package init?(text: some StringProtocol) {
        let pieces = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = Self.allKinds.first(where: { $0.name == pieces[0].lowercased() }) else { return nil }
        guard pieces.count == 2 else {
            self = kind
            return
        }
        // Below zero the output would no longer tell on which side of zero the sum lies.
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
                .init(codingPath: decoder.codingPath, debugDescription: "there is no activation “\(text)”"))
        }
        self = activation
    }

    /// Writes the textual form.
    public func encode(to encoder: any Encoder) throws {
        try description.encode(to: encoder)
    }
}
