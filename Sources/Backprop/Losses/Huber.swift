/// Squared for small errors, linear for large ones, averaged over the outputs.
///
/// Formula, for one row with n outputs and d = o − t:
///
///     L = (1/n) Σ  ½ d²              if |d| ≤ δ,   ∂L/∂o = d / n
///                  δ (|d| − ½ δ)     otherwise,    ∂L/∂o = δ sign(d) / n
///
/// Source: Huber, “Robust estimation of a location parameter”, Annals of Mathematical Statistics 35
/// (1964), p. 79.
public struct Huber: Loss {
    /// The name in files and on the command line.
    public static let typeName = "huber"

    /// δ, the size of error at which the loss turns from squared to linear, in units of the scaled target.
    public let delta: Double

    /// Creates the loss with the size of error at which it turns linear, above 0.
    public init(delta: Double = 1) {
        precondition(delta > 0 && delta.isFinite, "delta is above 0")
        self.delta = delta
    }

    private enum CodingKeys: String, CodingKey {
        case delta
    }

    /// Reads a loss; a delta that is not above 0 is a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        delta = try container.decode(Double.self, forKey: .delta)
        try DecodingError.require(
            delta > 0 && delta.isFinite, forKey: CodingKeys.delta, in: container,
            "delta is a number above 0, not \(delta)")
    }

    /// Computes L = (1/n) Σ huber(o − t) and its derivative.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func evaluate<S: Scalar>(_ pass: LossPass<S>) {
        let delta = S(delta)
        let share = 1 / S(pass.columns)
        pass.evaluateTerms { (difference: S) in
            let size = abs(difference)
            guard size > delta else { return (difference * difference / 2 * share, difference * share) }
            return (delta * (size - delta / 2) * share, (difference > 0 ? delta : -delta) * share)
        }
    }
}
