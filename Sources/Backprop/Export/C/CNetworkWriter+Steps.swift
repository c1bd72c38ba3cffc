extension CNetworkWriter {
    /// Returns the lines of a step.
    mutating func lines(of step: PortableStep, _ plan: BufferPlan) -> [String] {
        let inputs = step.inputs.map { "v\(plan.buffers[$0])" }
        let (x, y) = (inputs[0], "v\(plan.buffers[step.output])")
        let count = network.valueCounts[step.output]
        switch step.operation {
        case .dense(let rows, let columns, let weights, let bias):
            let bias = bias.map { tensor($0) } ?? "NULL"
            return ["\(function("dense"))(\(x), \(tensor(weights)), \(bias), \(y), \(rows), \(columns));"]
        case .activate(let activation):
            return ["for (long i = 0; i < \(count); i++)", "    \(y)[i] = \(active(activation, x));"]
        case .softmax: return ["\(function("softmax"))(\(x), \(y), \(count));"]
        case .shiftAndScale(let channels, let center, let factor, let shift):
            let tensors = "\(tensor(center)), \(tensor(factor)), \(tensor(shift))"
            return ["\(function("shift_and_scale"))(\(x), \(tensors), \(y), \(count), \(channels));"]
        case .standardize(let channels, let epsilon, let weight, let bias):
            let tensors = "\(tensor(weight)), \(tensor(bias))"
            return ["\(function("standardize"))(\(x), \(tensors), \(y), \(count), \(channels), \(epsilon));"]
        case .scale(let channels, let weight):
            return ["\(function("scale"))(\(x), \(tensor(weight)), \(y), \(count), \(channels));"]
        case .blend(let channels, let weight):
            return [
                "\(function("blend"))(\(x), \(inputs[1]), \(tensor(weight)), \(y), \(count), \(channels));"
            ]
        case .embed(let layer):
            let tensors = [layer.frequency, layer.phase, layer.weight, layer.bias].map { tensor($0) }
            let sizes = [layer.inputs, layer.numbers, layer.frequencies, layer.outputs].map(String.init)
            return [
                "\(function("embed"))(\(([x] + tensors + [y] + sizes).joined(separator: ", ")));"
            ]
        case .transpose(let rows, let columns):
            return ["\(function("transpose"))(\(x), \(y), \(rows), \(columns));"]
        case .convolve(let window, let weights, let bias):
            let bias = bias.map { tensor($0) } ?? "NULL"
            return windowLines(window) {
                "\($0.function("convolve"))(\(x), \($0.tensor(weights)), \(bias), \(y), &window);"
            }
        case .maximum(let window):
            return windowLines(window) { "\($0.function("maximum"))(\(x), \(y), &window);" }
        case .average(let window, let countsPadding):
            return windowLines(window) {
                "\($0.function("average"))(\(x), \(y), &window, \(countsPadding ? 1 : 0));"
            }
        case .add: return ["\(function("add"))(\(x), \(inputs[1]), \(y), \(count));"]
        case .concatenate(let widths): return concatenation(inputs, widths, y, count)
        }
    }

    private mutating func active(_ activation: Activation, _ value: String) -> String {
        let name = function(SourceFunctions.activation(activation))
        guard SourceFunctions.takesParameter(activation) else { return "\(name)(\(value)[i])" }
        let alpha = SourceNumber.constant(rounding: activation.kernelParameter, network.precision)
        return "\(name)(\(value)[i], \(alpha))"
    }

    private mutating func windowLines(
        _ window: PortableWindow, _ call: (inout CNetworkWriter) -> String
    ) -> [String] {
        let numbers = window.numbers.map(String.init).joined(separator: ", ")
        return ["{", "    static const struct window window = {\(numbers)};", "    " + call(&self), "}"]
    }

    private mutating func concatenation(
        _ inputs: [String], _ widths: [Int], _ output: String, _ count: Int
    ) -> [String] {
        let channels = widths.reduce(0, +)
        let place = function("place")
        var first = 0
        return zip(inputs, widths).map { input, width in
            defer { first += width }
            return "\(place)(\(input), \(output) + \(first), \(count / channels), \(width), \(channels));"
        }
    }
}
