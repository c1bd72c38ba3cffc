/// A rule that turns a gradient into a change of the parameters.
///
/// A rule is a value that holds its hyperparameters; what it remembers from step to step lives in flat
/// vectors laid out as the parameters, owned by the run.
public protocol Optimizer: Codable, Sendable, Equatable {
    /// The word that names the rule in files and on the command line, such as `adam`.
    static var typeName: String { get }

    /// The size of a step before any schedule.
    var learningRate: Double { get set }

    /// How many vectors of the parameters' length the rule remembers; they begin at zero.
    var stateVectorCount: Int { get }

    /// Changes the parameters, and what is remembered, by one step.
    func update<S: Scalar>(_ pass: UpdatePass<S>)
}

/// A rule that pulls weights towards zero.
public protocol DecayingOptimizer: Optimizer {
    /// λ, at least 0.
    var weightDecay: Double { get set }
}

/// A rule that goes on in the direction of earlier steps.
public protocol MomentumOptimizer: Optimizer {
    /// μ, the share of the last step that goes on, from 0 to below 1.
    var momentum: Double { get set }
}

extension Optimizer {
    /// Whether this rule and another, of any type, are the same description.
    func isEqual(to other: any Optimizer) -> Bool {
        (other as? Self) == self
    }
}

/// What an optimizer is given for one step. All vectors have `count` values.
public struct UpdatePass<S: Scalar> {
    /// The number of parameters.
    public let count: Int

    /// The parameters, to be changed.
    public let parameters: UnsafeMutablePointer<S>

    /// The gradient of the loss with respect to them.
    public let gradients: UnsafePointer<S>

    /// What the rule remembers, one vector after the other.
    public let state: UnsafeMutablePointer<S>

    /// The number of this step, from 1.
    public let step: UInt64

    /// The size of this step, as the schedule has it.
    public let learningRate: Double

    /// The most threads that the update may use.
    public let threads: Int
}
