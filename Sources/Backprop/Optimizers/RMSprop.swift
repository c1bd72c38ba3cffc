import CKernels

/// RMSprop: each parameter's step is divided by a running root mean square of its gradients.
///
/// Formula, with learning rate η, smoothing α, momentum μ, weight decay λ, parameters θ and gradient g:
///
///     g ← g + λθ
///     s ← αs + (1 − α)g²
///     θ ← θ − ηg / (√s + ε)                        without momentum
///     b ← μb + g / (√s + ε),  θ ← θ − ηb           with momentum
///
/// Source: Tieleman and Hinton, “Lecture 6.5: RMSprop”, Coursera (2012), slide 29, in the form that PyTorch
/// computes.
public struct RMSprop: DecayingOptimizer, MomentumOptimizer {
    /// The name in files and on the command line.
    public static let typeName = "rmsprop"

    /// η.
    public var learningRate: Double

    /// α, the share of the running mean square kept at each step.
    public var smoothing: Double

    /// μ, at least 0 and below 1.
    public var momentum: Double

    /// ε, which keeps the quotient finite.
    public var epsilon: Double

    /// λ, added to the gradient as λθ.
    public var weightDecay: Double

    /// Creates the rule.
    public init(
        learningRate: Double = 0.001, smoothing: Double = 0.99, momentum: Double = 0,
        epsilon: Double = 1e-8, weightDecay: Double = 0
    ) {
        self.learningRate = learningRate
        self.smoothing = smoothing
        self.momentum = momentum
        self.epsilon = epsilon
        self.weightDecay = weightDecay
    }

    /// The number of state vectors: the mean square s and, with momentum, the buffer b.
    public var stateVectorCount: Int { momentum == 0 ? 1 : 2 }

    /// Applies θ ← θ − ηg / (√s + ε).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func update<S: Scalar>(_ pass: UpdatePass<S>) {
        UpdateKernel(
            momentum == 0 ? bp_rmsprop : bp_rmsprop_momentum, learningRate: pass.learningRate,
            epsilon: epsilon, weightDecay: weightDecay
        ).means(momentum, smoothing).run(pass)
    }
}
