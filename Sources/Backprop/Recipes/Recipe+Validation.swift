extension Recipe {
    /// Throws if a setting is not valid, or if two settings do not go together.
    ///
    /// - Throws: ``SettingError`` for the first of them.
    public func validate() throws(SettingError) {
        let rate = optimizer.learningRate
        guard rate > 0, rate.isFinite else {
            throw SettingError(
                name: "learning rate", found: "\(rate)", expected: NumberRange.positive.expected)
        }
        for setting in RecipeSettings.all { try setting.validate(self) }
        try selection?.validate(with: optimizer)
        try regularization.validate(with: loss)
        try time.validate()
        if targetEncoding == .multiLabel, network.outputActivation != .sigmoid {
            throw SettingError(
                name: "output", found: network.outputActivation.description,
                expected: "sigmoid for several yes/no targets")
        }
        try validateFrozenLayers()
        try validateShards()
        if continuation != nil, selection != nil {
            throw SettingError(
                name: "selection of settings", found: "on", expected: "off if a run continues a model")
        }
        if members > 1, targetEncoding != .numeric, !network.givesProbabilities {
            throw SettingError(
                name: "number of networks", found: "\(members)",
                expected: "1 for a network that ends in neither softmax nor sigmoid")
        }
        if let optimizer = optimizer as? any FullBatchOptimizer {
            try validateFullBatch(with: type(of: optimizer).typeName)
        }
    }

    /// Throws if an explicit temperature has no probabilities of classes to act on.
    ///
    /// Files of models may have one, since earlier versions ignored it.
    func refuseTemperature(_ explicit: Double?) throws(SettingError) {
        guard let explicit, targetEncoding == .numeric || targetEncoding == .multiLabel else { return }
        throw SettingError(
            name: "temperature", found: "\(explicit)",
            expected: targetEncoding == .numeric
                ? "left out if numbers are predicted" : "left out for several yes/no targets")
    }

    /// Throws if a layer computes statistics of the batch, which runs of its rows do not have in common.
    private func validateShards() throws(SettingError) {
        guard shards > 1 else { return }
        for network in [network] + (selection?.layers ?? []) {
            guard let layer = network.layers.first(where: \.usesBatchStatistics) else { continue }
            throw SettingError(
                name: "number of shards", found: "\(shards)",
                expected: "1 with the layer \"\(layer.text)\", which computes statistics of the whole batch")
        }
    }

    /// Throws unless the network, and each that may be chosen in its place, has the frozen layers.
    private func validateFrozenLayers() throws(SettingError) {
        guard let frozenLayers else { return }
        try frozenLayers.validate(for: network)
        for hidden in selection?.layers ?? [] {
            try frozenLayers.validate(for: Network(hidden.layers + network.layers.suffix(1)))
        }
    }

    /// Throws unless a line search is possible: it needs all rows, and a smooth loss that is the same at each evaluation.
    private func validateFullBatch(with optimizer: String) throws(SettingError) {
        func require(
            _ condition: Bool, _ name: String, _ found: String, _ expected: String, remedy: String? = nil
        ) throws(SettingError) {
            guard !condition else { return }
            throw SettingError(
                name: "\(name) with \(optimizer)", found: found, expected: expected, remedy: remedy)
        }
        try require(batchSize == .full, "batch size", "\(batchSize)", "full")
        try require(schedule == .constant, "schedule", "\"\(schedule)\"", "constant")
        let random = network.layers.first(where: \.isIdentityInInference)
        try require(
            random == nil, "network", "\"\(random?.text ?? "")\"", "without random layers",
            remedy: "use the l2 penalty against overfitting")
        let noise = regularization.inputNoise
        try require(noise == 0, "input noise", "\(noise)", "0")
        let changes = augmentation?.text ?? ""
        try require(changes.isEmpty, "augmentation", "\"\(changes)\"", "none")
        try require(
            regularization.l1 == 0, "l1 penalty", "\(regularization.l1)", "0",
            remedy: "use the l2 penalty instead")
        let limits = [regularization.maxNorm, regularization.clipValue, regularization.clipNorm]
        if let limit = limits.compactMap(\.self).first {
            try require(false, "limit of weights or gradients", "\(limit)", "none")
        }
    }
}

extension Network {
    /// Returns the network whose outputs the loss takes: without the last activation if the loss contains it.
    ///
    /// - Throws: ``NetworkError/lossNeedsActivation(loss:needed:found:)`` if the network ends otherwise.
    package func fused(with loss: any Loss) throws(NetworkError) -> Network {
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
