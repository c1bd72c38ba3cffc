import Backprop

/// The layers of several steps, with their numbers in the order of the layout.
struct Assembly {
    private(set) var layers: [any Layer] = []
    private(set) var numbers: [(parameters: [[Double]], statistics: [[Double]])] = []
    /// The shape after the last layer.
    private var shape: Shape

    var parameters: [[Double]] { numbers.flatMap(\.parameters) }
    var statistics: [[Double]] { numbers.flatMap(\.statistics) }

    /// Makes layers of steps.
    ///
    /// Scaling is folded into the weighted sums or the normalization before it, and activations into the layer before.
    ///
    /// - Throws: `ONNXImportError` if a step is a part of a layer that no node has completed.
    init(_ steps: [GraphPiece], input: Shape) throws(ONNXImportError) {
        shape = input
        for (step, kind) in Self.merged(steps) {
            switch kind {
            case .layer(let layer, let parameters, let statistics): add(layer, parameters, statistics)
            case .activation(let activation): activate(activation)
            case .affine(let scale, let shift): self.scale(scale, shift)
            case .part: throw step.node.refused("it is not a part of an expression that is a layer")
            }
            shape = step.shape
        }
    }

    /// Returns steps with their content, in which a scaling after another is one.
    static func merged(_ steps: [GraphPiece]) -> [(step: GraphPiece, kind: GraphPiece.Kind)] {
        var merged: [(step: GraphPiece, kind: GraphPiece.Kind)] = []
        for step in steps {
            if case .affine(let scale, let shift) = step.kind,
                case .affine(let before, let offset)? = merged.last?.kind
            {
                let count = max(scale.count, shift.count, before.count, offset.count)
                func all(_ numbers: [Double]) -> [Double] {
                    numbers.count == count ? numbers : Array(repeating: numbers[0], count: count)
                }
                let sums = zip(zip(all(offset), all(scale)).map(*), all(shift)).map(+)
                merged[merged.count - 1] = (
                    step, .affine(scale: zip(all(before), all(scale)).map(*), shift: sums)
                )
            } else {
                merged.append((step, step.kind))
            }
        }
        return merged
    }

    private mutating func add(_ layer: any Layer, _ parameters: [[Double]], _ statistics: [[Double]]) {
        layers.append(layer)
        numbers.append((parameters, statistics))
    }

    /// Adds a layer that changes nothing, since a network has at least one.
    mutating func addIdentity() { add(ActivationLayer(.linear), [], []) }

    private mutating func activate(_ activation: Activation) {
        if let last = layers.last as? any ActivatedLayer, last.activation == .linear,
            !(last is ActivationLayer), last is Dense || activation != .softmax
        {
            layers[layers.count - 1] = last.withActivation(activation)
        } else {
            add(ActivationLayer(activation), [], [])
        }
    }

    /// Adds y = x · scale + shift for each channel.
    private mutating func scale(_ scale: [Double], _ shift: [Double]) {
        let channels = shape[shape.rank - 1]
        func all(_ numbers: [Double]) -> [Double] {
            numbers.count == channels ? numbers : Array(repeating: numbers[0], count: channels)
        }
        let (scale, shift) = (all(scale), all(shift))
        if let last = layers.last, fold(scale, shift, into: last) { return }
        if shift.allSatisfy({ $0 == 0 }) { return add(ScalingLayer(), [scale], []) }
        let (zeros, rest) = (scale.map { _ in 0.0 }, scale.map { _ in 1 - 1e-5 })
        add(BatchNorm(), [scale, shift], [zeros, rest])
    }

    /// Folds a scaling into the layer before it. Returns whether that is possible.
    private mutating func fold(_ scale: [Double], _ shift: [Double], into layer: any Layer) -> Bool {
        let index = layers.count - 1
        var tensors = numbers[index].parameters
        switch layer {
        case is BatchNorm, is LayerNorm:
            tensors[0] = zip(tensors[0], scale).map(*)
            tensors[1] = zip(zip(tensors[1], scale).map(*), shift).map(+)
        case let layer as Dense where layer.activation == .linear:
            Self.fold(scale, shift, into: &tensors)
            layers[index] = Dense(layer.units, bias: tensors.count > 1)
        case let layer as Conv2D where layer.activation == .linear:
            Self.fold(scale, shift, into: &tensors)
            layers[index] = Conv2D(
                layer.filters, kernel: layer.kernel, stride: layer.stride, padding: layer.padding,
                dilation: layer.dilation, groups: layer.groups, bias: tensors.count > 1)
        case let layer as Conv1D where layer.activation == .linear:
            Self.fold(scale, shift, into: &tensors)
            layers[index] = Conv1D(
                layer.filters, kernel: layer.kernel, stride: layer.stride, padding: layer.padding,
                dilation: layer.dilation, groups: layer.groups, bias: tensors.count > 1)
        default: return false
        }
        numbers[index].parameters = tensors
        return true
    }

    /// Scales the weights of each output, and its bias.
    private static func fold(_ scale: [Double], _ shift: [Double], into tensors: inout [[Double]]) {
        let width = tensors[0].count / scale.count
        if scale.contains(where: { $0 != 1 }) {
            tensors[0] = tensors[0].enumerated().map { $1 * scale[$0 / width] }
        }
        let bias = tensors.count > 1 ? tensors[1] : scale.map { _ in 0 }
        let sums = zip(zip(bias, scale).map(*), shift).map(+)
        if tensors.count > 1 || sums.contains(where: { $0 != 0 }) { tensors = [tensors[0], sums] }
    }
}
