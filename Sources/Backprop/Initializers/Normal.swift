extension Initializers {
    /// Normal with a given mean and standard deviation, independent of the fans. Not truncated.
    public struct Normal: Initializer {
        /// The rule's name in model files.
        public static let typeName = "normal"

        /// The mean of the distribution.
        public let mean: Double

        /// The standard deviation of the distribution, 0 or more.
        public let standardDeviation: Double

        /// Creates the rule.
        ///
        /// - Parameters:
        ///   - mean: a finite number.
        ///   - standardDeviation: a finite number, 0 or more.
        public init(mean: Double = 0, standardDeviation: Double = 1) {
            precondition(
                Self.isValid(mean, standardDeviation),
                "a mean to start from is finite, and a standard deviation is finite and 0 or more")
            (self.mean, self.standardDeviation) = (mean, standardDeviation)
        }

        /// Reads the rule; throws `DecodingError` if a number is missing, not finite or negative.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            mean = try container.decode(Double.self, forKey: .mean)
            standardDeviation = try container.decode(Double.self, forKey: .standardDeviation)
            try Initializers.require(
                Self.isValid(mean, standardDeviation),
                "'mean' is to be finite, 'standardDeviation' finite and 0 or more", decoder)
        }

        static func isValid(_ mean: Double, _ standardDeviation: Double) -> Bool {
            mean.isFinite && standardDeviation >= 0 && standardDeviation.isFinite
        }

        /// The rule as text: `normal mean 0.0, standard-deviation 1.0`.
        public var description: String {
            "\(Self.textName) mean \(mean), standard-deviation \(standardDeviation)"
        }

        /// Writes the initial values of a parameter; see ``Initializer``.
        public func fill(
            _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64,
            stream: UInt64
        ) {
            let source = Philox(seed: seed, stream: stream)
            Initializers.fillNormal(
                values, mean: mean, standardDeviation: standardDeviation, source)
        }
    }
}

extension Initializer where Self == Initializers.Normal {
    /// Returns the rule of a normal distribution, by default the standard normal.
    public static func normal(mean: Double = 0, standardDeviation: Double = 1) -> Self {
        Self(mean: mean, standardDeviation: standardDeviation)
    }
}
