extension Recipe {
    /// Refuses settings that make no sense.
    ///
    /// - Throws: ``TrainingError/invalidSetting(name:found:expected:)`` for the first of them.
    public func validate() throws(TrainingError) {
        let rate = optimizer.learningRate
        try Self.require(
            rate > 0 && rate.isFinite, "learning rate", found: "\(rate)", expected: "a number above 0")
        try Self.require(epochs > 0, "number of epochs", found: "\(epochs)", expected: "at least 1")
        try Self.require(
            epochs <= Self.mostEpochs, "number of epochs", found: "\(epochs)",
            expected: "at most \(Self.mostEpochs)")
        if case .rows(let rows) = batchSize {
            try Self.require(rows > 0, "batch size", found: "\(rows)", expected: "at least 1, or “full”")
        }
        try weightDecaySearch?.validate(with: optimizer)
        try schedule.validate()
        try regularization.validate(with: loss)
        if let optimizer = optimizer as? any FullBatchOptimizer {
            try validateSearch(named: type(of: optimizer).typeName)
        }
        try validateStopping()
    }

    /// More would outlast everybody, and the updates of that many epochs can still be counted.
    private static let mostEpochs = 1_000_000_000

    /// A search needs all rows, and a smooth loss that is the same at each evaluation.
    private func validateSearch(named name: String) throws(TrainingError) {
        func require(
            _ condition: Bool, _ setting: String, _ found: String, _ expected: String
        ) throws(TrainingError) {
            try Self.require(condition, "\(setting) with \(name)", found: found, expected: expected)
        }
        try require(batchSize == .full, "batch size", "\(batchSize)", "full")
        try require(schedule == .constant, "schedule", "\(schedule)", "constant")
        let random = network.layers.first(where: \.isIdentityInInference)
        try require(random == nil, "kind of layer", random?.text ?? "", "one that is the same at each step")
        let noise = regularization.inputNoise
        try require(noise == 0, "input noise", "\(noise)", "0")
        let changes = augmentation?.text ?? ""
        try require(changes.isEmpty, "augmentation", changes, "none")
        try require(regularization.l1 == 0, "l1 penalty", "\(regularization.l1)", "0; take l2")
        let limits = [regularization.maxNorm, regularization.clipValue, regularization.clipNorm]
        if let limit = limits.compactMap(\.self).first {
            try require(false, "limit of weights or gradients", "\(limit)", "none")
        }
    }

    private func validateStopping() throws(TrainingError) {
        switch stopping {
        case .afterAllEpochs: break
        case .onValidation(let share, let patience, let minimum, _):
            try Self.require(
                share >= 0 && share < 1, "validation share", found: "\(share)", expected: "from 0 to below 1")
            try Self.require(patience > 0, "patience", found: "\(patience)", expected: "at least 1 epoch")
            try Self.require(
                minimum >= 0 && minimum.isFinite, "least improvement", found: "\(minimum)",
                expected: "a number of at least 0")
        case .byCrossValidation(let folds):
            try Self.require(folds > 1, "number of folds", found: "\(folds)", expected: "at least 2")
        }
    }

    private static func require(
        _ condition: Bool, _ name: String, found: String, expected: String
    ) throws(TrainingError) {
        guard condition else { throw .invalidSetting(name: name, found: found, expected: expected) }
    }
}

extension Network {
    /// The network whose outputs the loss takes: without the last activation where the loss contains it.
    ///
    /// - Throws: ``NetworkError/lossNeedsActivation(loss:needed:found:)`` when the network ends otherwise.
    public func fused(with loss: any Loss) throws(NetworkError) -> Network {
        guard let last = layers.last else { throw .empty }
        guard let needed = loss.fusedActivation else { return self }
        let found = (last as? any ActivatedLayer)?.activation
        guard let activated = last as? any ActivatedLayer, found == needed else {
            throw .lossNeedsActivation(
                loss: type(of: loss).typeName, needed: needed.description,
                found: found?.description ?? last.text)
        }
        return Network(layers.dropLast() + [activated.withActivation(.linear)])
    }
}
