import Backprop

/// The window of a node over an image; a sequence is an image of one row.
struct NodeWindow {
    let kernel, strides, dilations: [Int]
    /// The padding: the beginning of each axis, then the end of each.
    var pads: [Int]
    /// The number of rows and columns of the result, or of the steps of a sequence.
    let outputs: [Int]
    let isSequence: Bool

    /// Reads the attributes.
    ///
    /// - Parameter sizes: The extents of the image.
    init(_ node: NodeView, sizes: [Int], kernel: [Int], padding: [Int]? = nil) throws(ONNXImportError) {
        self.kernel = kernel
        isSequence = sizes.count == 1
        let ones = Array(repeating: 1, count: sizes.count)
        strides = node.integers("strides") ?? ones
        dilations = node.integers("dilations") ?? ones
        pads = node.integers("pads") ?? Array(repeating: 0, count: 2 * sizes.count)
        let limit = 1...65536
        guard kernel.count == sizes.count, strides.count == sizes.count, dilations.count == sizes.count,
            pads.count == 2 * sizes.count, (kernel + strides + dilations).allSatisfy(limit.contains),
            pads.allSatisfy({ (0...65536).contains($0) })
        else { throw node.refused("its window is not valid, or is not over one or two axes") }
        let covered = zip(kernel, dilations).map { ($0 - 1) * $1 + 1 }
        switch node.text("auto_pad") ?? "NOTSET" {
        case "NOTSET", "": break
        case "VALID": pads = pads.map { _ in 0 }
        case let word where word == "SAME_UPPER" || word == "SAME_LOWER":
            for axis in sizes.indices {
                let size = sizes[axis] + (padding.map { $0[axis] + $0[axis + sizes.count] } ?? 0)
                let total = max(0, ((size - 1) / strides[axis]) * strides[axis] + covered[axis] - size)
                pads[axis] = word == "SAME_UPPER" ? total / 2 : total - total / 2
                pads[axis + sizes.count] = total - pads[axis]
            }
        default: throw node.refused("its padding is not known")
        }
        if let padding { pads = zip(pads, padding).map(+) }
        let isUp = (node.integer("ceil_mode") ?? 0) != 0
        outputs = sizes.indices.map { [pads, strides] axis in
            let room = sizes[axis] + pads[axis] + pads[axis + sizes.count] - covered[axis]
            guard room >= 0 else { return 0 }
            var count = room / strides[axis] + 1
            // A window more, unless it would begin in the padding at the end.
            if isUp, room % strides[axis] != 0, count * strides[axis] < sizes[axis] + pads[axis] {
                count += 1
            }
            return count
        }
        guard outputs.allSatisfy({ $0 > 0 }) else {
            throw node.refused("its window is larger than the image")
        }
    }

    func extent(_ values: [Int]) -> Extent {
        isSequence ? Extent(height: 1, width: values[0]) : Extent(height: values[0], width: values[1])
    }

    /// The paddings of layers that could be that of the node.
    private var candidates: [Padding] {
        let begin = Array(pads.prefix(kernel.count))
        let border = isSequence ? Extent(height: 0, width: begin[0]) : extent(begin)
        return begin.allSatisfy { $0 == 0 } ? [.valid, .same] : [.border(border), .same]
    }

    /// Returns the first layer, of those with different paddings, whose windows lie as those of the node.
    func layer(
        over shape: Shape, _ node: NodeView, accepts: (Padding) -> Bool = { _ in true },
        _ make: (Padding) -> any Layer
    ) throws(ONNXImportError) -> any Layer {
        let sizes = Array(shape.extents.dropLast())
        for padding in candidates where accepts(padding) && begins(padding, sizes) {
            let layer = make(padding)
            if let result = try? layer.outputShape(for: shape), Array(result.extents.dropLast()) == outputs {
                return layer
            }
        }
        throw node.refused("its padding is not that of a layer")
    }

    /// Whether the first window begins in the same place.
    private func begins(_ padding: Padding, _ sizes: [Int]) -> Bool {
        guard padding == .same else { return true }
        return sizes.indices.allSatisfy { axis in
            let covered = (kernel[axis] - 1) * dilations[axis] + 1
            let total = ((sizes[axis] - 1) / strides[axis]) * strides[axis] + covered - sizes[axis]
            return max(0, total) / 2 == pads[axis]
        }
    }
}

