import CKernels

/// Adam with weight decay decoupled from the gradient, so that decay is equal for all parameters.
///
/// Formula, with learning rate η, weight decay λ, step t from 1, parameters θ and gradient g:
///
///     θ ← θ − ηλθ
///     m ← β₁m + (1 − β₁)g
///     v ← β₂v + (1 − β₂)g²
///     θ ← θ − η · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)
///
/// Source: Loshchilov and Hutter, “Decoupled weight decay regularization”, ICLR (2019), algorithm 2, p. 3.
public struct AdamW: AdamFamily {
    /// The name in files and on the command line.
    public static let typeName = "adamw"

    /// η.
    public var learningRate: Double

    /// β₁, the share of the running mean kept at each step.
    public var beta1: Double

    /// β₂, the share of the running mean square kept at each step.
    public var beta2: Double

    /// ε, which keeps the quotient finite.
    public var epsilon: Double

    /// λ; every parameter shrinks by the share ηλ at each step.
    public var weightDecay: Double

    /// Creates the rule.
    public init(
        learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        weightDecay: Double = 0.01
    ) {
        self.learningRate = learningRate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
    }

    static let rule = bp_adam
    static let isDecayDecoupled = true
}
