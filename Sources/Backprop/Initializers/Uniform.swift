extension Initializers {
    /// Uniform in `lower ..< upper`, independent of the fans. The tutorial's weights start in 0 ..< 1.
    ///
    /// The bounds are finite, `lower` is at most `upper`, and their difference is finite. If their sizes differ
    /// greatly, rounding may yield `upper` itself.
    public struct Uniform: Initializer {
        /// The rule's name in model files.
        public static let typeName = "uniform"

        /// The smallest value.
        public let lower: Double

        /// The upper bound, which is excluded.
        public let upper: Double

        /// Creates the rule.
        ///
        /// - Parameter range: finite bounds whose difference is finite.
        public init(_ range: Range<Double>) {
            precondition(
                Self.isValid(range.lowerBound, range.upperBound), "a range to start from is finite")
            (lower, upper) = (range.lowerBound, range.upperBound)
        }

        /// Reads the rule; throws `DecodingError` if a bound is missing or the bounds are not a range.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            lower = try container.decode(Double.self, forKey: .lower)
            upper = try container.decode(Double.self, forKey: .upper)
            try Initializers.require(
                Self.isValid(lower, upper), "'lower' is to be at most 'upper', both finite", decoder)
        }

        static func isValid(_ lower: Double, _ upper: Double) -> Bool {
            lower <= upper && (upper - lower).isFinite
        }

        /// The rule as text: `uniform lower 0.0, upper 1.0`.
        public var description: String { "\(Self.textName) lower \(lower), upper \(upper)" }

        /// Writes the initial values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            let source = Philox(seed: seed, stream: stream)
            Initializers.fillUniform(values, from: lower, to: upper, source)
        }
    }
}

extension Initializer where Self == Initializers.Uniform {
    /// Returns the rule of a uniform distribution in a finite range, by default the tutorial's 0 ..< 1.
    public static func uniform(_ range: Range<Double> = 0..<1) -> Self { Self(range) }
}
