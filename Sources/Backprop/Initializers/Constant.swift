extension Initializers {
    /// Every value the same number. For biases; weights that start alike stay alike.
    public struct Constant: Initializer {
        /// The rule's name in model files.
        public static let typeName = "constant"

        /// What every value is set to.
        public let value: Double

        /// Creates the rule.
        ///
        /// - Parameter value: a finite number.
        public init(_ value: Double) {
            precondition(value.isFinite, "a constant to start from is finite")
            self.value = value
        }

        /// Reads the rule; throws `DecodingError` where the value is missing or not finite.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            value = try container.decode(Double.self, forKey: .value)
            try Initializers.require(value.isFinite, "'value' is to be finite", decoder)
        }

        /// The rule as text: `constant value 0.1`.
        public var description: String { "\(Self.textName) value \(value)" }

        /// Writes the first values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            values.update(repeating: value)
        }
    }
}

extension Initializer where Self == Initializers.Constant {
    /// Every value the same finite number.
    public static func constant(_ value: Double) -> Self { Self(value) }
}
