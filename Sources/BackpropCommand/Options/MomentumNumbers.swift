import Backprop

/// The numbers of momentum that have options of their own, and that only some optimizers have.
struct MomentumNumbers {
    let momentum: Double?
    let nesterov: Bool

    /// Returns the optimizer with these numbers instead of its own.
    func applied(to optimizer: any Optimizer) throws -> any Optimizer {
        try withNesterov(withMomentum(optimizer))
    }

    private func withMomentum(_ optimizer: any Optimizer) throws -> any Optimizer {
        guard let momentum else { return optimizer }
        guard var moving = optimizer as? any MomentumOptimizer else {
            throw UsageError("--momentum goes with sgd and rmsprop, not with \(type(of: optimizer).typeName)")
        }
        moving.momentum = momentum
        return moving
    }

    private func withNesterov(_ optimizer: any Optimizer) throws -> any Optimizer {
        guard nesterov else { return optimizer }
        guard var sgd = optimizer as? SGD, sgd.momentum > 0 else {
            throw UsageError("--nesterov goes with sgd and a --momentum above 0")
        }
        sgd.nesterov = true
        return sgd
    }
}
