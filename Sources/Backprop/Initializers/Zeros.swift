extension Initializers {
    /// Zero for every value. For biases; weights that start equal remain equal.
    public struct Zeros: Initializer {
        /// The rule's name in model files.
        public static let typeName = "zeros"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the initial values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            values.update(repeating: 0)
        }
    }
}

extension Initializer where Self == Initializers.Zeros {
    /// The rule that sets every value to zero.
    public static var zeros: Self { Self() }
}
