extension Initializers {
    /// Normal with mean 0 and standard deviation √(1 / fanIn). For SELU and linear units.
    ///
    /// The normal distribution is not truncated: values beyond two standard deviations do occur. (Keras
    /// cuts them off and widens the rest; PyTorch, as here, does not.)
    ///
    /// Source: Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", in Neural Networks:
    /// Tricks of the Trade, Springer, 1998, equation 16.
    public struct LeCunNormal: Initializer {
        /// The rule's name in model files.
        public static let typeName = "lecunNormal"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the first values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            let deviation = Initializers.scale(1, over: fanIn)
            let source = Philox(seed: seed, stream: stream)
            Initializers.fillNormal(values, mean: 0, standardDeviation: deviation, source)
        }
    }
}

extension Initializer where Self == Initializers.LeCunNormal {
    /// LeCun's rule with a normal distribution, for SELU.
    public static var lecunNormal: Self { Self() }
}
