extension Initializers {
    /// Uniform in ±√(6 / fanIn): variance 2 / fanIn. For ReLU and its kin.
    ///
    /// A rectifier sets half of what it is given to zero; the 2 makes up for that.
    ///
    /// Source: K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers: Surpassing Human-Level
    /// Performance on ImageNet Classification", ICCV 2015, section 2.2, which gives the variance.
    public struct HeUniform: Initializer {
        /// The rule's name in model files.
        public static let typeName = "heUniform"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the first values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            let limit = Initializers.scale(6, over: fanIn)
            let source = Philox(seed: seed, stream: stream)
            Initializers.fillUniform(values, from: -limit, to: limit, source)
        }
    }
}

extension Initializer where Self == Initializers.HeUniform {
    /// He's rule with a uniform distribution, for ReLU.
    public static var heUniform: Self { Self() }
}
