import CKernels

/// Stochastic gradient descent, optionally with momentum, Nesterov's look-ahead and weight decay.
///
/// Formula, with learning rate η, momentum μ, weight decay λ, parameters θ and gradient g:
///
///     g ← g + λθ
///     v ← μv + g               (at the first step v = g)
///     θ ← θ − ηg               without momentum
///     θ ← θ − ηv               with momentum
///     θ ← θ − η(g + μv)        with Nesterov
///
/// Source: Robbins and Monro (1951); Polyak, “Some methods of speeding up the convergence of iteration
/// methods” (1964); Sutskever, Martens, Dahl and Hinton, “On the importance of initialization and momentum
/// in deep learning”, ICML (2013), eq. 3 and 4, in the form that PyTorch computes.
public struct SGD: DecayingOptimizer, MomentumOptimizer {
    /// The name in files and on the command line.
    public static let typeName = "sgd"

    /// η.
    public var learningRate: Double

    /// μ, at least 0 and below 1.
    public var momentum: Double

    /// Whether the step looks ahead along the momentum.
    public var nesterov: Bool

    /// λ, added to the gradient as λθ.
    public var weightDecay: Double

    /// Creates the rule.
    public init(
        learningRate: Double = 0.01, momentum: Double = 0, nesterov: Bool = false, weightDecay: Double = 0
    ) {
        self.learningRate = learningRate
        self.momentum = momentum
        self.nesterov = nesterov
        self.weightDecay = weightDecay
    }

    /// The number of state vectors: the velocity v, if there is momentum.
    public var stateVectorCount: Int { momentum == 0 ? 0 : 1 }

    /// Applies θ ← θ − ηv.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func update<S: Scalar>(_ pass: UpdatePass<S>) {
        let rule = momentum == 0 ? bp_sgd : nesterov ? bp_nesterov : bp_momentum
        UpdateKernel(rule, learningRate: pass.learningRate, weightDecay: weightDecay).means(momentum)
            .run(pass)
    }
}
