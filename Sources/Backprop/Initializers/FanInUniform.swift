extension Initializers {
    /// Uniform in ±1 / √fanIn: variance 1 / (3 fanIn). PyTorch's default for the weights and biases of linear and
    /// convolution layers.
    ///
    /// Source: the documentation of `torch.nn.Linear`; the rule is older, e.g. Y. Bengio, X. Glorot's
    /// "commonly used heuristic", AISTATS 2010, equation 1.
    public struct FanInUniform: VarianceScaling {
        /// The rule's name in model files.
        public static let typeName = "fanInUniform"

        static let numerator = 1.0
        static let fan = VarianceFan.input
        static let distribution = VarianceDistribution.uniform

        /// Creates the rule; it has no hyperparameters.
        public init() {}
    }
}

extension Initializer where Self == Initializers.FanInUniform {
    /// Uniform in ±1 / √fanIn, PyTorch's default.
    public static var fanInUniform: Self { Self() }
}
