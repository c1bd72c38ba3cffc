import CKernels

/// Adam with Nesterov's look-ahead: the step uses the momentum of the next step.
///
/// Formula, with learning rate η, weight decay λ, momentum decay ψ, step t from 1, parameters θ and
/// gradient g:
///
///     μₜ = β₁ (1 − ½ · 0.96^(tψ)),   Πₜ = μ₁ · μ₂ ⋯ μₜ
///     g ← g + λθ
///     m ← β₁m + (1 − β₁)g
///     v ← β₂v + (1 − β₂)g²
///     θ ← θ − η · (μₜ₊₁ m/(1 − Πₜ₊₁) + (1 − μₜ) g/(1 − Πₜ)) / (√(v/(1 − β₂ᵗ)) + ε)
///
/// Source: Dozat, “Incorporating Nesterov momentum into Adam”, ICLR workshop (2016), algorithm 2, with the rising
/// momentum of Sutskever, Martens, Dahl and Hinton (2013), in the form that PyTorch computes.
public struct Nadam: DecayingOptimizer {
    /// The name in files and on the command line.
    public static let typeName = "nadam"

    /// η.
    public var learningRate: Double

    /// β₁, the share of the running mean kept at each step, and the limit of the momentum.
    public var beta1: Double

    /// β₂, the share of the running mean square kept at each step.
    public var beta2: Double

    /// ε, which keeps the quotient finite.
    public var epsilon: Double

    /// λ, added to the gradient as λθ.
    public var weightDecay: Double

    /// ψ, the rate at which the momentum rises from about β₁/2 to β₁, at least 0; with 0 it remains β₁/2.
    public var momentumDecay: Double

    /// Creates the rule.
    public init(
        learningRate: Double = 0.002, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        weightDecay: Double = 0, momentumDecay: Double = 0.004
    ) {
        self.learningRate = learningRate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.momentumDecay = momentumDecay
    }

    /// The number of state vectors: the means m and v.
    public var stateVectorCount: Int { 2 }

    /// Applies θ ← θ − η · m̄ / (√v̂ + ε).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func update<S: Scalar>(_ pass: UpdatePass<S>) {
        let momentum = MomentumSchedule(beta1: beta1, decay: momentumDecay, step: pass.step)
        UpdateKernel(
            bp_nadam, learningRate: pass.learningRate, epsilon: epsilon, weightDecay: weightDecay
        ).means(beta1, beta2).corrected(at: pass.step).shares(
            gradient: (1 - momentum.current) / (1 - momentum.product),
            momentum: momentum.next / (1 - momentum.product * momentum.next)
        ).run(pass)
    }
}

/// Nadam's momenta at one step, as a function of the step alone, so that no state is necessary.
private struct MomentumSchedule {
    /// μₜ.
    let current: Double

    /// μₜ₊₁.
    let next: Double

    /// Πₜ. The multiplication ends when the product, or the rest of 0.96^(tψ), is negligible compared with 1: after
    /// some hundred factors at most.
    let product: Double

    private static let logarithmOf096 = -0.040821994520255166
    private static let negligible = 0x1p-60

    init(beta1: Double, decay: Double, step: UInt64) {
        let ratio = PortableMath.exponential(decay * Self.logarithmOf096)
        current = beta1 * (1 - PortableMath.power(ratio, step) / 2)
        next = beta1 * (1 - PortableMath.power(ratio, step + 1) / 2)
        var product = 1.0
        var power = 1.0
        var factors: UInt64 = 0
        while factors < step && product > Self.negligible && power > Self.negligible {
            power *= ratio
            product *= beta1 * (1 - power / 2)
            factors += 1
        }
        if power <= Self.negligible { product *= PortableMath.power(beta1, step - factors) }
        self.product = product
    }
}
