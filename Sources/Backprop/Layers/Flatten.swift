/// Turns an image into a flat vector, channel by channel as PyTorch's `Flatten` does.
///
/// Formula: y[c · height · width + i · width + j] = x[i, j, c]; the backward pass inverts it. A following dense layer
/// therefore has its weights in PyTorch's order, although images are stored channels last here.
public struct Flatten: Layer {
    /// The name in files and text.
    public static let typeName = "flatten"

    /// Creates the layer.
    public init() {}

    /// Returns the number of the input's values as a flat shape.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { [input.count] }

    /// Returns no parameters.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    /// Reorders the values channels first.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let channels = pass.inputShape[pass.inputShape.rank - 1]
        S.kernels.images.transpose(
            pass.input, pass.output, pass.rows, pass.inputShape.count / channels, channels,
            pass.threads)
    }

    /// Reorders the gradient channels last.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let inputGradient = pass.inputGradient else { return }
        let channels = pass.inputShape[pass.inputShape.rank - 1]
        S.kernels.images.transpose(
            pass.outputGradient, inputGradient, pass.rows, channels, pass.inputShape.count / channels,
            pass.threads)
    }
}

extension Flatten: TextRepresentableLayer {
    static let keywords: [String] = []

    /// Creates the layer; nothing follows its name.
    init(words: inout LayerTextParser) throws(NetworkError) { self.init() }
}
