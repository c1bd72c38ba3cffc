import Backprop

extension RowGraph {
    /// The outputs of a graph.
    struct Prediction {
        /// Rows × classes or targets, in double precision.
        let values: String
        /// The most probable class of each row, or `nil` for numbers.
        let classes: String?
        /// Rows × 1: 0, or NaN for a row that the model cannot take.
        let poison: String
    }

    /// Adds all networks and their mean.
    mutating func predict() -> Prediction {
        var values: [String] = []
        var poisons: [String] = []
        for (index, network) in model.networks.enumerated() {
            let inputs = prepare(network)
            let prefix = model.networks.count == 1 ? "" : "network_\(index + 1)_"
            var writer = NetworkGraph(network, in: graph, prefix: prefix)
            let outputs = writer.add(inputs: inputs.features)
            graph = writer.graph
            values.append(predicted(rounded(toDouble: outputs, network), network))
            poisons.append(inputs.poison)
        }
        let poison = poisons.dropFirst().reduce(poisons[0]) { graph.add("Add", [$0, $1]) }
        guard case .classes(let labels, _) = model.output else {
            return Prediction(values: mean(values), classes: nil, poison: poison)
        }
        // The order of classes is that before the division by their sum, which may round two to one.
        if values.count == 1 {
            let shares = normalized(values[0], model.networks[0], labels.count)
            return Prediction(values: shares, classes: decided(shares) ?? greatest(values[0]), poison: poison)
        }
        let mean = mean(zip(values, model.networks).map { normalized($0, $1, labels.count) })
        return Prediction(values: mean, classes: decided(mean) ?? greatest(mean), poison: poison)
    }

    private mutating func rounded(toDouble outputs: String, _ network: PortableNetwork) -> String {
        network.real == .double ? outputs : graph.cast(outputs, to: .double)
    }

    /// Returns the class that a threshold decides for, or `nil` without a threshold.
    private mutating func decided(_ shares: String) -> String? {
        guard let threshold = model.threshold else { return nil }
        let share = graph.gather(shares, [threshold.classIndex])
        let isReached = graph.add("GreaterOrEqual", [share, graph.number(threshold.probability)])
        let isMissed = graph.add("Not", [isReached])
        let order = threshold.classIndex == 0 ? [isReached, isMissed] : [isMissed, isReached]
        return greatest(graph.concatenate(order.map { graph.cast($0, to: .double) }))
    }

    private mutating func greatest(_ values: String) -> String {
        graph.add("ArgMax", [values], [.integer("axis", 1), .integer("keepdims", 0)])
    }

    /// Returns the mean of the predictions of several networks.
    private mutating func mean(_ values: [String]) -> String {
        if values.count == 1 { return values[0] }
        let sum = values.dropFirst().reduce(values[0]) { graph.add("Add", [$0, $1]) }
        return graph.add("Div", [sum, graph.number(Double(values.count))])
    }

    /// Returns the predictions of a network from its outputs.
    private mutating func predicted(_ outputs: String, _ network: PortableNetwork) -> String {
        if network.isBinary {
            return graph.concatenate([graph.add("Sub", [graph.number(1), outputs]), outputs])
        }
        let scales = network.targetScales
        if scales.isEmpty { return outputs }
        let stretched = graph.add("Mul", [outputs, graph.row(scales.map(\.scale))])
        let numbers = graph.add("Add", [stretched, graph.row(scales.map(\.center))])
        guard scales.contains(where: { $0.logarithm != nil }) else { return numbers }
        let columns = scales.enumerated().map { index, scale in
            let column = scales.count == 1 ? numbers : graph.gather(numbers, [index])
            return scale.logarithm.map { number(of: column, $0) } ?? column
        }
        return graph.concatenate(columns)
    }

    /// Returns the numbers of logarithms, which are first confined to a range.
    private mutating func number(of logarithm: String, _ fitted: FittedLogarithm) -> String {
        let range = fitted.range
        let confined = graph.add(
            "Clip", [logarithm, graph.number(range.lowerBound), graph.number(range.upperBound)])
        let largest = Double.greatestFiniteMagnitude
        let number: String
        if fitted.isSigned {
            let power = graph.add("Exp", [graph.add("Abs", [confined])])
            let magnitude = graph.add("Sub", [power, graph.number(1)])
            let signed = graph.add("Mul", [graph.add("Sign", [confined]), magnitude])
            number = graph.add("Mul", [signed, graph.number(fitted.unit)])
        } else {
            number = graph.add("Sub", [graph.add("Exp", [confined]), graph.number(fitted.unit)])
        }
        return graph.add("Clip", [number, graph.number(-largest), graph.number(largest)])
    }

    /// Returns outputs divided by their sum, if that makes them probabilities.
    private mutating func normalized(_ values: String, _ network: PortableNetwork, _ count: Int) -> String {
        guard network.normalizes else { return values }
        let sum = graph.add("ReduceSum", [values, graph.integers([1])], [.integer("keepdims", 1)])
        let shares = graph.add("Div", [values, sum])
        let isPositive = graph.add("Greater", [sum, graph.number(0)])
        return graph.choose(isPositive, shares, graph.number(1 / Double(count)))
    }
}
