extension Initializers {
    /// Uniform in ±√(3 / fanIn): variance 1 / fanIn. For SELU and linear units.
    ///
    /// Source: Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", in Neural Networks:
    /// Tricks of the Trade, Springer, 1998, section 4.6, which gives the variance.
    public struct LeCunUniform: Initializer {
        /// The rule's name in model files.
        public static let typeName = "lecunUniform"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the first values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            let limit = Initializers.scale(3, over: fanIn)
            let source = Philox(seed: seed, stream: stream)
            Initializers.fillUniform(values, from: -limit, to: limit, source)
        }
    }
}

extension Initializer where Self == Initializers.LeCunUniform {
    /// LeCun's rule with a uniform distribution, for SELU.
    public static var lecunUniform: Self { Self() }
}
