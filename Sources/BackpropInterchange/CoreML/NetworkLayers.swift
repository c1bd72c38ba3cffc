import Backprop

/// The layers of one network in Core ML, from its inputs to its outputs. Every value is flat, as in memory, and in single
/// precision.
struct NetworkLayers {
    let network: PortableNetwork
    var builder: LayerBuilder

    /// Adds all steps, and returns the outputs.
    mutating func add(inputs: LayerValue) -> LayerValue {
        var values = [0: inputs]
        for step in network.steps {
            values[step.output] = add(step, step.inputs.compactMap { values[$0] })
        }
        return values[network.outputValue] ?? inputs
    }

    /// Returns the elements of a tensor of the network.
    func tensor(_ index: Int) -> [Double] { network.tensors[index].values }

    /// Returns one number for each channel, for a value with positions if there are several.
    private mutating func channels(_ index: Int, like value: LayerValue) -> LayerValue {
        let count = network.tensors[index].values.count
        return builder.constant(
            tensor(index), value.sizes.count == 2 ? [1, count] : [count], network.tensors[index].name)
    }
}

extension NetworkLayers {
    /// Adds a step, and returns its result.
    private mutating func add(_ step: PortableStep, _ x: [LayerValue]) -> LayerValue {
        switch step.operation {
        case .dense(let inputs, let outputs, let weights, let bias):
            return dense(x[0], inputs, outputs, weights, bias)
        case .activate(let activation): return activate(activation, x[0])
        case .softmax: return builder.add(.softmax(.with { $0.axis = -1 }), x, x[0].sizes, "softmax")
        case .shiftAndScale(let channels, let center, let factor, let shift):
            return perPosition(x, channels) { network, x in
                let centered = network.builder.difference(x[0], network.channels(center, like: x[0]))
                let scaled = network.builder.product(centered, network.channels(factor, like: x[0]))
                return network.builder.sum(scaled, network.channels(shift, like: x[0]))
            }
        case .standardize(let channels, let epsilon, let weight, let bias):
            return perPosition(x, channels) { network, x in
                network.standardize(x[0], channels, epsilon, weight, bias)
            }
        case .scale(let channels, let weight):
            return perPosition(x, channels) { network, x in
                network.builder.product(x[0], network.channels(weight, like: x[0]))
            }
        case .blend(let channels, let weight):
            return perPosition(x, channels) { network, x in
                let change = network.builder.product(
                    network.builder.difference(x[1], x[0]), network.channels(weight, like: x[0]))
                return network.builder.sum(x[0], change)
            }
        case .embed(let embedding): return embed(embedding, x[0])
        case .transpose(let rows, let columns):
            let matrix = builder.reshape(x[0], [rows, columns])
            return builder.reshape(builder.transpose(matrix, [1, 0]), [rows * columns])
        case .convolve(let window, let weights, let bias): return convolve(x[0], window, weights, bias)
        case .maximum(let window): return maximum(x[0], window)
        case .average(let window, let countsPadding): return average(x[0], window, countsPadding)
        case .add: return builder.sum(x[0], x[1])
        case .concatenate(let widths): return concatenate(x, widths)
        }
    }

    private mutating func dense(
        _ x: LayerValue, _ inputs: Int, _ outputs: Int, _ weights: Int, _ bias: Int?
    ) -> LayerValue {
        let layer = CoreMLInnerProduct(
            inputs, outputs, tensor(weights), bias: bias.map(tensor))
        return builder.add(.innerProduct(layer), [x], [outputs], "dense")
    }

    /// Applies a function to the channels of each position.
    private mutating func perPosition(
        _ x: [LayerValue], _ channels: Int,
        _ function: (inout NetworkLayers, [LayerValue]) -> LayerValue
    ) -> LayerValue {
        let count = x[0].count
        if count == channels { return function(&self, x) }
        let separate = x.map { builder.reshape($0, [count / channels, channels]) }
        return builder.reshape(function(&self, separate), [count])
    }

    private mutating func standardize(
        _ x: LayerValue, _ channels: Int, _ epsilon: Double, _ weight: Int, _ bias: Int
    ) -> LayerValue {
        let layer = CoreMLLayerNormalization.with {
            $0.sizes = [Int64(channels)]
            $0.epsilon = Float(epsilon)
            $0.gamma = CoreMLWeights(tensor(weight))
            $0.beta = CoreMLWeights(tensor(bias))
        }
        return builder.add(.layerNormalization(layer), [x], x.sizes, "standardization")
    }

    private mutating func concatenate(_ x: [LayerValue], _ widths: [Int]) -> LayerValue {
        let positions = x[0].count / widths[0]
        if positions == 1 { return builder.concatenate(x) }
        let parts = zip(x, widths).map { builder.reshape($0, [positions, $1]) }
        return builder.reshape(
            builder.concatenate(parts, axis: 1), [positions * widths.reduce(0, +)])
    }

    /// Each of the first numbers becomes weighted sums of its cosines, and itself.
    private mutating func embed(_ layer: PortableEmbedding, _ x: LayerValue) -> LayerValue {
        let (numbers, waves, outputs) = (layer.numbers, layer.frequencies, layer.outputs)
        let first = numbers == layer.inputs ? x : builder.gather(x, Array(0..<numbers))
        let column = builder.reshape(first, [numbers, 1])
        let turn = 0.15915494309189535
        // Rounded as in the kernels: the fraction of many turns depends on the last bit.
        let isSingle = network.precision == .float32
        let phases = tensor(layer.phase).map { isSingle ? Double(Float($0) * Float(turn)) : $0 * turn }
        let frequencies = builder.constant(tensor(layer.frequency), [numbers, waves], "frequencies")
        let turns = builder.sum(
            builder.product(column, frequencies), builder.constant(phases, [numbers, waves], "phases"))
        let whole = builder.add(.round(.init()), [turns], turns.sizes, "whole")
        let angle = builder.line(builder.difference(turns, whole), 2 * Double.pi, 0)
        let cosines = builder.add(.cos(.init()), [angle], angle.sizes, "cosines")
        let weights = builder.constant(tensor(layer.weight), [numbers, outputs, waves], "weights")
        let weighted = builder.product(builder.reshape(cosines, [numbers, 1, waves]), weights)
        let bias = builder.constant(tensor(layer.bias), [numbers, outputs], "bias")
        let sums = builder.sum(builder.sums(weighted, keepsAxis: false), bias)
        let embedded = builder.reshape(
            builder.concatenate([sums, column], axis: 1), [numbers * (outputs + 1)])
        if numbers == layer.inputs { return embedded }
        return builder.concatenate([embedded, builder.gather(x, Array(numbers..<layer.inputs))])
    }
}

extension CoreMLInnerProduct {
    /// Creates a product with a matrix of inputs × outputs.
    init(_ inputs: Int, _ outputs: Int, _ weights: [Double], bias: [Double]?) {
        self.init()
        (self.inputs, self.outputs) = (UInt64(inputs), UInt64(outputs))
        self.weights.values = (0..<(inputs * outputs)).map { index in
            Float(weights[index % inputs * outputs + index / inputs])
        }
        hasBias_p = bias != nil
        if let bias { self.bias = CoreMLWeights(bias) }
    }
}
