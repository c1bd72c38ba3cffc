/// The translation of layers into steps.
struct NetworkLowering<S: Scalar> {
    /// The parameters and statistics of the network in its form for prediction.
    let parameters: [S]
    private(set) var steps: [PortableStep] = []
    private(set) var tensors: [PortableTensor] = []
    private(set) var valueCounts: [Int]

    init(parameters: [S], inputCount: Int) {
        self.parameters = parameters
        valueCounts = [inputCount]
    }

    /// The position of a layer's numbers, and its name.
    struct Place {
        var parameters: Int
        var statistics: Int
        var name: String
        /// The position of the outermost layer, from 1.
        let position: Int
    }

    /// Adds a step, and returns the index of the value that it makes.
    mutating func add(_ operation: PortableOperation, _ inputs: [Int], count: Int) -> Int {
        valueCounts.append(count)
        let output = valueCounts.count - 1
        steps.append(PortableStep(operation: operation, inputs: inputs, output: output))
        return output
    }

    /// Adds a tensor of the next parameters of a layer, and returns its index.
    mutating func take(_ count: Int, _ name: String, _ place: inout Place) -> Int {
        defer { place.parameters += count }
        return tensor(
            parameters[place.parameters..<(place.parameters + count)].map { Double($0) }, name, place)
    }

    /// Adds a tensor of the next statistics of a layer, and returns its elements.
    mutating func statistics(_ count: Int, _ place: inout Place) -> [S] {
        defer { place.statistics += count }
        return Array(parameters[place.statistics..<(place.statistics + count)])
    }

    mutating func tensor(_ values: [Double], _ name: String, _ place: Place) -> Int {
        tensors.append(PortableTensor(name: "\(place.name)_\(name)", values: values))
        return tensors.count - 1
    }

    /// Adds an activation of a value, if it changes anything.
    mutating func activate(_ activation: Activation, _ value: Int) -> Int {
        switch activation {
        case .linear: value
        case .softmax: add(.softmax, [value], count: valueCounts[value])
        default: add(.activate(activation), [value], count: valueCounts[value])
        }
    }
}

extension NetworkLowering {
    /// Adds the steps of a layer, and returns the index of its output.
    mutating func lower(
        _ layer: any Layer, _ input: Shape, _ value: Int, at place: Place
    ) throws(ExportError) -> Int {
        var place = place
        switch layer {
        case let layer as Dense: return dense(layer, input, value, &place)
        case let layer as ActivationLayer: return activate(layer.activation, value)
        case is Dropout, is SpatialDropout: return value
        case let layer as BatchNorm: return normalize(layer, input, value, &place)
        case let layer as LayerNorm: return normalize(layer, input, value, &place)
        case is ScalingLayer:
            let weight = take(input.channels, "weight", &place)
            return add(.scale(channels: input.channels, weight: weight), [value], count: input.count)
        case let layer as ParametricActivation:
            let active = activate(layer.activation, value)
            let weight = take(input.channels, "weight", &place)
            return add(
                .blend(channels: input.channels, weight: weight), [value, active], count: input.count)
        case let layer as PeriodicEmbedding: return embed(layer, input, value, &place)
        case is Flatten: return transpose(value, input.count / input.channels, input.channels)
        case let layer as Reshape:
            let first = transpose(value, input.count / input.channels, input.channels)
            return transpose(first, layer.shape.channels, layer.shape.count / layer.shape.channels)
        case let layer as any BranchingLayer: return try branch(layer, input, value, place)
        case let layer as DepthwiseConv2D:
            return convolve(layer.convolution(over: input), input, value, &place)
        case let layer as any ConvolutionLayer: return convolve(layer, input, value, &place)
        case let layer as any MaximumPool:
            let window = PortableWindow(layer.kernel(1, input))
            return add(.maximum(window), [value], count: layer.outputCount(for: input))
        case let layer as any AveragePool:
            let window = PortableWindow(layer.kernel(1, input))
            return add(
                .average(window, countsPadding: layer.window.padding != .same), [value],
                count: window.outHeight * window.outWidth * window.outChannels)
        default: throw .layer(text: layer.text, position: place.position)
        }
    }

    private mutating func dense(_ layer: Dense, _ input: Shape, _ value: Int, _ place: inout Place) -> Int {
        let weights = take(input.count * layer.units, "weight", &place)
        let bias = layer.hasBias ? take(layer.units, "bias", &place) : nil
        let sums = add(
            .dense(inputs: input.count, outputs: layer.units, weights: weights, bias: bias), [value],
            count: layer.units)
        return activate(layer.activation, sums)
    }

