extension Initializers {
    /// Uniform in ±1 / √fanIn: variance 1 / (3 fanIn). What PyTorch gives the weights and biases of its
    /// linear and convolution layers by default.
    ///
    /// Source: the documentation of `torch.nn.Linear`; the rule is older, e.g. Y. Bengio, X. Glorot's
    /// "commonly used heuristic", AISTATS 2010, equation 1.
    public struct FanInUniform: Initializer {
        /// The rule's name in model files.
        public static let typeName = "fanInUniform"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the first values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            let limit = Initializers.scale(1, over: fanIn)
            let source = Philox(seed: seed, stream: stream)
            Initializers.fillUniform(values, from: -limit, to: limit, source)
        }
    }
}

extension Initializer where Self == Initializers.FanInUniform {
    /// Uniform in ±1 / √fanIn, PyTorch's default.
    public static var fanInUniform: Self { Self() }
}
