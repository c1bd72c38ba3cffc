/// A rule that finds its step by evaluating the loss of all rows as often as it needs to.
///
/// Runs hand it every row in each step, so that an epoch is one iteration, and end when it has converged. It
/// needs a loss that is the same at each evaluation: ``Recipe/validate()`` refuses dropout, noise, augmentation and
/// what else is not.
public protocol FullBatchOptimizer: Optimizer {
    /// Moves the parameters to a lower loss, if it finds one.
    ///
    /// Afterwards the gradients in the pass are those at the parameters in the pass.
    ///
    /// - Returns: The loss there, and how the search ended.
    /// - Throws: What evaluating the loss throws.
    func search<S: Scalar>(_ pass: LineSearchStep<S>) throws -> (loss: Double, outcome: ConvergenceStatus)
}

extension FullBatchOptimizer {
    /// A search has no step to make without a loss to evaluate: runs call ``search(_:)`` instead.
    public func update<S: Scalar>(_ pass: UpdatePass<S>) {
        preconditionFailure("\(Self.typeName) is run by search(_:), not by update(_:)")
    }
}

/// What a searching optimizer is given for one iteration. All vectors have `count` values.
public struct LineSearchStep<S: Scalar> {
    /// The number of parameters.
    public let count: Int

    /// The parameters, to be changed.
    public let parameters: UnsafeMutablePointer<S>

    /// The gradient at the parameters; each evaluation replaces it.
    public let gradients: UnsafeMutablePointer<S>

    /// What the rule remembers, one vector after the other.
    public let state: UnsafeMutablePointer<S>

    /// The loss at the parameters.
    public let loss: Double

    /// The size of the first trial of the first step, as a share of the usual one.
    public let learningRate: Double

    /// Evaluates the loss and the gradient at the parameters as they stand.
    public let evaluate: () throws -> Double

    /// Creates a pass over buffers of the caller's.
    public init(
        count: Int, parameters: UnsafeMutablePointer<S>, gradients: UnsafeMutablePointer<S>,
        state: UnsafeMutablePointer<S>, loss: Double, learningRate: Double,
        evaluate: @escaping () throws -> Double
    ) {
        self.count = count
        self.parameters = parameters
        self.gradients = gradients
        self.state = state
        self.loss = loss
        self.learningRate = learningRate
        self.evaluate = evaluate
    }
}

/// How the search of one iteration ended.
public enum ConvergenceStatus: String, Codable, Sendable {
    /// The parameters moved, and may move on.
    case moved
    /// No value of the gradient is larger than the tolerance.
    case smallGradient
    /// The loss fell by less than the tolerance.
    case smallImprovement
    /// No lower loss was found along the steepest descent, as happens where rounding hides the slope.
    case noDescent
}
