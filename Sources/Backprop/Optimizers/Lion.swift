import CKernels

/// Lion: every parameter moves by an equal amount, in the direction of the sign of a running mean.
///
/// Formula, with learning rate η, weight decay λ, parameters θ and gradient g:
///
///     c ← β₁m + (1 − β₁)g
///     θ ← θ − η (sign(c) + λθ)             sign(0) = 0
///     m ← β₂m + (1 − β₂)g
///
/// Its steps are larger than Adam's at an equal η: the paper uses a third to a tenth of Adam's learning rate, and a
/// weight decay larger by that factor.
///
/// Source: Chen, Liang, Huang and others, “Symbolic discovery of optimization algorithms”, NeurIPS (2023),
/// algorithm 2.
public struct Lion: DecayingOptimizer {
    /// The name in files and on the command line.
    public static let typeName = "lion"

    /// η.
    public var learningRate: Double

    /// β₁, the weight of the running mean against the gradient in the step.
    public var beta1: Double

    /// β₂, the share of the running mean kept at each step.
    public var beta2: Double

    /// λ; every parameter shrinks by the share ηλ at each step.
    public var weightDecay: Double

    /// Creates the rule.
    public init(
        learningRate: Double = 0.0001, beta1: Double = 0.9, beta2: Double = 0.99, weightDecay: Double = 0
    ) {
        self.learningRate = learningRate
        self.beta1 = beta1
        self.beta2 = beta2
        self.weightDecay = weightDecay
    }

    /// The number of state vectors: the mean m.
    public var stateVectorCount: Int { 1 }

    /// Applies θ ← θ − η (sign(c) + λθ).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func update<S: Scalar>(_ pass: UpdatePass<S>) {
        UpdateKernel(bp_lion, learningRate: pass.learningRate).means(beta1, beta2).decoupled(weightDecay)
            .run(pass)
    }
}
