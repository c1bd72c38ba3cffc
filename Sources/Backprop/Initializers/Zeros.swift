extension Initializers {
    /// Every value 0. For biases; weights that start alike stay alike.
    public struct Zeros: Initializer {
        /// The rule's name in model files.
        public static let typeName = "zeros"

        /// Creates the rule; it has no hyperparameters.
        public init() {}

        /// Writes the first values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            values.update(repeating: 0)
        }
    }
}

extension Initializer where Self == Initializers.Zeros {
    /// Every value 0.
    public static var zeros: Self { Self() }
}
