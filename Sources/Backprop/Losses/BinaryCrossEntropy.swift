/// Binary cross-entropy over sigmoids, summed over the outputs, computed from the values before the
/// sigmoid.
///
/// Formula, for one row with values z, p = σ(z) and targets t:
///
///     L = Σⱼ max(zⱼ, 0) − zⱼ tⱼ + log(1 + e^−|zⱼ|),   ∂L/∂zⱼ = pⱼ − tⱼ
///
/// equal to −Σ t log p + (1 − t) log(1 − p) without its cancellation.
///
/// Source: Bishop, “Pattern Recognition and Machine Learning” (2006), p. 206, eq. 4.90.
public struct BinaryCrossEntropy: Loss {
    /// The name in files and on the command line.
    public static let typeName = "binary-cross-entropy"

    /// Creates the loss.
    public init() {}

    /// The sigmoid.
    public var fusedActivation: Activation? { .sigmoid }

    /// Computes L = Σ max(z, 0) − z t + log(1 + e^−|z|) and its derivative.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func evaluate<S: Scalar>(_ pass: LossPass<S>) {
        S.sigmoidCrossEntropy(pass)
    }
}
