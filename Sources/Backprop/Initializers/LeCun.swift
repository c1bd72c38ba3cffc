extension Initializers {
    /// Uniform in ±√(3 / fanIn): variance 1 / fanIn. For SELU and linear units.
    ///
    /// Source: Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", in Neural Networks:
    /// Tricks of the Trade, Springer, 1998, section 4.6, which gives the variance.
    public struct LeCunUniform: VarianceScaling {
        /// The rule's name in model files.
        public static let typeName = "lecunUniform"

        static let numerator = 3.0
        static let fan = VarianceFan.input
        static let distribution = VarianceDistribution.uniform

        /// Creates the rule; it has no hyperparameters.
        public init() {}
    }

    /// Normal with mean 0 and standard deviation √(1 / fanIn), not truncated. For SELU and linear units.
    ///
    /// Source: Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", in Neural Networks:
    /// Tricks of the Trade, Springer, 1998, equation 16.
    public struct LeCunNormal: VarianceScaling {
        /// The rule's name in model files.
        public static let typeName = "lecunNormal"

        static let numerator = 1.0
        static let fan = VarianceFan.input
        static let distribution = VarianceDistribution.normal

        /// Creates the rule; it has no hyperparameters.
        public init() {}
    }
}

extension Initializer where Self == Initializers.LeCunUniform {
    /// LeCun's rule with a uniform distribution, for SELU.
    public static var lecunUniform: Self { Self() }
}

extension Initializer where Self == Initializers.LeCunNormal {
    /// LeCun's rule with a normal distribution, for SELU.
    public static var lecunNormal: Self { Self() }
}
