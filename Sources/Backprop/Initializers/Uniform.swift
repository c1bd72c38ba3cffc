extension Initializers {
    /// Uniform in `lower ..< upper`, whatever the fans. The tutorial's weights start in 0 ..< 1.
    ///
    /// The bounds are finite, `lower` is at most `upper`, and their difference is finite. Where they are
    /// of very different size rounding may give `upper` itself.
    public struct Uniform: Initializer {
        /// The rule's name in model files.
        public static let typeName = "uniform"

        /// The least value.
        public let lower: Double

        /// The value that all values stay below.
        public let upper: Double

        /// Creates the rule.
        ///
        /// - Parameter range: finite bounds whose difference is finite.
        public init(_ range: Range<Double>) {
            precondition(
                Self.isValid(range.lowerBound, range.upperBound), "a range to start from is finite")
            (lower, upper) = (range.lowerBound, range.upperBound)
        }

        /// Reads the rule; throws `DecodingError` where a bound is missing or the bounds are no range.
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

        /// Writes the first values of a parameter; see ``Initializer``.
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
    /// Uniform in a range of finite numbers; the tutorial's 0 ..< 1 unless another is given.
    public static func uniform(_ range: Range<Double> = 0..<1) -> Self { Self(range) }
}
