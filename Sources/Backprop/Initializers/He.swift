extension Initializers {
    /// Uniform in ±√(6 / fanIn): variance 2 / fanIn. For ReLU and similar functions.
    ///
    /// A rectifier sets half of its inputs to zero; the 2 compensates for that.
    ///
    /// Source: K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers: Surpassing Human-Level
    /// Performance on ImageNet Classification", ICCV 2015, section 2.2,
    /// which gives the variance.
    public struct HeUniform: VarianceScaling {
        /// The rule's name in model files.
        public static let typeName = "heUniform"

        static let numerator = 6.0
        static let fan = VarianceFan.input
        static let distribution = VarianceDistribution.uniform

        /// Creates the rule; it has no hyperparameters.
        public init() {}
    }

    /// Normal with mean 0 and standard deviation √(2 / fanIn), not truncated. For ReLU and similar functions.
    ///
    /// Source: K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers: Surpassing Human-Level
    /// Performance on ImageNet Classification", ICCV 2015, equation 10.
    public struct HeNormal: VarianceScaling {
        /// The rule's name in model files.
        public static let typeName = "heNormal"

        static let numerator = 2.0
        static let fan = VarianceFan.input
        static let distribution = VarianceDistribution.normal

        /// Creates the rule; it has no hyperparameters.
        public init() {}
    }
}

extension Initializer where Self == Initializers.HeUniform {
    /// He's rule with a uniform distribution, for ReLU.
    public static var heUniform: Self { Self() }
}

extension Initializer where Self == Initializers.HeNormal {
    /// He's normal rule, for ReLU.
    public static var heNormal: Self { Self() }
}
