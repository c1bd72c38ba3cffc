import CKernels

/// Adagrad: each parameter's step shrinks with the squares of all its previous gradients.
///
/// Formula, with learning rate η, weight decay λ, parameters θ and gradient g:
///
///     g ← g + λθ
///     s ← s + g²
///     θ ← θ − ηg / (√s + ε)
///
/// Source: Duchi, Hazan and Singer, “Adaptive subgradient methods for online learning and stochastic
/// optimization”, JMLR 12 (2011), p. 2122.
public struct Adagrad: DecayingOptimizer {
    /// The name in files and on the command line.
    public static let typeName = "adagrad"

    /// η.
    public var learningRate: Double

    /// ε, which keeps the quotient finite.
    public var epsilon: Double

    /// λ, added to the gradient as λθ.
    public var weightDecay: Double

    /// Creates the rule.
    public init(learningRate: Double = 0.01, epsilon: Double = 1e-10, weightDecay: Double = 0) {
        self.learningRate = learningRate
        self.epsilon = epsilon
        self.weightDecay = weightDecay
    }

    /// The number of state vectors: the sum of squares s.
    public var stateVectorCount: Int { 1 }

    /// Applies θ ← θ − ηg / (√s + ε).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func update<S: Scalar>(_ pass: UpdatePass<S>) {
        UpdateKernel(
            bp_adagrad, learningRate: pass.learningRate, epsilon: epsilon, weightDecay: weightDecay
        ).run(pass)
    }
}
