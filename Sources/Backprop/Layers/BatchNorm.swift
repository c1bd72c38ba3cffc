/// Batch normalization: scales every channel of a batch to mean 0 and variance 1, then applies a learned scale and
/// shift.
///
/// Formula, for each channel with the mean μ and the (biased) variance σ² over all N values of the batch:
///
///     x̂ = (x − μ) / √(σ² + ε),   y = γ x̂ + β
///
/// and backward, with g = ∂L/∂y:
///
///     ∂L/∂β = Σ g,  ∂L/∂γ = Σ g x̂,  ∂L/∂x = γ / √(σ² + ε) · (g − ∂L/∂β / N − x̂ · ∂L/∂γ / N)
///
/// In prediction the running statistics replace μ and σ². Each training step moves them by m ← (1 − momentum) m +
/// momentum · μ, and likewise with the unbiased variance. A batch with one value per channel has no variance and does
/// not change them. They begin at 0 and 1 and are stored after the parameters; no optimizer changes them. Source:
/// Ioffe and Szegedy, “Batch normalization”, ICML (2015), algorithms 1 and 2; momentum and ε as in PyTorch.
public struct BatchNorm: Layer {
    /// The name in files and text.
    public static let typeName = "batchnorm"

    /// The share of the running statistics that each batch replaces.
    public let momentum: Double

    /// ε, which keeps the quotient finite.
    public let epsilon: Double

    /// Creates the layer.
    public init(momentum: Double = 0.1, epsilon: Double = 1e-5) {
        precondition(Self.isPossible(momentum, epsilon), "momentum is 0 to 1, epsilon above 0 and at most 1")
        self.momentum = momentum
        self.epsilon = epsilon
    }

    private static func isPossible(_ momentum: Double, _ epsilon: Double) -> Bool {
        (0...1).contains(momentum) && epsilon > 0 && epsilon <= 1
    }

    private enum CodingKeys: String, CodingKey {
        case momentum, epsilon
    }