    /// Batch normalization by the statistics of training, whose factors are computed once, in the network's precision.
    private mutating func normalize(
        _ layer: BatchNorm, _ input: Shape, _ value: Int, _ place: inout Place
    ) -> Int {
        let channels = input.channels
        let gamma = parameters[place.parameters..<(place.parameters + channels)]
        place.parameters += channels
        let shift = take(channels, "bias", &place)
        let (mean, variance) = (statistics(channels, &place), statistics(channels, &place))
        let factors = zip(gamma, variance).map { Double($0 / ($1 + S(layer.epsilon)).squareRoot()) }
        let center = tensor(mean.map { Double($0) }, "mean", place)
        let factor = tensor(factors, "factor", place)
        return add(
            .shiftAndScale(channels: channels, center: center, factor: factor, shift: shift), [value],
            count: input.count)
    }

    private mutating func normalize(
        _ layer: LayerNorm, _ input: Shape, _ value: Int, _ place: inout Place
    ) -> Int {
        let weight = take(input.channels, "weight", &place)
        let bias = take(input.channels, "bias", &place)
        return add(
            .standardize(channels: input.channels, epsilon: layer.epsilon, weight: weight, bias: bias),
            [value], count: input.count)
    }

    private mutating func embed(
        _ layer: PeriodicEmbedding, _ input: Shape, _ value: Int, _ place: inout Place
    ) -> Int {
        let numbers = min(layer.numbers ?? input.count, input.count)
        let waves = numbers * layer.frequencies
        let embedding = PortableEmbedding(
            numbers: numbers, inputs: input.count, frequencies: layer.frequencies, outputs: layer.outputs,
            frequency: take(waves, "frequency", &place), phase: take(waves, "phase", &place),
            weight: take(waves * layer.outputs, "weight", &place),
            bias: take(numbers * layer.outputs, "bias", &place))
        return add(.embed(embedding), [value], count: input.count + numbers * layer.outputs)
    }

    private mutating func transpose(_ value: Int, _ rows: Int, _ columns: Int) -> Int {
        if rows == 1 || columns == 1 { return value }
        return add(.transpose(rows: rows, columns: columns), [value], count: rows * columns)
    }

    private mutating func convolve(
        _ layer: any ConvolutionLayer, _ input: Shape, _ value: Int, _ place: inout Place
    ) -> Int {
        let window = PortableWindow(layer.kernel(1, input))
        let weights = take(layer.weightCount(for: input), "weight", &place)
        let bias = layer.hasBias ? take(layer.filters, "bias", &place) : nil
        let sums = add(
            .convolve(window, weights: weights, bias: bias), [value],
            count: window.outHeight * window.outWidth * window.outChannels)
        return activate(layer.activation, sums)
    }

    private mutating func branch(
        _ layer: any BranchingLayer, _ input: Shape, _ value: Int, _ place: Place
    ) throws(ExportError) -> Int {
        var place = place
        var ends: [(value: Int, shape: Shape)] = []
        let name = place.name
        for (branchName, layers) in zip(layer.branchNames, layer.branches) {
            let shapes = (try? Branch.shapes(layers, input: input)) ?? [input]
            place.name = "\(name)_\(branchName)"
            ends.append((try lower(layers, shapes, value, &place), shapes[shapes.count - 1]))
        }
        if layer is Residual { return add(.add, ends.map(\.value), count: valueCounts[ends[0].value]) }
        guard layer is Parallel else { throw .layer(text: layer.text, position: place.position) }
        return add(
            .concatenate(widths: ends.map(\.shape.channels)), ends.map(\.value),
            count: ends.reduce(0) { $0 + $1.shape.count })
    }

    /// Adds the steps of several layers in a row, whose numbers follow each other, and returns the index of their output.
    mutating func lower(
        _ layers: [any Layer], _ shapes: [Shape], _ value: Int, _ place: inout Place
    ) throws(ExportError) -> Int {
        var value = value
        let name = place.name
        for (index, layer) in layers.enumerated() {
            place.name = "\(name)_\(index + 1)"
            value = try lower(layer, shapes[index], value, at: place)
            place.parameters += layer.parameters(for: shapes[index]).reduce(0) { $0 + $1.count }
            place.statistics += layer.statistics(for: shapes[index]).reduce(0) { $0 + $1.count }
        }
        place.name = name
        return value
    }
}
