extension Recipe {
    /// Refuses settings that make no sense.
    ///
    /// - Throws: ``TrainingError/invalidSetting(name:found:expected:)`` for the first of them.
    public func validate() throws(TrainingError) {
        let rate = optimizer.learningRate
        try Self.require(
            rate > 0 && rate.isFinite, "learning rate", found: "\(rate)", expected: "a number above 0")
        try Self.require(epochs > 0, "number of epochs", found: "\(epochs)", expected: "at least 1")
        if case .rows(let rows) = batchSize {
            try Self.require(rows > 0, "batch size", found: "\(rows)", expected: "at least 1, or “full”")
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
