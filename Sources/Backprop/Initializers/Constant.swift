extension Initializers {
    /// One number for every value. For biases; weights that start equal remain equal.
    public struct Constant: Initializer {
        /// The rule's name in model files.
        public static let typeName = "constant"

        /// The number.
        public let value: Double

        /// Creates the rule.
        ///
        /// - Parameter value: a finite number.
        public init(_ value: Double) {
            precondition(value.isFinite, "a constant to start from is finite")
            self.value = value
        }

        /// Reads the rule; throws `DecodingError` if the value is missing or not finite.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            value = try container.decode(Double.self, forKey: .value)
            try Initializers.require(value.isFinite, "'value' is to be finite", decoder)
        }

        /// The rule as text: `constant value 0.1`.
        public var description: String { "\(Self.textName) value \(value)" }

        /// Writes the initial values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            values.update(repeating: value)
        }
    }
}

extension Initializer where Self == Initializers.Constant {
    /// Returns the rule that sets every value to one finite number.
    public static func constant(_ value: Double) -> Self { Self(value) }
}
