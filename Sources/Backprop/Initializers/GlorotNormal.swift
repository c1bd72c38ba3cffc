extension Initializers {
    /// Normal with mean 0 and standard deviation √(2 / (fanIn + fanOut)). For sigmoid and tanh.
    ///
    /// The normal distribution is not truncated: values beyond two standard deviations do occur. (Keras
    /// cuts them off and widens the rest; PyTorch, as here, does not.)
    ///
    /// Source: X. Glorot, Y. Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
    /// Networks", AISTATS 2010, equation 12.
    public struct GlorotNormal: Initializer {
        /// The rule's name in model files.
        public static let typeName = "glorotNormal"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the first values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            let deviation = Initializers.scale(2, over: fanIn + fanOut)
            let source = Philox(seed: seed, stream: stream)
            Initializers.fillNormal(values, mean: 0, standardDeviation: deviation, source)
        }
    }
}

extension Initializer where Self == Initializers.GlorotNormal {
    /// Glorot and Bengio's rule with a normal distribution, for sigmoid and tanh.
    public static var glorotNormal: Self { Self() }
}
