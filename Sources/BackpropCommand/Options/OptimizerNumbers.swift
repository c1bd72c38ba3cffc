import Backprop

/// Numbers of an optimizer that the command line names one by one.
struct OptimizerNumbers {
    let momentum: Double?
    let nesterov: Bool
    let weightDecay: Double?

    /// The optimizer with these numbers in place of its own.
    func applied(to optimizer: any Optimizer) throws -> any Optimizer {
        if let momentum, !(momentum >= 0 && momentum < 1) {
            throw UsageError("--momentum is at least 0 and below 1, not \(momentum)")
        }
        if let weightDecay, !(weightDecay >= 0 && weightDecay.isFinite) {
            throw UsageError("--weight-decay is at least 0, not \(weightDecay)")
        }
        return try withNesterov(withMomentum(withDecay(optimizer)))
    }

    private func withDecay(_ optimizer: any Optimizer) throws -> any Optimizer {
        guard let weightDecay else { return optimizer }
        guard var decaying = optimizer as? any DecayingOptimizer else {
            throw UsageError("--weight-decay does not go with \(type(of: optimizer).typeName)")
        }
        decaying.weightDecay = weightDecay
        return decaying
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
