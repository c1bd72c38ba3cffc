/// The mean of squared errors over the outputs.
///
/// Formula, for one row with n outputs o and targets t: L = (1/n) Σⱼ (oⱼ − tⱼ)², ∂L/∂oⱼ = (2/n)(oⱼ − tⱼ).
///
/// Source: Legendre, “Nouvelles méthodes pour la détermination des orbites des comètes” (1805), appendix.
public struct MeanSquaredError: Loss {
    /// The name in files and on the command line.
    public static let typeName = "mean-squared-error"

    /// Creates the loss.
    public init() {}

    /// Computes L = (1/n) Σ (o − t)² and its derivative.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func evaluate<S: Scalar>(_ pass: LossPass<S>) {
        let share = 1 / S(pass.columns)
        pass.evaluateTerms { (difference: S) in
            (difference * difference * share, 2 * difference * share)
        }
    }
}
