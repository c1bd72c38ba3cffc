/// The weights of a model as Keras keeps them, in a safetensors file.
///
/// The tensors have the order and the layouts of `model.weights` of a `keras.Sequential` with the same layers: the kernel of
/// a dense layer is inputs × outputs, that of a convolution height × width × inputs × outputs. Images have their channels
/// last, so that the inputs of a dense layer after `Flatten` are in Keras's order. Names begin with the number of the tensor:
///
/// ```python
/// model.set_weights([tensor for _, tensor in sorted(load_file("weights.safetensors").items())])
/// ```
public struct KerasWeights: Sendable {
    /// The content of the file.
    public let file: SafetensorsFile

    /// Collects the weights of a model.
    ///
    /// - Parameters:
    ///   - model: The model, which has one network.
    ///   - origin: The origin of the model, for the metadata of the file.
    /// - Throws: `ExportError` if Keras does not have a layer, or the model is an average.
    public init(_ model: Model, origin: SourceOrigin) throws(ExportError) {
        let tensors = try Self.tensors(model)
        let properties =
            origin.properties(model).map { ($0.key, $0.value) }
            + [("doc", origin.lines(model).joined(separator: "\n"))]
        file = SafetensorsFile(
            metadata: Dictionary(properties) { first, _ in first }, tensors: tensors)
    }

    /// Returns the tensors of a model.
    static func tensors(_ model: Model) throws(ExportError) -> [SafetensorsFile.Tensor] {
        guard !model.isAverage else { throw .severalNetworks(count: model.members.count) }
        switch model.parameters {
        case .float32(let values):
            var writer = KerasWriter(model.layout, values)
            try writer.add(model.network, model.inputShape)
            return writer.tensors.map { .init(name: $0.name, shape: $0.shape, values: $0.values) }
        case .float64(let values):
            var writer = KerasWriter(model.layout, values)
            try writer.add(model.network, model.inputShape)
            return writer.tensors.map { .init(name: $0.name, shape: $0.shape, values: $0.values) }
        }
    }
}

/// The conversion of a network's parameters into those of Keras.
private struct KerasWriter<S: Scalar> {
    let layout: ParameterLayout
    let parameters: [S]
    var tensors: [(name: String, shape: [Int], values: [S])] = []
    /// The index in memory of each value of a flattened image in Keras's order, or `nil` if both orders are equal.
    private var order: [Int]?

    init(_ layout: ParameterLayout, _ parameters: [S]) {
        (self.layout, self.parameters) = (layout, parameters)
    }

    mutating func add(_ network: Network, _ input: Shape) throws(ExportError) {
        let shapes = (try? network.shapes(for: input)) ?? []
        for (index, layer) in network.layers.enumerated() {
            guard try add(layer, shapes[index], index) else {
                throw .layer(text: layer.text, position: index + 1)
            }
        }
        if order != nil, let last = network.layers.last {
            throw .layer(text: last.text, position: network.layers.count)
        }
    }

    /// Adds the tensors of a layer. Returns whether Keras has the layer.
    private mutating func add(_ layer: any Layer, _ input: Shape, _ index: Int) throws(ExportError) -> Bool {
        switch layer {
        case is Dense:
            permuting { $0.add(index, ["weight": ("kernel", nil)]) }
            order = nil
        case is Conv2D, is Conv1D, is ConvTranspose2D: add(index, ["weight": ("kernel", nil)])
        case let layer as DepthwiseConv2D:
            let shape = [layer.kernel.height, layer.kernel.width, input.channels, layer.multiplier]
            add(index, ["weight": ("kernel", shape)])
        case is BatchNorm, is LayerNorm:
            permuting {
                $0.add(
                    index,
                    [
                        "weight": ("gamma", nil), "bias": ("beta", nil), "running_mean": ("moving_mean", nil),
                        "running_var": ("moving_variance", nil),
                    ])
            }
        case let layer as ActivationLayer: return layer.activation != .softmax || order == nil
        case is Flatten: flatten(input)
        case let layer as Reshape:
            let (positions, channels) = (layer.shape.count / layer.shape.channels, layer.shape.channels)
            return input.rank == 1 && order == nil && (positions == 1 || channels == 1)
        case is Dropout, is SpatialDropout, is any PoolingLayer: return true
        default: return false
        }
        return true
    }

    private mutating func flatten(_ input: Shape) {
        let (positions, channels) = (input.count / input.channels, input.channels)
        guard positions > 1, channels > 1 else { return }
        order = (0..<input.count).map { $0 % channels * positions + $0 / channels }
    }

    private mutating func permuting(_ add: (inout KerasWriter) -> Void) {
        let first = tensors.count
        add(&self)
        guard let order else { return }
        for index in first..<tensors.count where tensors[index].shape[0] == order.count {
            let tensor = tensors[index]
            guard tensor.shape.count > 1 || !tensor.name.hasSuffix(".bias") else { continue }
            let width = tensor.values.count / order.count
            tensors[index].values = order.flatMap { tensor.values[($0 * width)..<(($0 + 1) * width)] }
        }
    }

    /// Adds the tensors of a layer under Keras's names, some with another shape.
    private mutating func add(_ index: Int, _ names: [String: (name: String, shape: [Int]?)]) {
        for entry in layout.tensors where entry.layer == index {
            let keras = names[entry.parameter.name] ?? (entry.parameter.name, nil)
            let number = "\(tensors.count)"
            let digits = String(repeating: "0", count: max(0, 4 - number.count)) + number
            tensors.append(
                (
                    "\(digits).layer\(index + 1).\(keras.name)", keras.shape ?? entry.parameter.extents,
                    Array(parameters[entry.range])
                ))
        }
    }
}