extension NodeWindow {
    /// Throws if copies of the edge around an image do not count as padding that is left out.
    ///
    /// A maximum is the same with a copy of a pixel of its window. A mean is the same if each window has copies only, next
    /// to one pixel, or no copy, along each axis.
    func checkEdge(
        _ edge: [Int], _ sizes: [Int], _ isMaximum: Bool, _ node: NodeView
    ) throws(ONNXImportError) {
        let extents = sizes.count
        for axis in sizes.indices {
            let (begin, end) = (edge[axis], edge[axis + extents])
            guard pads[axis] == begin, pads[axis + extents] == end, max(begin, end) < kernel[axis],
                (node.integer("ceil_mode") ?? 0) == 0
            else { throw node.refused("copies of the edge and padding of its own are around the image") }
            if isMaximum { continue }
            for window in 0..<outputs[axis] {
                let first = window * strides[axis] - begin
                let inside = min(first + kernel[axis], sizes[axis]) - max(first, 0)
                guard inside == 1 || inside == kernel[axis] else {
                    throw node.refused(
                        "its means count pixels at the edge several times, which those of a layer do not")
                }
            }
        }
    }
}

extension ONNXImporter {
    /// Adds a convolution with constant weights, whose extents have the order of model files.
    mutating func convolution(_ node: NodeView) throws -> GraphValue {
        let (flow, padding) = unpadded(try image(try flow(node), .channelsFirst, node)) {
            if case .padding(let pads) = $0 { pads } else { nil }
        }
        let (weights, bias) = try weights(node, flow)
        let groups = node.integer("group") ?? 1
        let (filters, inputs) = (weights.sizes[0], weights.sizes[1])
        guard groups > 0, filters > 0, filters % groups == 0, flow.channels % groups == 0,
            inputs == flow.channels / groups
        else { throw node.refused("its weights are not for \(flow.channels) channels in \(groups) groups") }
        let window = try NodeWindow(
            node, sizes: Array(flow.sizes.dropFirst()), kernel: Array(weights.sizes.dropFirst(2)),
            padding: padding)
        let layer = try window.layer(over: flow.shape, node) { padding in
            if window.isSequence {
                return Conv1D(
                    filters, kernel: window.kernel[0], stride: window.strides[0], padding: padding,
                    dilation: window.dilations[0], groups: groups, bias: bias != nil)
            }
            return Conv2D(
                filters, kernel: window.extent(window.kernel), stride: window.extent(window.strides),
                padding: padding, dilation: window.extent(window.dilations), groups: groups,
                bias: bias != nil)
        }
        let parameters = [weights.numbers] + (bias.map { [$0] } ?? [])
        var result = try append(layer, parameters, to: flow, node)
        result.sizes = [filters] + window.outputs
        return .flow(result)
    }

    /// Returns an image without the padding that the node before has added, and this padding.
    private func unpadded(
        _ flow: GraphFlow, _ padding: (GraphPiece.Part) -> [Int]?
    ) -> (GraphFlow, padding: [Int]?) {
        guard case .part(let part)? = flow.last?.kind, let pads = padding(part) else { return (flow, nil) }
        var flow = flow
        flow.last = flow.last?.previous
        let extents = flow.sizes.count - 1
        flow.sizes = zip(flow.sizes, [0] + (0..<extents).map { pads[$0] + pads[$0 + extents] }).map(-)
        flow.shape = Self.shape(flow.sizes, .channelsFirst)
        return (flow, pads)
    }

    private mutating func weights(
        _ node: NodeView, _ flow: GraphFlow
    ) throws(ONNXImportError) -> (GraphConstant, bias: [Double]?) {
        guard let weights = try constant(node, 1), weights.sizes.count == flow.sizes.count + 1,
            !weights.numbers.isEmpty
        else { throw node.refused("its weights do not have the axes of a convolution") }
        return (weights, try constant(node, 2)?.numbers)
    }

    /// Adds a transposed convolution.
    mutating func transposedConvolution(_ node: NodeView) throws -> GraphValue {
        let flow = try image(try flow(node), .channelsFirst, node)
        let (weights, bias) = try weights(node, flow)
        let kernel = Array(weights.sizes.dropFirst(2))
        guard kernel.count == 2, weights.sizes[0] == flow.channels, (node.integer("group") ?? 1) == 1,
            (node.text("auto_pad") ?? "NOTSET") == "NOTSET", !node.has("output_shape"),
            (node.integers("output_padding") ?? []).allSatisfy({ $0 == 0 })
        else { throw node.refused("only images, one group and explicit padding are supported") }
        let window = try NodeWindow(node, sizes: [1 << 20, 1 << 20], kernel: kernel)
        let pads = window.pads
        guard pads[0] == pads[2], pads[1] == pads[3] else { throw node.refused("its padding is uneven") }
        let padding: Padding =
            pads.contains { $0 > 0 } ? .border(Extent(height: pads[0], width: pads[1])) : .valid
        let layer = ConvTranspose2D(
            weights.sizes[1], kernel: window.extent(kernel), stride: window.extent(window.strides),
            padding: padding, dilation: window.extent(window.dilations), bias: bias != nil)
        var result = try append(
            layer, [weights.numbers] + (bias.map { [$0] } ?? []), to: flow, node)
        result.sizes = [weights.sizes[1], result.shape[0], result.shape[1]]
        return .flow(result)
    }

