/// A rule that finds its step by evaluating the loss of all rows as often as necessary.
///
/// Each step receives every row, so an epoch is one iteration. A run ends when the rule has converged. The loss must
/// be equal at each evaluation: ``Recipe/validate()`` refuses dropout, noise, augmentation and other settings that
/// change it.
public protocol FullBatchOptimizer: Optimizer {
    /// Moves the parameters to a lower loss, if it finds one.
    ///
    /// Afterwards the gradients in the pass are those at the parameters in the pass.
    ///
    /// - Returns: The loss at the new parameters, and the result of the search.
    /// - Throws: The errors of evaluating the loss.
    func search<S: Scalar>(_ pass: LineSearchStep<S>) throws -> (loss: Double, outcome: ConvergenceStatus)
}

extension FullBatchOptimizer {
    /// Stops the program: a search needs a loss to evaluate, so runs call ``search(_:)`` instead.
    public func update<S: Scalar>(_ pass: UpdatePass<S>) {
        preconditionFailure("\(Self.typeName) is run by search(_:), not by update(_:)")
    }
}

/// The arguments of a full-batch optimizer for one iteration. All vectors have `count` values.
public struct LineSearchStep<S: Scalar> {
    /// The number of parameters.
    public let count: Int

    /// The parameters, to be changed.
    public let parameters: UnsafeMutablePointer<S>

    /// The gradient at the parameters; each evaluation replaces it.
    public let gradients: UnsafeMutablePointer<S>

    /// The rule's memory, one vector after the other.
    public let state: UnsafeMutablePointer<S>

    /// The loss at the parameters.
    public let loss: Double

    /// The size of the first trial of the first step, as a share of the default size.
    public let learningRate: Double

    /// Evaluates the loss and the gradient at the current parameters.
    public let evaluate: () throws -> Double

    /// Creates a step over buffers of the caller.
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

/// The result of the search of one iteration.
public enum ConvergenceStatus: String, Codable, Sendable {
    /// The parameters moved, and more iterations may follow.
    case moved
    /// No value of the gradient is larger than the tolerance.
    case smallGradient
    /// The loss fell by less than the tolerance.
    case smallImprovement
    /// No lower loss was found along the steepest descent, for example because rounding hides the slope.
    case noDescent
}
