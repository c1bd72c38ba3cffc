extension Network {
    /// Returns whether a temperature can be applied to the outputs: the last layer computes the logits of a softmax, or
    /// of one sigmoid. The outputs of several yes/no targets have none: each would need its own.
    func takesTemperature(_ encoding: TargetEncoding) -> Bool {
        guard let last = layers.last as? Dense else { return false }
        switch encoding {
        case .oneHot: return last.activation == .softmax
        case .binary: return last.activation == .sigmoid
        case .numeric, .multiLabel: return false
        }
    }
}

extension Recipe {
    /// Returns trained parameters with the recipe's temperature applied: the weights and biases of the last layer
    /// divided by it. So no program that runs the model needs a further step.
    func applyingTemperature<S: Scalar>(_ parameters: [S], inputShape: Shape) throws(NetworkError) -> [S] {
        guard let temperature, temperature != 1, network.takesTemperature(targetEncoding) else {
            return parameters
        }
        let layout = try ParameterLayout(network, input: inputShape)
        var parameters = parameters
        for index in layout.layerOffsets[network.layers.count - 1]..<layout.count {
            parameters[index] = S(Double(parameters[index]) / temperature)
        }
        return parameters
    }
}

extension Model {
    /// Returns a model that was trained without a temperature, with this one applied to each of its networks.
    func applyingTemperature(_ temperature: Double) throws -> Model {
        try Model(averaging: members.map { try $0.applyingTemperatureToNetwork(temperature) })
    }

    private func applyingTemperatureToNetwork(_ temperature: Double) throws(NetworkError) -> Model {
        var recipe = recipe
        recipe.temperature = temperature
        let parameters: Parameters =
            switch parameters {
            case .float32(let values):
                .float32(try recipe.applyingTemperature(values, inputShape: inputShape))
            case .float64(let values):
                .float64(try recipe.applyingTemperature(values, inputShape: inputShape))
            }
        return try Model(
            recipe: recipe, inputShape: inputShape, parameters: parameters, input: input,
            provenance: provenance)
    }
}
