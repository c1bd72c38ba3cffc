import CKernels

/// Adam or a variant of it: a step along a running mean of the gradient, divided by the root of a mean of its square.
protocol AdamFamily: DecayingOptimizer {
    /// β₁, the share of the running mean kept at each step.
    var beta1: Double { get }

    /// β₂, the share of the running mean square kept at each step.
    var beta2: Double { get }

    /// ε, which keeps the quotient finite.
    var epsilon: Double { get }

    /// The formula of the kernel.
    static var rule: bp_rule { get }

    /// Whether weight decay acts on the parameters instead of the gradient.
    static var isDecayDecoupled: Bool { get }
}

extension AdamFamily {
    static var isDecayDecoupled: Bool { false }

    /// The number of state vectors: the means m and v.
    public var stateVectorCount: Int { 2 }

    /// Applies the rule's formula to all parameters.
    public func update<S: Scalar>(_ pass: UpdatePass<S>) {
        UpdateKernel(
            Self.rule, learningRate: pass.learningRate, epsilon: epsilon,
            weightDecay: Self.isDecayDecoupled ? 0 : weightDecay
        ).means(beta1, beta2).corrected(at: pass.step)
            .decoupled(Self.isDecayDecoupled ? weightDecay : 0).run(pass)
    }
}
