/// A rule that derives a change of the parameters from a gradient.
///
/// A rule is a value that holds its hyperparameters. The run owns its memory from step to step: flat vectors in the
/// layout of the parameters.
public protocol Optimizer: Codable, Sendable, Equatable {
    /// The name of the rule in files and on the command line, such as `adam`.
    static var typeName: String { get }

    /// The size of a step before any schedule.
    var learningRate: Double { get set }

    /// The number of vectors of the parameters' length that the rule remembers; they begin at zero.
    var stateVectorCount: Int { get }

    /// Changes the parameters and the rule's memory by one step.
    func update<S: Scalar>(_ pass: UpdatePass<S>)
}

/// A rule with weight decay.
public protocol DecayingOptimizer: Optimizer {
    /// λ, at least 0.
    var weightDecay: Double { get set }
}

/// A rule that continues in the direction of earlier steps.
public protocol MomentumOptimizer: Optimizer {
    /// μ, the share of the last step that continues, from 0 to below 1.
    var momentum: Double { get set }
}

extension Optimizer {
    /// Returns whether this rule and another, of any type, are equal.
    func isEqual(to other: any Optimizer) -> Bool {
        (other as? Self) == self
    }
}

/// The arguments of an optimizer for one step. All vectors have `count` values.
public struct UpdatePass<S: Scalar> {
    /// The number of parameters.
    public let count: Int

    /// The parameters, to be changed.
    public let parameters: UnsafeMutablePointer<S>

    /// The gradient of the loss with respect to them.
    public let gradients: UnsafePointer<S>

    /// The rule's memory, one vector after the other.
    public let state: UnsafeMutablePointer<S>

    /// The number of this step, from 1.
    public let step: UInt64

    /// The learning rate of this step, according to the schedule.
    public let learningRate: Double

    /// The maximum number of threads for the update.
    public let threads: Int
}
