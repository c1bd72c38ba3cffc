/// Sets whole channels of an example to zero with a given probability in training, and scales the other channels.
///
/// Formula: y[n, …, c] = x[n, …, c] · m[n, c] / (1 − rate), m = 0 with probability `rate`, else 1; the backward pass
/// is equal. In prediction y = x. Neighbouring pixels are strongly correlated, so dropping single pixels has little
/// effect. Source: Tompson, Goroshin, Jain, LeCun and Bregler, CVPR (2015), section 3.2.
public struct SpatialDropout: Layer {
    /// The name in files and text.
    public static let typeName = "spatial-dropout"

    /// The probability that a channel is set to zero, at least 0 and below 1.
    public let rate: Double

    /// Creates a layer that drops channels with a probability.
    public init(_ rate: Double) { self.rate = Dropout(rate).rate }

    /// Reads a layer; a rate that is not a probability below 1 is a decoding error, never a trap.
    public init(from decoder: any Decoder) throws { rate = try Dropout(from: decoder).rate }

    /// Writes the rate.
    public func encode(to encoder: any Encoder) throws { try Dropout(rate).encode(to: encoder) }

    /// Returns the input's shape.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    /// Returns no parameters.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    /// Whether prediction returns the input unchanged; always true.
    public var isIdentityInInference: Bool { true }

    /// Returns the room for the factors of each example's channels.
    public func scratchCount(for input: Shape, rows: Int) -> Int { rows * input.channels }

    /// Computes y = x · m / (1 − rate) in training, y = x otherwise.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        guard let training = pass.training else {
            pass.output.update(from: pass.input, count: pass.rows * pass.inputShape.count)
            return
        }
        let channels = pass.inputShape.channels
        let stream = RandomStream.dropout.number(step: Int(training.step), layer: training.layer)
        pass.scratch.update(repeating: 1, count: pass.rows * channels)
        S.dropout(
            UnsafePointer(pass.scratch), into: pass.scratch, count: pass.rows * channels, rate: rate,
            seed: training.seed, stream: stream, first: training.row * channels, threads: 1)
        scale(pass.input, into: pass.output, pass.scratch, pass.rows, pass.inputShape, threads: pass.threads)
    }

    /// Computes ∂L/∂x = ∂L/∂y · m / (1 − rate).
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let inputGradient = pass.inputGradient else { return }
        scale(
            UnsafePointer(pass.outputGradient), into: inputGradient, pass.scratch, pass.rows, pass.inputShape,
            threads: pass.threads)
    }

    private func scale<S: Scalar>(
        _ values: UnsafePointer<S>, into result: UnsafeMutablePointer<S>, _ factors: UnsafePointer<S>,
        _ rows: Int, _ shape: Shape, threads: Int
    ) {
        S.kernels.images.channelScale(
            values, factors, result, rows, shape.count / shape.channels, shape.channels,
            threads)
    }

    /// `spatial-dropout 0.2`.
    public var text: String { "\(Self.typeName) \(rate)" }
}

extension SpatialDropout: TextRepresentableLayer {
    static let keywords: [String] = []

    /// Reads the word after `spatial-dropout`: the rate.
    init(words: inout LayerTextParser) throws(NetworkError) { self.init(try words.dropoutRate()) }
}
