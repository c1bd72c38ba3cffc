extension Initializers {
    /// Uniform in ±0.05, independent of the fans: Keras's default `random_uniform`.
    public struct SmallUniform: Initializer {
        /// The rule's name in model files.
        public static let typeName = "smallUniform"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the initial values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            Initializers.fillUniform(values, from: -0.05, to: 0.05, Philox(seed: seed, stream: stream))
        }
    }
}

extension Initializer where Self == Initializers.SmallUniform {
    /// Uniform in ±0.05.
    public static var smallUniform: Self { Self() }
}
