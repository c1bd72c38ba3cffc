import Backprop

extension RowPipeline {
    /// Adds the stages that end in classes: a neural network with the probability or score of each.
    mutating func classify(_ labels: [String], _ outputs: [CoreMLFeature]) {
        let last = shares(networkOutputs(), labels.count)
        let value = layers.line(last, 1, 0, named: outputs[1].name)
        let network = CoreMLNeuralNetwork.with {
            $0.layers = layers.layers
            $0.arrayMapping = .exact
            $0.classLabels.values = labels
            $0.probabilitiesValue = value.name
        }
        stages.add("classifier", .neuralNetworkClassifier(network), inputs: networkInputs, outputs: outputs) {
            $0.predictedFeatureName = outputs[0].name
            $0.predictedProbabilitiesName = outputs[1].name
        }
    }

    /// Adds the stages that end in numbers: a neural network, and a line for each number in double precision.
    mutating func regress(_ targets: [CoreMLFeature]) {
        let (values, lines) = numbers(networkOutputs())
        let output = layers.line(values, 1, 0)
        let network = CoreMLNeuralNetwork.with {
            $0.layers = layers.layers
            $0.arrayMapping = .exact
        }
        stages.add("network", .neuralNetwork(network), inputs: networkInputs, outputs: [.array(output)])
        for (index, (target, line)) in zip(targets, lines).enumerated() {
            let regressor = CoreMLLinearRegressor.with {
                $0.weights = [
                    .with { $0.values = targets.indices.map { $0 == index ? line.factor : 0 } }
                ]
                $0.offset = [line.offset]
            }
            stages.add(
                "line of \(target.name)", .linearRegressor(regressor), inputs: [.array(output)],
                outputs: [target]
            ) { $0.predictedFeatureName = target.name }
        }
    }

    private var networkInputs: [CoreMLFeature] {
        arrays.map { .array($0, "", $0.name == RowGraph.imageInput ? .float : .double) }
    }

    /// Returns the probability or score of each class.
    private mutating func shares(_ outputs: LayerValue, _ count: Int) -> LayerValue {
        if network.isBinary {
            return layers.concatenate([layers.line(outputs, -1, 1), outputs])
        }
        guard network.normalizes else { return outputs }
        let sum = layers.sums(outputs, keepsAxis: true)
        let shares = layers.quotient(outputs, layers.clip(sum, Double(Float.leastNormalMagnitude), 1e30))
        let isPositive = layers.add(.greaterThan(.with { $0.alpha = 0 }), [sum], [1], "is_positive")
        let equal = layers.constant(Array(repeating: 1 / Double(count), count: count), [count], "equal")
        return layers.add(.choose(.init()), [isPositive, shares, equal], [count], "shares")
    }

    /// The line that ends the computation of a number.
    struct Line {
        let factor, offset: Double
    }

    /// Returns the value of each target before its line, and the lines.
    private mutating func numbers(_ outputs: LayerValue) -> (LayerValue, [Line]) {
        let scales = network.targetScales
        if !scales.contains(where: { $0.logarithm != nil }) {
            return (outputs, scales.map { Line(factor: $0.scale, offset: $0.center) })
        }
        let values = scales.enumerated().map { index, scale in
            let value = scales.count == 1 ? outputs : layers.gather(outputs, [index])
            return scale.logarithm.map { power(value, scale, $0) } ?? value
        }
        let lines = scales.map { scale in
            guard let logarithm = scale.logarithm else {
                return Line(factor: scale.scale, offset: scale.center)
            }
            return logarithm.isSigned
                ? Line(factor: logarithm.unit, offset: 0) : Line(factor: 1, offset: -logarithm.unit)
        }
        return (layers.concatenate(values), lines)
    }

    /// Returns e^u, or sign(u) (e^|u| − 1), of the logarithm u, which is first confined to a range.
    private mutating func power(_ x: LayerValue, _ scale: FittedScale, _ fitted: FittedLogarithm)
        -> LayerValue
    {
        let logarithm = layers.line(x, scale.scale, scale.center)
        let confined = layers.clip(logarithm, fitted.range.lowerBound, fitted.range.upperBound)
        guard fitted.isSigned else { return layers.unary(.exponential, confined) }
        let magnitude = layers.unary(.exponential, layers.unary(.magnitude, confined))
        let sign = layers.add(.sign(.init()), [confined], confined.sizes, "sign")
        return layers.product(sign, layers.line(magnitude, 1, -1))
    }
}
