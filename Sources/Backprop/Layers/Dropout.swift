/// Sets each value to zero with a given probability in training, and scales the other values so that the expected sum
/// remains.
///
/// Formula: y = x · m / (1 − rate), m = 0 with probability `rate`, else 1; backward, ∂L/∂x = ∂L/∂y · m / (1 − rate).
/// In prediction y = x. The mask is a function of (seed, step, layer, position) alone, so the backward pass
/// recomputes it instead of storing it.
///
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, “Dropout: a simple way to prevent
/// neural networks from overfitting”, JMLR 15 (2014), pp. 1929–1958.
public struct Dropout: Layer {
    /// The name in files and text.
    public static let typeName = "dropout"

    /// The probability that a value is set to zero, at least 0 and below 1.
    public let rate: Double

    /// Creates a layer that drops values with a probability.
    public init(_ rate: Double) {
        precondition(rate >= 0 && rate < 1, "a dropout rate is at least 0 and below 1")
        self.rate = rate
    }

    private enum CodingKeys: String, CodingKey {
        case rate
    }

    /// Reads a layer; a rate that is not a probability below 1 is a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        rate = try container.decode(Double.self, forKey: .rate)
        try DecodingError.require(
            rate >= 0 && rate < 1, forKey: CodingKeys.rate, in: container,
            "a dropout rate is at least 0 and below 1, not \(rate)")
    }

    /// Returns the input's shape.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    /// Returns no parameters.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    /// Whether prediction returns the input unchanged; always true.
    public var isIdentityInInference: Bool { true }

    /// Computes y = x · m / (1 − rate) in training, y = x otherwise.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let count = pass.rows * pass.inputShape.count
        guard let training = pass.training else {
            pass.output.update(from: pass.input, count: count)
            return
        }
        drop(
            pass.input, into: pass.output, count: count, first: training.row * pass.inputShape.count,
            training,
            threads: pass.threads)
    }

    /// Computes ∂L/∂x = ∂L/∂y · m / (1 − rate), with the same mask.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let inputGradient = pass.inputGradient else { return }
        drop(
            pass.outputGradient, into: inputGradient, count: pass.rows * pass.inputShape.count,
            first: pass.training.row * pass.inputShape.count, pass.training, threads: pass.threads)
    }

    private func drop<S: Scalar>(
        _ input: UnsafePointer<S>, into output: UnsafeMutablePointer<S>, count: Int, first: Int,
        _ training: RandomContext, threads: Int
    ) {
        let stream = RandomStream.dropout.number(step: Int(training.step), layer: training.layer)
        S.dropout(
            input, into: output, count: count, rate: rate, seed: training.seed, stream: stream,
            first: first, threads: threads)
    }

    /// `dropout 0.5`.
    public var text: String { "dropout \(rate)" }
}

extension Dropout: TextRepresentableLayer {
    static let keywords: [String] = []

    /// Reads the word after `dropout`: the rate.
    init(words: inout LayerTextParser) throws(NetworkError) {
        self.init(try words.dropoutRate())
    }
}
