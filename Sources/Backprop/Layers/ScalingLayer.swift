/// A learned factor for each input, by which training weights the inputs: features that help become larger.
///
/// Formula: y_j = s_j x_j with s_j = 1 initially; backward, ∂L/∂s_j = Σ ∂L/∂y_j x_j, ∂L/∂x_j = s_j ∂L/∂y_j. There is one
/// factor per value of a row, or per channel of an image. It is meant as the first layer for tables, and weight decay
/// and penalties leave it alone.
///
/// Source: D. Holzmüller, L. Grinsztajn and I. Steinwart, "Better by Default: Strong Pre-Tuned MLPs and Boosted Trees on
/// Tabular Data", NeurIPS 2024, section 3.
public struct ScalingLayer: Layer {
    /// The name in files and text.
    public static let typeName = "scaling"

    /// Creates the layer.
    public init() {}

    /// Returns the input's shape.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    /// Returns s as `weight`, initially 1.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        [.channel("weight", input.channels, .constant(1))]
    }

    /// Computes y = s x.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let channels = pass.inputShape.channels
        for begin in stride(from: 0, to: pass.rows * pass.inputShape.count, by: channels) {
            let (input, output) = (pass.input + begin, pass.output + begin)
            for channel in 0..<channels { output[channel] = input[channel] * pass.parameters[channel] }
        }
    }

    /// Computes ∂L/∂s, row by row, and ∂L/∂x.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let channels = pass.inputShape.channels
        pass.parameterGradient.update(repeating: 0, count: channels)
        for begin in stride(from: 0, to: pass.rows * pass.inputShape.count, by: channels) {
            let (input, gradient) = (pass.input + begin, pass.outputGradient + begin)
            for channel in 0..<channels {
                pass.parameterGradient[channel] += gradient[channel] * input[channel]
            }
            guard let inputGradient = pass.inputGradient.map({ $0 + begin }) else { continue }
            for channel in 0..<channels {
                inputGradient[channel] = gradient[channel] * pass.parameters[channel]
            }
        }
    }
}

extension ScalingLayer: TextRepresentableLayer {
    static let keywords: [String] = []

    /// Reads no more words than `scaling`.
    init(words: inout LayerTextParser) throws(NetworkError) { self.init() }
}
