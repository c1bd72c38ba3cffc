import Backprop

/// The graph of one network, from its inputs to its outputs. Every value is flat, rows × elements, as in memory.
struct NetworkGraph {
    let network: PortableNetwork
    var graph: GraphBuilder
    /// The beginning of the names of its tensors.
    let prefix: String
    /// The names of the tensors that were added, by their index and sizes.
    private var tensors: [[Int]: String] = [:]

    init(_ network: PortableNetwork, in graph: GraphBuilder, prefix: String) {
        (self.network, self.graph, self.prefix) = (network, graph, prefix)
    }

    /// The type of the elements of all values.
    var real: ONNXElementType { network.real }

    /// Adds all steps, and returns the outputs.
    mutating func add(inputs: String) -> String {
        var values = [0: inputs]
        for step in network.steps {
            values[step.output] = add(step, step.inputs.compactMap { values[$0] })
        }
        return values[network.outputValue] ?? inputs
    }

    /// Returns a tensor of the network with some sizes.
    mutating func tensor(_ index: Int, _ sizes: [Int]) -> String {
        if let known = tensors[[index] + sizes] { return known }
        let tensor = network.tensors[index]
        let result = graph.numbers(tensor.values, sizes, real, named: prefix + tensor.name)
        tensors[[index] + sizes] = result
        return result
    }

    /// Returns a tensor whose elements are made from those of one of the network's.
    mutating func tensor(_ index: Int, _ sizes: [Int], _ convert: ([Double]) -> [Double]) -> String {
        let tensor = network.tensors[index]
        return graph.numbers(convert(tensor.values), sizes, real, named: prefix + tensor.name)
    }

    /// Returns a constant number of the network's type.
    mutating func number(_ value: Double) -> String { graph.number(value, real) }
}

extension NetworkGraph {
    /// Adds a step, and returns its result.
    private mutating func add(_ step: PortableStep, _ x: [String]) -> String {
        let count = network.valueCounts[step.output]
        switch step.operation {
        case .dense(let inputs, let outputs, let weights, let bias):
            let weights = tensor(weights, [inputs, outputs])
            guard let bias else { return graph.add("MatMul", [x[0], weights]) }
            return graph.add("Gemm", [x[0], weights, tensor(bias, [outputs])])
        case .activate(let activation): return activate(activation, x[0])
        case .softmax: return graph.add("Softmax", x, [.integer("axis", 1)])
        case .shiftAndScale(let channels, let center, let factor, let shift):
            let tensors = [center, factor, shift].map { tensor($0, [channels]) }
            return graph.perPosition(x, count: count, channels: channels) { graph, x in
                let scaled = graph.add("Mul", [graph.add("Sub", [x[0], tensors[0]]), tensors[1]])
                return graph.add("Add", [scaled, tensors[2]])
            }
        case .standardize(let channels, let epsilon, let weight, let bias):
            let (tensors, epsilon) = ([weight, bias].map { tensor($0, [channels]) }, number(epsilon))
            return graph.perPosition(x, count: count, channels: channels) { graph, x in
                let shifted = graph.standardized(x[0], epsilon)
                return graph.add("Add", [graph.add("Mul", [shifted, tensors[0]]), tensors[1]])
            }
        case .scale(let channels, let weight):
            let weight = tensor(weight, [channels])
            return graph.perPosition(x, count: count, channels: channels) { graph, x in
                graph.add("Mul", [x[0], weight])
            }
        case .blend(let channels, let weight):
            let weight = tensor(weight, [channels])
            return graph.perPosition(x, count: count, channels: channels) { graph, x in
                let change = graph.add("Mul", [weight, graph.add("Sub", [x[1], x[0]])])
                return graph.add("Add", [x[0], change])
            }
        case .embed(let embedding): return embed(embedding, x[0])
        case .transpose(let rows, let columns):
            let matrix = graph.reshape(x[0], [rows, columns])
            return graph.reshape(graph.transpose(matrix, [0, 2, 1]), [count])
        case .convolve(let window, let weights, let bias): return convolve(x[0], window, weights, bias)
        case .maximum(let window): return maximum(x[0], window)
        case .average(let window, let countsPadding): return average(x[0], window, countsPadding)
        case .add: return graph.add("Add", x)
        case .concatenate(let widths): return concatenate(x, widths, count)
        }
    }

    private mutating func concatenate(_ x: [String], _ widths: [Int], _ count: Int) -> String {
        let channels = widths.reduce(0, +)
        if count == channels { return graph.concatenate(x) }
        let parts = zip(x, widths).map { graph.reshape($0, [count / channels, $1]) }
        return graph.reshape(graph.concatenate(parts, axis: 2), [count])
    }

    /// Each of the first numbers becomes weighted sums of its cosines, and itself.
    private mutating func embed(_ layer: PortableEmbedding, _ x: String) -> String {
        let (numbers, waves, outputs) = (layer.numbers, layer.frequencies, layer.outputs)
        let first = numbers == layer.inputs ? x : graph.gather(x, Array(0..<numbers))
        let column = graph.reshape(first, [numbers, 1])
        // Rounded as in the kernels: the fraction of many turns depends on the last bit.
        let isSingle = real == .float
        let phases = tensor(layer.phase, [numbers, waves]) { phases in
            phases.map {
                isSingle ? Double(Float($0) * Float(0.15915494309189535)) : $0 * 0.15915494309189535
            }
        }
        let product = graph.add("Mul", [column, tensor(layer.frequency, [numbers, waves])])
        let turns = graph.add("Add", [product, phases])
        let share = graph.add("Sub", [turns, graph.add("Round", [turns])])
        let cosines = graph.add("Cos", [graph.add("Mul", [share, number(2 * Double.pi)])])
        let weights = tensor(layer.weight, [numbers, outputs, waves])
        let weighted = graph.add("Mul", [graph.reshape(cosines, [numbers, 1, waves]), weights])
        let axes = graph.integers([3])
        let sums = graph.add("ReduceSum", [weighted, axes], [.integer("keepdims", 0)])
        let shifted = graph.add("Add", [sums, tensor(layer.bias, [numbers, outputs])])
        let embedded = graph.reshape(
            graph.concatenate([shifted, column], axis: 2), [numbers * (outputs + 1)])
        if numbers == layer.inputs { return embedded }
        return graph.concatenate([embedded, graph.gather(x, Array(numbers..<layer.inputs))])
    }
}

extension GraphBuilder {
    /// Returns a value with mean 0 and standard deviation 1 along its last axis.
    fileprivate mutating func standardized(_ x: String, _ epsilon: String) -> String {
        let last: [ONNXAttribute] = [.integers("axes", [-1]), .integer("keepdims", 1)]
        let centered = add("Sub", [x, add("ReduceMean", [x], last)])
        let variance = add("ReduceMean", [add("Mul", [centered, centered])], last)
        return add("Div", [centered, add("Sqrt", [add("Add", [variance, epsilon])])])
    }
}
