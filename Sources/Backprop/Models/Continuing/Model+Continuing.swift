extension Model {
    /// The SHA-256 of the model's file, in hexadecimal digits: of the one that it was read from, or else of the one that
    /// ``write(to:)`` writes.
    public var sha256: String {
        if let digest = fileFrame?.digest { return digest }
        if let bytes = fileFrame?.bytes(with: safetensors().tensors) { return SHA256.text(of: bytes) }
        guard let bytes = try? safetensors().serialized() else {
            preconditionFailure("the tensors of a model have different names")
        }
        return SHA256.text(of: bytes)
    }

    /// Returns the description of a run that continues this model.
    ///
    /// - Parameters:
    ///   - refits: Whether the preprocessing is fitted again.
    ///   - replacesLastLayer: Whether a new layer replaces the last one.
    ///   - heldOutShare: The share of the new rows that is not trained on.
    public func continuation(
        refits: Bool = false, replacesLastLayer: Bool = false,
        heldOutShare: Double = Continuation.defaultHeldOutShare
    ) -> Continuation {
        Continuation(
            of: sha256, refits: refits, replacesLastLayer: replacesLastLayer, heldOutShare: heldOutShare)
    }

    /// Throws unless one run trained all networks, so that one recipe continues them.
    func refuseSeveralRuns() throws(ContinuationError) {
        let isOfOneRun =
            members.count == recipe.members && members.allSatisfy { $0.network == recipe.network }
        guard isOfOneRun else { throw .severalRuns(members: members.count) }
    }

    /// Returns the values that a run begins with which continues this model.
    func initialParameters(for recipe: Recipe) throws -> Parameters {
        try recipe.precision.withScalarType { try initialParameters(for: recipe, as: $0) }
    }

    private func initialParameters<S: Scalar>(for recipe: Recipe, as scalar: S.Type) throws -> Parameters {
        let trained: [S] = parameters.values()
        guard recipe.continuation?.replacesLastLayer == true else {
            return Parameters(try self.recipe.undoingTemperature(trained, inputShape: inputShape))
        }
        let new = try ParameterLayout(recipe.network, input: inputShape)
        var values: [S] = new.initialValues(seed: recipe.seed, weights: recipe.initializer)
        let last = recipe.network.layers.count - 1
        values.replaceSubrange(..<new.layerOffsets[last], with: trained[..<layout.layerOffsets[last]])
        values.replaceSubrange(new.count..., with: trained[layout.count...])
        return Parameters(values)
    }
}

extension Recipe {
    /// Returns the parameters before the temperature was applied, as the run had trained them.
    fileprivate func undoingTemperature<S: Scalar>(
        _ parameters: [S], inputShape: Shape
    ) throws(NetworkError) -> [S] {
        guard let temperature else { return parameters }
        var inverse = self
        inverse.temperature = 1 / temperature
        return try inverse.applyingTemperature(parameters, inputShape: inputShape)
    }

    /// Replaces the last layer by one for the targets of the data, with the loss that belongs to it.
    ///
    /// The frozen layers and the temperature of the model's run do not apply any longer.
    mutating func replaceLastLayer(for data: any LearningData) throws(ContinuationError) {
        guard let last = network.layers.last as? Dense else {
            throw .noLastLayer(layer: network.layers.last?.text ?? "")
        }
        (frozenLayers, temperature) = (nil, nil)
        columns.positive = nil
        if case .explicit = preprocessing.classWeighting { preprocessing.classWeighting = .none }
        let labelled: LearningTask = data.classLabels.isEmpty ? .regression : .classification
        let found = (data as? TableData)?.schema.task ?? labelled
        let expected = targetEncoding.task
        guard found == expected else {
            throw .otherTask(source: data.raw.source, expected: expected, found: found)
        }
        // For other tasks the last layer has an output for each target already.
        guard expected == .classification else { return }
        let count = data.classLabels.count
        let isSingle = count == 2 && targetEncoding == .binary
        let activation = targetEncoding == .binary && !isSingle ? Activation.softmax : last.activation
        if targetEncoding == .binary, !isSingle { (targetEncoding, loss) = (.oneHot, CrossEntropy()) }
        let head = Dense(isSingle ? 1 : count, activation: activation, bias: last.hasBias)
        network = Network(network.layers.dropLast() + [head])
    }
}