    /// Reads a layer; numbers that no layer can have are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        momentum = try container.decode(Double.self, forKey: .momentum)
        epsilon = try container.decode(Double.self, forKey: .epsilon)
        try DecodingError.require(
            Self.isPossible(momentum, epsilon), forKey: CodingKeys.epsilon, in: container,
            "momentum is 0 to 1, epsilon above 0 and at most 1")
    }

    /// Returns the input's shape; its last extent is the number of channels.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    /// Returns γ as `weight`, initially 1, and β as `bias`, initially 0, one value per channel.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        [.channel("weight", input.channels, .constant(1)), .channel("bias", input.channels, .zeros)]
    }

    /// Returns the running mean, initially 0, and the running variance, initially 1.
    public func statistics(for input: Shape) -> [ParameterDescription] {
        [
            .channel("running_mean", input.channels, .zeros),
            .channel("running_var", input.channels, .constant(1)),
        ]
    }

    /// Whether an example's output depends on the other examples of the batch; always true.
    public var usesBatchStatistics: Bool { true }

    /// Returns the room for μ, σ², 1 / √(σ² + ε) · γ, two vectors of the backward pass, and one sum per example.
    public func scratchCount(for input: Shape, rows: Int) -> Int { (5 + rows) * input.channels }

    /// Computes y = γ x̂ + β.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let channels = pass.inputShape.channels
        let (mean, variance) = (pass.scratch, pass.scratch + channels)
        if pass.training != nil {
            moments(pass.input, pass.rows, pass.inputShape, pass.scratch, threads: pass.threads)
        } else {
            mean.update(from: pass.statistics, count: 2 * channels)
        }
        let scale = pass.scratch + 2 * channels
        for c in 0..<channels {
            scale[c] = pass.parameters[c] / (variance[c] + S(epsilon)).squareRoot()
        }
        S.kernels.images.channelAffine(
            pass.input, mean, scale, pass.parameters + channels, pass.output,
            pass.rows * pass.inputShape.count / channels, channels, pass.threads)
    }

    private func moments<S: Scalar>(
        _ input: UnsafePointer<S>, _ rows: Int, _ shape: Shape, _ scratch: UnsafeMutablePointer<S>,
        threads: Int
    ) {
        let channels = shape.channels
        let positions = shape.count / channels
        let share = 1 / Double(rows * positions)
        for kind in 0...1 {
            S.kernels.images.channelSums(
                kind, input, nil, kind == 0 ? nil : UnsafePointer(scratch), scratch + 5 * channels,
                scratch + kind * channels, share, rows, positions, channels,
                threads)
        }
    }

    /// Computes ∂L/∂γ and ∂L/∂β, then ∂L/∂x.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let (channels, threads) = (pass.inputShape.channels, pass.threads)
        let positions = pass.inputShape.count / channels
        let (mean, variance) = (UnsafePointer(pass.scratch), pass.scratch + channels)
        let (shift, slope) = (pass.scratch + 3 * channels, pass.scratch + 4 * channels)
        let partial = pass.scratch + 5 * channels
        let (gamma, beta) = (pass.parameterGradient, pass.parameterGradient + channels)
        S.kernels.images.channelSums(
            0, UnsafePointer(pass.outputGradient), nil, nil, partial, beta, 1, pass.rows, positions, channels,
            threads)
        S.kernels.images.channelSums(
            2, pass.input, UnsafePointer(pass.outputGradient), mean, partial, gamma, 1, pass.rows, positions,
            channels, threads)
        let share = 1 / S(pass.rows * positions)
        for c in 0..<channels {
            let inverse = 1 / (variance[c] + S(epsilon)).squareRoot()
            gamma[c] *= inverse
            shift[c] = beta[c] * share
            slope[c] = gamma[c] * inverse * share
        }
        guard let inputGradient = pass.inputGradient else { return }
        S.kernels.images.channelGradient(
            pass.input, pass.outputGradient, mean, shift, slope, pass.scratch + 2 * channels, inputGradient,
            pass.rows * positions, channels, threads)
    }

    /// Moves the running statistics towards those of the batch.
    public func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>) {
        let channels = pass.inputShape.channels
        let count = pass.rows * pass.inputShape.count / channels
        guard count > 1 else { return }
        let unbiased = S(count) / S(count - 1)
        for c in 0..<(2 * channels) {
            let value = c < channels ? pass.scratch[c] : pass.scratch[c] * unbiased
            pass.statistics[c] = (1 - S(momentum)) * pass.statistics[c] + S(momentum) * value
        }
    }

    /// `batchnorm`, followed by the settings that differ from their defaults.
    public var text: String {
        var words = [Self.typeName]
        if momentum != 0.1 { words.append("momentum \(momentum)") }
        if epsilon != 1e-5 { words.append("epsilon \(epsilon)") }
        return words.joined(separator: " ")
    }
}

extension BatchNorm: TextRepresentableLayer {
    static let keywords = ["momentum", "epsilon"]

    /// Reads the words after `batchnorm`.
    init(words: inout LayerTextParser) throws(NetworkError) {
        var momentum = 0.1
        var epsilon = 1e-5
        while true {
            if words.take("momentum") {
                momentum = try words.number("the momentum", in: 0...1)
            } else if words.take("epsilon") {
                epsilon = try words.number("epsilon", in: 1e-30...1)
            } else {
                break
            }
        }
        self.init(momentum: momentum, epsilon: epsilon)
    }
}

extension Shape {
    /// The last extent, whose values are contiguous.
    var channels: Int { self[rank - 1] }
}

extension ParameterDescription {
    /// Returns the description of one value per channel, which initializers for weights do not replace.
    static func channel(_ name: String, _ channels: Int, _ first: any Initializer) -> ParameterDescription {
        ParameterDescription(
            name: name, extents: [channels], initializer: first, fanIn: channels, fanOut: channels,
            isWeight: false)
    }
}
