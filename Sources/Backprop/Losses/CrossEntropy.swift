/// Categorical cross-entropy over softmax, computed from the values before softmax.
///
/// Formula, for one row with values z, p = softmax(z) and target probabilities t:
///
///     L = Σⱼ tⱼ (log Σₖ e^zₖ − zⱼ),   ∂L/∂zⱼ = pⱼ Σₖ tₖ − tⱼ
///
/// The largest value is subtracted first, so that nothing overflows, and the logarithm of a rounded probability is
/// never computed.
///
/// Source: Bridle, “Probabilistic interpretation of feedforward classification network outputs” (1990);
/// Bishop, “Pattern Recognition and Machine Learning” (2006), p. 209, eq. 4.108.
public struct CrossEntropy: Loss {
    /// The name in files and on the command line.
    public static let typeName = "cross-entropy"

    /// Creates the loss.
    public init() {}

    /// Softmax.
    public var fusedActivation: Activation? { .softmax }

    /// Computes L = Σ t (log Σ e^z − z) and its derivative.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func evaluate<S: Scalar>(_ pass: LossPass<S>) {
        S.softmaxCrossEntropy(pass)
    }
}
