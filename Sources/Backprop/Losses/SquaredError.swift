/// Half the sum of squared errors, the loss of the classic article.
///
/// Formula, for one row with outputs o and targets t: L = ½ Σⱼ (oⱼ − tⱼ)², ∂L/∂oⱼ = oⱼ − tⱼ.
///
/// Source: Rumelhart, Hinton and Williams, Nature 323 (1986), p. 534, eq. 3.
public struct SquaredError: Loss {
    /// The name in files and on the command line.
    public static let typeName = "squared-error"

    /// Creates the loss.
    public init() {}

    /// Computes L = ½ Σ (o − t)² and its derivative.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func evaluate<S: Scalar>(_ pass: LossPass<S>) {
        pass.evaluateTerms { (difference: S) in (difference * difference / 2, difference) }
    }
}
