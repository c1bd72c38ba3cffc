/// The mean of absolute errors over the outputs; outliers influence it less than squared errors.
///
/// Formula, for one row with n outputs o and targets t: L = (1/n) Σⱼ |oⱼ − tⱼ|, ∂L/∂oⱼ = (1/n) sign(oⱼ − tⱼ), and 0
/// if both are equal.
///
/// Source: Boscovich (1757); see Stigler, “The History of Statistics” (1986), pp. 39–50.
public struct MeanAbsoluteError: Loss {
    /// The name in files and on the command line.
    public static let typeName = "mean-absolute-error"

    /// Creates the loss.
    public init() {}

    /// Computes L = (1/n) Σ |o − t| and its derivative.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func evaluate<S: Scalar>(_ pass: LossPass<S>) {
        let share = 1 / S(pass.columns)
        pass.evaluateTerms { (difference: S) in
            let sign: S = difference > 0 ? 1 : difference < 0 ? -1 : 0
            return (difference * sign * share, sign * share)
        }
    }
}
