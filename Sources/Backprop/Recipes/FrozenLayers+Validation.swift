extension FrozenLayers {
    /// Throws unless the network has these layers, and others.
    func validate(for network: Network) throws(SettingError) {
        let count = network.layers.count
        guard let last = ranges.last?.upperBound else { return }
        if last > count {
            throw error(
                expected: "among the \(Backprop.count(count, "layer")) of the network \"\(network.text)\"")
        }
        if indices(of: count).count == count {
            throw error(
                expected: "some of the \(Backprop.count(count, "layer")), so that something is trained")
        }
    }

    /// Throws unless a layer that is not frozen has parameters, and the gradient passes no frozen layer whose training
    /// differs from its prediction.
    func validate(for network: Network, layout: ParameterLayout) throws(SettingError) {
        guard let lowest = layout.firstLayer(besides: indices(of: network.layers.count)) else {
            throw error(expected: "such that another layer with parameters is trained")
        }
        for index in network.layers.indices where index > lowest && contains(index + 1) {
            let layer = network.layers[index]
            let hasStatistics = layout.statisticsOffsets[index] < layout.statisticsOffsets[index + 1]
            guard hasStatistics || Network([layer]).actsInTrainingAlone else { continue }
            throw error(
                expected: "without layer \(index + 1) (\"\(layer.text)\"), which a trained layer precedes",
                remedy: "freeze layer \(lowest + 1) too, or neither of the two")
        }
    }

    private func error(expected: String, remedy: String? = nil) -> SettingError {
        SettingError(name: "frozen layers", found: "\(self)", expected: expected, remedy: remedy)
    }
}

extension Network {
    /// Whether a layer, or one inside it, acts in training alone.
    var actsInTrainingAlone: Bool {
        layers.contains { layer in
            let inside = (layer as? any BranchingLayer)?.branches ?? []
            return layer.isIdentityInInference || inside.contains { Network($0).actsInTrainingAlone }
        }
    }
}
