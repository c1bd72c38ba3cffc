import CKernels

/// Adam with steps that never grow again: it divides by the largest mean square so far.
///
/// Formula, with learning rate η, weight decay λ, step t from 1, parameters θ and gradient g:
///
///     g ← g + λθ
///     m ← β₁m + (1 − β₁)g
///     v ← β₂v + (1 − β₂)g²
///     u ← max(u, v)
///     θ ← θ − η · m/(1 − β₁ᵗ) / (√(u/(1 − β₂ᵗ)) + ε)
///
/// Source: Reddi, Kale and Kumar, “On the convergence of Adam and beyond”, ICLR (2018), algorithm 2, with Adam's
/// corrections for the zero start, in the form that PyTorch computes with `amsgrad=True`.
public struct AMSGrad: AdamFamily {
    /// The name in files and on the command line.
    public static let typeName = "amsgrad"

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

    /// The number of state vectors: the means m and v, and the largest v so far, u.
    public var stateVectorCount: Int { 3 }

    static let rule = bp_amsgrad
}
