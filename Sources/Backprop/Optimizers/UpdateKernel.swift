import CKernels

/// An optimizer's rule in the kernels' form: the formula, and its numbers at this step.
struct UpdateKernel {
    private let rule: bp_rule
    private var numbers = bp_hyperparameters()

    init(_ rule: bp_rule, learningRate: Double, epsilon: Double = 0, weightDecay: Double = 0) {
        self.rule = rule
        numbers.rate = learningRate
        numbers.epsilon = epsilon
        numbers.l2 = weightDecay
        numbers.correction1 = 1
        numbers.correction2 = 1
    }

    /// Returns the kernel with the shares of the running means, β₁ or the momentum first.
    func means(_ momentum: Double, _ decay: Double = 0) -> UpdateKernel {
        var kernel = self
        kernel.numbers.momentum = momentum
        kernel.numbers.decay = decay
        return kernel
    }

    /// Returns the kernel with both means corrected for their zero start `step` updates ago.
    func corrected(at step: UInt64) -> UpdateKernel {
        var kernel = self
        kernel.numbers.correction1 = 1 - PortableMath.power(numbers.momentum, step)
        kernel.numbers.correction2 = 1 - PortableMath.power(numbers.decay, step)
        return kernel
    }

    /// Returns the kernel with Nadam's shares of the gradient and of its running mean in a step.
    func shares(gradient: Double, momentum: Double) -> UpdateKernel {
        var kernel = self
        kernel.numbers.gradient_share = gradient
        kernel.numbers.momentum_share = momentum
        return kernel
    }

    /// Returns the kernel with weight decay decoupled from the gradient.
    func decoupled(_ weightDecay: Double) -> UpdateKernel {
        var kernel = self
        kernel.numbers.decoupled = weightDecay
        return kernel
    }

    /// Updates parameters and state in one pass.
    @specialized(where S == Float)
    @specialized(where S == Double)
    func run<S: Scalar>(_ pass: UpdatePass<S>) {
        withUnsafePointer(to: numbers) { numbers in
            S.kernels.optimize(
                rule, pass.parameters, pass.gradients, pass.state, pass.state + pass.count,
                pass.state + 2 * pass.count, pass.count, numbers, pass.threads)
        }
    }
}
