import CKernels

/// Adam: running means of the gradient and of its square, both corrected for their zero start.
///
/// Formula, with learning rate η, weight decay λ, step t from 1, parameters θ and gradient g:
///
///     g ← g + λθ
///     m ← β₁m + (1 − β₁)g
///     v ← β₂v + (1 − β₂)g²
///     θ ← θ − η · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)
///
/// Source: Kingma and Ba, “Adam: a method for stochastic optimization”, ICLR (2015), algorithm 1, p. 2.
public struct Adam: AdamFamily {
    /// The name in files and on the command line.
    public static let typeName = "adam"

    /// η.
    public var learningRate: Double

    /// β₁, the share of the running mean kept at each step.
    public var beta1: Double

    /// β₂, the share of the running mean square kept at each step.
    public var beta2: Double

    /// ε, which keeps the quotient finite.
    public var epsilon: Double

    /// λ, added to the gradient as λθ.
    public var weightDecay: Double

    /// Creates the rule.
    public init(
        learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        weightDecay: Double = 0
    ) {
        self.learningRate = learningRate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
    }

    static let rule = bp_adam
}
