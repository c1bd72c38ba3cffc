extension Initializers {
    /// Uniform in ±√(6 / (fanIn + fanOut)): variance 2 / (fanIn + fanOut). For sigmoid and tanh.
    ///
    /// A compromise between keeping the variance of the activations in the forward pass and that of the gradients in
    /// the backward pass.
    ///
    /// Source: X. Glorot, Y. Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
    /// Networks", AISTATS 2010, equation 16.
    public struct GlorotUniform: VarianceScaling {
        /// The rule's name in model files.
        public static let typeName = "glorotUniform"

        static let numerator = 6.0
        static let fan = VarianceFan.inputAndOutput
        static let distribution = VarianceDistribution.uniform

        /// Creates the rule; it has no hyperparameters.
        public init() {}
    }

    /// Normal with mean 0 and standard deviation √(2 / (fanIn + fanOut)), not truncated. For sigmoid and tanh.
    ///
    /// Source: X. Glorot, Y. Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
    /// Networks", AISTATS 2010, equation 12.
    public struct GlorotNormal: VarianceScaling {
        /// The rule's name in model files.
        public static let typeName = "glorotNormal"

        static let numerator = 2.0
        static let fan = VarianceFan.inputAndOutput
        static let distribution = VarianceDistribution.normal

        /// Creates the rule; it has no hyperparameters.
        public init() {}
    }
}

extension Initializer where Self == Initializers.GlorotUniform {
    /// Glorot and Bengio's uniform rule, for sigmoid and tanh.
    public static var glorotUniform: Self { Self() }
}

extension Initializer where Self == Initializers.GlorotNormal {
    /// Glorot and Bengio's rule with a normal distribution, for sigmoid and tanh.
    public static var glorotNormal: Self { Self() }
}
