/// Makes one row of values of an image, channel by channel as PyTorch's `Flatten` does.
///
/// Formula: y[c · height · width + i · width + j] = x[i, j, c], and back the same way. A dense layer that follows
/// thus has its weights in the order that PyTorch's has, though images lie channels last here.
public struct Flatten: Layer {
    /// The word in files and text.
    public static let typeName = "flatten"

    /// Creates the layer.
    public init() {}

    /// As many values as the input has.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { [input.count] }

    /// None.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    /// Channels first.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let channels = pass.inputShape[pass.inputShape.rank - 1]
        S.kernels.images.transpose(
            pass.input, pass.output, pass.rows, pass.inputShape.count / channels, channels,
            pass.threads)
    }

    /// Channels last.
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

    /// Reads nothing more.
    init(words: inout LayerTextParser) throws(NetworkError) { self.init() }
}
