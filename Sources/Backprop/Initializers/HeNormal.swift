extension Initializers {
    /// Normal with mean 0 and standard deviation √(2 / fanIn). For ReLU and its kin.
    ///
    /// The normal distribution is not truncated: values beyond two standard deviations do occur. (Keras
    /// cuts them off and widens the rest; PyTorch, as here, does not.)
    ///
    /// Source: K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers: Surpassing Human-Level
    /// Performance on ImageNet Classification", ICCV 2015, equation 10.
    public struct HeNormal: Initializer {
        /// The rule's name in model files.
        public static let typeName = "heNormal"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the first values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            let deviation = Initializers.scale(2, over: fanIn)
            let source = Philox(seed: seed, stream: stream)
            Initializers.fillNormal(values, mean: 0, standardDeviation: deviation, source)
        }
    }
}

extension Initializer where Self == Initializers.HeNormal {
    /// He's normal rule, for ReLU.
    public static var heNormal: Self { Self() }
}