    /// Adds a pooling layer.
    mutating func pool(_ node: NodeView) throws -> GraphValue {
        let (flow, edge) = unpadded(try image(try flow(node), .channelsFirst, node)) {
            if case .edge(let pads) = $0 { pads } else { nil }
        }
        let isMaximum = node.operation == "MaxPool"
        let window = try NodeWindow(
            node, sizes: Array(flow.sizes.dropFirst()), kernel: node.integers("kernel_shape") ?? [],
            padding: edge)
        guard window.dilations.allSatisfy({ $0 == 1 }) else { throw node.refused("its window is dilated") }
        if let edge { try window.checkEdge(edge, Array(flow.sizes.dropFirst()), isMaximum, node) }
        let countsPadding = (node.integer("count_include_pad") ?? 0) != 0
        if !isMaximum, countsPadding, (node.integer("ceil_mode") ?? 0) != 0 {
            throw node.refused("it counts padding in windows that are rounded up")
        }
        // A border counts in means, and the padding that keeps the size does not.
        func accepts(_ padding: Padding) -> Bool {
            if isMaximum || padding == .valid { return true }
            return (padding != .same) == (countsPadding && edge == nil)
        }
        let layer = try window.layer(over: flow.shape, node, accepts: accepts) { padding in
            let (kernel, stride) = (window.extent(window.kernel), window.extent(window.strides))
            switch (isMaximum, window.isSequence) {
            case (true, false): return MaxPool2D(kernel, stride: stride, padding: padding)
            case (true, true): return MaxPool1D(kernel.width, stride: stride.width, padding: padding)
            case (false, false): return AveragePool2D(kernel, stride: stride, padding: padding)
            case (false, true): return AveragePool1D(kernel.width, stride: stride.width, padding: padding)
            }
        }
        var result = try append(layer, to: flow, node)
        result.sizes = [flow.channels] + window.outputs
        return .flow(result)
    }

    /// Adds the mean or the maximum over all pixels.
    mutating func globalPool(_ node: NodeView) throws -> GraphValue {
        let flow = try image(try flow(node), .channelsFirst, node)
        let layer: any Layer = node.operation == "GlobalMaxPool" ? GlobalMaxPool() : GlobalAveragePool()
        var result = try append(layer, to: flow, node)
        result.sizes = [flow.channels] + flow.sizes.dropFirst().map { _ in 1 }
        result.order = .channelsLast
        return .flow(result)
    }

    /// Adds zeros around an image, which the next convolution takes into its own padding, or copies of the edge, which the
    /// next pooling takes.
    mutating func pad(_ node: NodeView) throws -> GraphValue {
        var flow = try image(try flow(node), .channelsFirst, node)
        let rank = flow.sizes.count + 1
        let pads = try constant(node, 1)?.integers ?? node.integers("pads") ?? []
        let value = try constant(node, 2)?.number ?? node.number("value") ?? 0
        let mode = node.text("mode") ?? "constant"
        guard mode == "edge" || mode == "constant" && value == 0, pads.count == 2 * rank,
            try constant(node, 3) == nil, pads.allSatisfy({ (0...65536).contains($0) }),
            [0, 1, rank, rank + 1].allSatisfy({ pads[$0] == 0 })
        else {
            throw node.refused(
                "only zeros or copies of the edge around an image with its channels first are supported")
        }
        let padding = Array(pads[2..<rank] + pads[(rank + 2)...])
        let extents = rank - 2
        for axis in 0..<extents { flow.sizes[axis + 1] += padding[axis] + padding[axis + extents] }
        guard let count = GraphConstant.count(flow.sizes), count <= Self.limits.inputs else {
            throw node.refused("its result has more than \(Self.limits.inputs) numbers")
        }
        flow.shape = Self.shape(flow.sizes, .channelsFirst)
        let part = mode == "edge" ? GraphPiece.Part.edge(padding) : .padding(padding)
        return .flow(append(.part(part), to: flow, node))
    }
}
