/// Rprop: each parameter has its own step size, which grows while its gradient keeps its sign.
///
/// Formula, with parameters θ, gradient g, the gradient h of the previous step and step sizes Δ, which begin at the
/// learning rate:
///
///     Δ ← min(η⁺Δ, Δmax)           where g·h > 0
///     Δ ← max(η⁻Δ, Δmin), g ← 0    where g·h < 0
///     θ ← θ − Δ sign(g)            sign(0) = 0
///     h ← g
///
/// Only signs matter, and the noise of small batches corrupts them: use the whole data as one batch. A schedule for
/// the learning rate has no effect after the first step.
///
/// Source: Riedmiller and Braun, “A direct adaptive method for faster backpropagation learning: the RPROP algorithm”,
/// ICNN (1993), pp. 586–591, in the form iRprop⁻. It discards a gradient whose sign has changed instead of undoing
/// the last step: Igel and Hüsken, “Improving the Rprop learning algorithm”, NC (2000), pp. 115–121. PyTorch's
/// `Rprop` has this form too.
public struct Rprop: Optimizer {
    /// The name in files and on the command line.
    public static let typeName = "rprop"

    /// The initial size of every step.
    public var learningRate: Double

    /// η⁻, above 0 and below 1: the factor of a step size whose gradient has changed its sign.
    public var decrease: Double

    /// η⁺, above 1: the factor of a step size whose gradient has kept its sign.
    public var increase: Double

    /// Δmin, the minimum size of a step.
    public var smallestStep: Double

    /// Δmax, the maximum size of a step.
    public var largestStep: Double

    /// Creates the rule.
    public init(
        learningRate: Double = 0.01, decrease: Double = 0.5, increase: Double = 1.2,
        smallestStep: Double = 1e-6, largestStep: Double = 50
    ) {
        self.learningRate = learningRate
        self.decrease = decrease
        self.increase = increase
        self.smallestStep = smallestStep
        self.largestStep = largestStep
    }

    /// The number of state vectors: the step sizes Δ and the previous gradient h.
    public var stateVectorCount: Int { 2 }

    /// Applies θ ← θ − Δ sign(g).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func update<S: Scalar>(_ pass: UpdatePass<S>) {
        let shrink = S(decrease), grow = S(increase), minimum = S(smallestStep), maximum = S(largestStep)
        let sizes = pass.state, previous = sizes + pass.count
        if pass.step == 1 { sizes.update(repeating: S(pass.learningRate), count: pass.count) }
        for i in 0..<pass.count {
            var gradient = pass.gradients[i]
            // Signs are compared instead of the product, which may underflow.
            if (gradient > 0 && previous[i] > 0) || (gradient < 0 && previous[i] < 0) {
                sizes[i] = min(grow * sizes[i], maximum)
            } else if (gradient > 0 && previous[i] < 0) || (gradient < 0 && previous[i] > 0) {
                sizes[i] = max(shrink * sizes[i], minimum)
                gradient = 0
            }
            pass.parameters[i] -= gradient > 0 ? sizes[i] : gradient < 0 ? -sizes[i] : 0
            previous[i] = gradient
        }
    }
}
