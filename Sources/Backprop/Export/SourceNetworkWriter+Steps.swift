extension SourceNetworkWriter {
    /// Returns the lines of a step.
    mutating func lines(of step: PortableStep, _ plan: BufferPlan) -> [String] {
        let inputs = step.inputs.map { "v\(plan.buffers[$0])" }
        let (x, y) = (inputs[0], "v\(plan.buffers[step.output])")
        let count = network.valueCounts[step.output]
        switch step.operation {
        case .dense(let rows, let columns, let weights, let bias):
            return [call("dense", x, tensor(weights), bias.map(tensor) ?? Self.none, y, rows, columns)]
        case .activate(let activation): return loop(over: count, setting: y, to: active(activation, x))
        case .softmax: return [call("softmax", x, y, count)]
        case .shiftAndScale(let channels, let center, let factor, let shift):
            let tensors = [center, factor, shift].map(tensor).joined(separator: ", ")
            return [call("shift_and_scale", x, tensors, y, count, channels)]
        case .standardize(let channels, let epsilon, let weight, let bias):
            return [call("standardize", x, tensor(weight), tensor(bias), y, count, channels, epsilon)]
        case .scale(let channels, let weight): return [call("scale", x, tensor(weight), y, count, channels)]
        case .blend(let channels, let weight):
            return [call("blend", x, inputs[1], tensor(weight), y, count, channels)]
        case .embed(let layer):
            let tensors = [layer.frequency, layer.phase, layer.weight, layer.bias].map(tensor)
                .joined(separator: ", ")
            return [
                call("embed", x, tensors, y, layer.inputs, layer.numbers, layer.frequencies, layer.outputs)
            ]
        case .transpose(let rows, let columns): return [call("transpose", x, y, rows, columns)]
        case .convolve(let window, let weights, let bias):
            let tensors = "\(tensor(weights)), \(bias.map(tensor) ?? Self.none)"
            return windowLines(window) { $0.call("convolve", x, tensors, y, $1) }
        case .maximum(let window): return windowLines(window) { $0.call("maximum", x, y, $1) }
        case .average(let window, let counts):
            return windowLines(window) { $0.call("average", x, y, $1, $0.countsPadding(counts)) }
        case .add: return [call("add", x, inputs[1], y, count)]
        case .concatenate(let widths): return concatenation(inputs, widths, y, count)
        }
    }

    /// Returns the statement that calls a function of the network's precision.
    private mutating func call(_ name: String, _ arguments: any CustomStringConvertible...) -> String {
        let list = arguments.map(\.description).joined(separator: ", ")
        return "\(function(name))(\(list))\(Self.end)"
    }

    private mutating func active(_ activation: Activation, _ value: String) -> String {
        let name = function(SourceFunctions.activation(activation))
        guard SourceFunctions.takesParameter(activation) else { return "\(name)(\(value)[i])" }
        return "\(name)(\(value)[i], \(constant(rounding: activation.kernelParameter)))"
    }

    private mutating func concatenation(
        _ inputs: [String], _ widths: [Int], _ output: String, _ count: Int
    ) -> [String] {
        let channels = widths.reduce(0, +)
        var first = 0
        return zip(inputs, widths).map { input, width in
            defer { first += width }
            return call("place", input, "\(output) + \(first)", count / channels, width, channels)
        }
    }
}
