extension Initializers {
    /// Uniform in ±√(6 / (fanIn + fanOut)): variance 2 / (fanIn + fanOut). For sigmoid and tanh.
    ///
    /// A compromise between keeping the variance of the activations on the way forward and that of the
    /// gradients on the way back.
    ///
    /// Source: X. Glorot, Y. Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
    /// Networks", AISTATS 2010, equation 16.
    public struct GlorotUniform: Initializer {
        /// The rule's name in model files.
        public static let typeName = "glorotUniform"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the first values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            let limit = Initializers.scale(6, over: fanIn + fanOut)
            let source = Philox(seed: seed, stream: stream)
            Initializers.fillUniform(values, from: -limit, to: limit, source)
        }
    }
}

extension Initializer where Self == Initializers.GlorotUniform {
    /// Glorot and Bengio's uniform rule, for sigmoid and tanh.
    public static var glorotUniform: Self { Self() }
}
