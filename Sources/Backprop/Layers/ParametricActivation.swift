/// A learned mixture of an activation and the identity, with a share of its own for each unit.
///
/// Formula: y_j = x_j + α_j (f(x_j) − x_j). Initially α_j = 1, so that the layer begins as f. Backward,
/// ∂L/∂α_j = Σ ∂L/∂y_j (f(x_j) − x_j), ∂L/∂x_j = ∂L/∂y_j (1 + α_j (f′(x_j) − 1)). There is one α per value of a row, or
/// per channel of an image. Weight decay and penalties leave it alone.
///
/// Source: D. Holzmüller, L. Grinsztajn and I. Steinwart, "Better by Default: Strong Pre-Tuned MLPs and Boosted Trees on
/// Tabular Data", NeurIPS 2024, section 3.
public struct ParametricActivation: Layer {
    /// The name in files and text.
    public static let typeName = "parametric"

    /// The function f, neither linear nor softmax.
    public let activation: Activation

    /// Creates a layer that mixes the function with the identity.
    public init(_ activation: Activation) {
        precondition(Self.accepts(activation), "linear and softmax have no parametric form")
        self.activation = activation
    }

    /// Whether a function differs from the identity and acts on each value alone.
    static func accepts(_ activation: Activation) -> Bool { activation != .linear && activation != .softmax }

    private enum CodingKeys: String, CodingKey {
        case activation
    }

    /// Reads a layer; linear and softmax are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        activation = try container.decode(Activation.self, forKey: .activation)
        try DecodingError.require(
            Self.accepts(activation), forKey: CodingKeys.activation, in: container,
            "\(activation) has no parametric form")
    }

    /// Returns the input's shape.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    /// Returns α as `weight`, initially 1.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        [.channel("weight", input.channels, .constant(1))]
    }

    /// Returns the room for f(x).
    public func scratchCount(for input: Shape, rows: Int) -> Int { rows * input.count }

    /// Computes f(x), which is kept, and y = x + α (f(x) − x).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let (count, channels) = (pass.inputShape.count, pass.inputShape.channels)
        S.activate(
            activation, rows: pass.rows, columns: count, pass.input, into: pass.scratch, threads: pass.threads
        )
        for begin in stride(from: 0, to: pass.rows * count, by: channels) {
            let (input, active, output) = (pass.input + begin, pass.scratch + begin, pass.output + begin)
            for channel in 0..<channels {
                output[channel] =
                    input[channel] + pass.parameters[channel] * (active[channel] - input[channel])
            }
        }
    }

    /// Computes ∂L/∂α, row by row, and ∂L/∂x.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let (count, channels) = (pass.rows * pass.inputShape.count, pass.inputShape.channels)
        pass.parameterGradient.update(repeating: 0, count: channels)
        for begin in stride(from: 0, to: count, by: channels) {
            let (input, active) = (pass.input + begin, pass.scratch + begin)
            let gradient = pass.outputGradient + begin
            for channel in 0..<channels {
                pass.parameterGradient[channel] += gradient[channel] * (active[channel] - input[channel])
            }
        }
        guard let inputGradient = pass.inputGradient else { return }
        inputGradient.update(from: pass.outputGradient, count: count)
        S.activationGradient(
            activation, rows: pass.rows, columns: pass.inputShape.count, sums: pass.input,
            outputs: pass.scratch, inputGradient, threads: pass.threads)
        for begin in stride(from: 0, to: count, by: channels) {
            let (sloped, gradient) = (inputGradient + begin, pass.outputGradient + begin)
            for channel in 0..<channels {
                sloped[channel] =
                    gradient[channel] + pass.parameters[channel] * (sloped[channel] - gradient[channel])
            }
        }
    }

    /// `parametric`, followed by the function.
    public var text: String { "\(Self.typeName) \(activation)" }
}

extension ParametricActivation: TextRepresentableLayer {
    static let keywords = Activation.names

    /// Reads the words after `parametric`: the activation.
    init(words: inout LayerTextParser) throws(NetworkError) {
        guard let word = words.next() else { throw words.errorAtEnd("the activation is missing") }
        guard let activation = Activation(text: word), Self.accepts(activation) else {
            throw words.error("\"\(word)\" is not an activation of a parametric form, such as mish or selu")
        }
        self.init(activation)
    }
}
