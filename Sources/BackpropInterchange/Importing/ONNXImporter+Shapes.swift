import Backprop

extension ONNXImporter {
    /// Returns a flow with a known order of its elements. The input takes the order that the first node shows.
    mutating func resolve(_ flow: GraphFlow, as order: GraphFlow.Order) -> GraphFlow {
        guard flow.order == .unknown else { return flow }
        if inputOrder == .unknown { inputOrder = order }
        var flow = flow
        flow.order = inputOrder
        flow.shape = Self.shape(inputSizes, inputOrder)
        guard inputOrder == .channelsLast else { return flow }
        // The steps so far were made for the other order.
        let steps = GraphPiece.steps(to: flow.last, after: nil)
        flow.last = nil
        for step in steps {
            flow.last = GraphPiece(step.kind, flow.shape, after: flow.last, step.node)
        }
        return flow
    }

    /// The order of the input if no node shows it: an image of one channel may have it last, which changes no order.
    var defaultOrder: GraphFlow.Order {
        inputSizes.count == 3 && inputSizes[2] == 1 && inputSizes[0] > 1 ? .channelsLast : .channelsFirst
    }

    /// Returns a flow as a row of numbers; those of a flattened image may have another order than in the library.
    mutating func vector(_ flow: GraphFlow, _ node: NodeView) throws -> GraphFlow {
        var flow = resolve(flow, as: defaultOrder)
        guard flow.shape.rank > 1 else { return flow }
        let (positions, channels, isFirst) = (
            flow.count / flow.channels, flow.channels, flow.order == .channelsFirst
        )
        let (isOrderless, sizes) = (flow.isOrderless, flow.sizes)
        flow = try append(Flatten(), to: flow, node)
        if !isFirst, !isOrderless {
            try budget.take(numbers: flow.count, node)
            flow.permutation = (0..<flow.count).map { $0 % channels * positions + $0 / channels }
        }
        (flow.sizes, flow.order) = (sizes, .channelsLast)
        return flow
    }

    /// Returns a flow as an image or a sequence with the sizes that the graph has, in one of the orders.
    mutating func image(_ flow: GraphFlow, _ order: GraphFlow.Order, _ node: NodeView) throws -> GraphFlow {
        guard (2...3).contains(flow.sizes.count) else {
            throw node.refused("a value of the shape \(flow.sizes) is neither an image nor a sequence")
        }
        var flow = resolve(flow, as: flow.sizes == inputSizes ? order : defaultOrder)
        guard flow.permutation == nil, flow.order == order || flow.isOrderless else {
            throw node.refused("the channels are on another axis")
        }
        let shape = Self.shape(flow.sizes, order)
        if flow.shape != shape {
            let isPossible =
                order == .channelsFirst || shape.extents.last == flow.channels
                || flow.isOrderless && shape.extents.last == 1
            guard isPossible else {
                throw node.refused("the numbers of an image have another order")
            }
            let sizes = flow.sizes
            if case .layer(let layer, _, _)? = flow.last?.kind, layer is Reshape || layer is Flatten,
                let before = flow.last
            {
                // Only the last of several shapes counts.
                flow.last = before.previous
                flow.shape = before.previous?.shape ?? inputShape
            }
            if flow.shape != shape { flow = try append(Reshape(shape), to: flow, node) }
            flow.sizes = sizes
        }
        flow.order = order
        return flow
    }

    /// Adds a node that changes the sizes and not the order.
    mutating func reshape(_ node: NodeView) throws -> GraphValue {
        var flow = try flow(node)
        let sizes = try newSizes(node, flow)
        guard !sizes.isEmpty, sizes.count <= 3 else {
            throw node.refused("a row has no shape, or more than three sizes")
        }
        flow.sizes = sizes
        return .flow(flow)
    }

    private mutating func newSizes(_ node: NodeView, _ flow: GraphFlow) throws -> [Int] {
        let sizes = flow.sizes
        let axes = try constant(node, 1)?.integers ?? node.integers("axes") ?? []
        switch node.operation {
        case "Flatten":
            let axis = node.integer("axis") ?? 1
            guard axis == 1 || axis == -sizes.count else { throw node.refused("the rows do not remain") }
            return [flow.count]
        case "Squeeze":
            let chosen = Set(axes.map { $0 < 0 ? $0 + sizes.count + 1 : $0 })
            guard !chosen.isEmpty, chosen.allSatisfy({ $0 > 0 && $0 <= sizes.count && sizes[$0 - 1] == 1 })
            else { throw node.refused("an axis that is left out does not have the size 1") }
            let kept = sizes.indices.filter { !chosen.contains($0 + 1) }.map { sizes[$0] }
            return kept.isEmpty ? [1] : kept
        case "Unsqueeze":
            let rank = sizes.count + 1 + axes.count
            let chosen = Set(axes.map { $0 < 0 ? $0 + rank : $0 })
            guard chosen.count == axes.count, chosen.allSatisfy({ $0 > 0 && $0 < rank }) else {
                throw node.refused("the rows do not remain")
            }
            var rest = sizes[...]
            return (1..<rank).map { chosen.contains($0) ? 1 : rest.removeFirst() }
        default: return try targetSizes(node, flow)
        }
    }

    /// Returns the sizes that a Reshape names, without the rows.
    private mutating func targetSizes(_ node: NodeView, _ flow: GraphFlow) throws -> [Int] {
        guard var target = try constant(node, 1)?.integers ?? node.integers("shape"), !target.isEmpty else {
            throw node.refused("its shape is not constant")
        }
        let keepsZero = (node.integer("allowzero") ?? 0) == 0
        for index in target.indices where target[index] == 0 {
            guard keepsZero, index <= flow.sizes.count else { throw node.refused("a size is 0") }
            target[index] = index == 0 ? -1 : flow.sizes[index - 1]
        }
        if target == [-1] { target = [-1, 1] }
        let rows = target.removeFirst()
        var known = 1
        for size in target where size != -1 {
            let (product, overflow) = known.multipliedReportingOverflow(by: size)
            guard size > 0, !overflow else { throw node.refused("a size is not valid") }
            known = product
        }
        let open = target.indices.filter { target[$0] == -1 }
        if open.count == 1, flow.count % known == 0 {
            target[open[0]] = flow.count / known
            known = flow.count
        }
        guard open.count <= 1, known == flow.count, rows == -1 || rows == rowCount else {
            throw node.refused("the rows do not remain")
        }
        return target
    }

    /// Adds a node that moves the channels to the other end.
    mutating func transpose(_ node: NodeView) throws -> GraphValue? {
        var flow = try flow(node)
        let rank = flow.sizes.count + 1
        let order = node.integers("perm") ?? Array((0..<rank).reversed())
        guard order.sorted() == Array(0..<rank), order[0] == 0 else {
            throw node.refused("the rows do not remain")
        }
        let sizes = order.dropFirst().map { flow.sizes[$0 - 1] }
        let moved = order.dropFirst().filter { flow.sizes[$0 - 1] != 1 }
        if moved == moved.sorted() {
            flow.sizes = sizes
            return .flow(flow)
        }
        let axes = Array(1..<rank)
        let toLast = Array(order.dropFirst()) == Array(axes.dropFirst()) + [1]
        let toFirst = Array(order.dropFirst()) == [rank - 1] + Array(axes.dropLast())
        guard toLast || toFirst else { throw node.refused("it does more than to move the channels") }
        if flow.order == .unknown {
            // Of a sequence both ends move, and the nodes that follow tell which one holds the channels.
            let isFirst =
                toLast && toFirst
                ? flow.sizes[0] == inputSizes[0] && !(inputOrder == .unknown && feedsWindow(node)) : toLast
            flow = resolve(flow, as: isFirst ? .channelsFirst : .channelsLast)
        }
        let isFirst = toLast && (!toFirst || flow.order == .channelsFirst || flow.isOrderless)
        flow = try image(flow, isFirst ? .channelsFirst : .channelsLast, node)
        (flow.sizes, flow.order) = (sizes, isFirst ? .channelsLast : .channelsFirst)
        return .flow(flow)
    }

    /// Whether a value reaches a node that takes channels before steps, through nodes that do not move them.
    private func feedsWindow(_ node: NodeView) -> Bool {
        let windows: Set = [
            "Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool",
            "BatchNormalization",
        ]
        let others: Set = [
            "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze", "MatMul", "Gemm", "Shape",
        ]
        var names = Set(node.node.output.prefix(1))
        for next in graph.node where next.input.contains(where: names.contains) {
            if windows.contains(next.opType) { return true }
            if !others.contains(next.opType) { names.formUnion(next.output.prefix(1)) }
        }
        return false
    }

    /// Adds values side by side: the channels of branches, or the probabilities of two classes.
    mutating func concatenate(_ node: NodeView) throws -> GraphValue {
        var flows: [GraphFlow] = []
        for index in node.node.input.indices { flows.append(try flow(node, index)) }
        guard let rank = flows.first.map({ $0.sizes.count + 1 }), let named = node.integer("axis") else {
            throw node.refused("it has no inputs or no axis")
        }
        if flows.count == 1 { return .flow(flows[0]) }
        // Each path becomes a branch with the layers of its own.
        let layers = flows.reduce(0) { $0 + ($1.last?.layerCount ?? 0) }
        guard layers <= 16 * Self.limits.layers else {
            throw node.refused("its branches have more than \(16 * Self.limits.layers) layers")
        }
        try budget.take(layers: layers, node)
        let axis = named < 0 ? named + rank : named
        if let pair = pair(flows, axis, node) { return .flow(pair) }
        let isFirst = axis == 1
        guard isFirst || axis == rank - 1, axis > 0, flows.allSatisfy({ $0.sizes.count == rank - 1 }) else {
            throw node.refused("it is not along the channels")
        }
        for index in flows.indices {
            let flow = resolve(flows[index], as: isFirst ? .channelsFirst : .channelsLast)
            flows[index] =
                try rank == 2
                ? vector(flow, node) : image(flow, isFirst ? .channelsFirst : .channelsLast, node)
            guard flows[index].permutation == nil else {
                throw node.refused("the numbers of flattened images have another order")
            }
        }
        let common = GraphPiece.common(flows.map(\.last))
        let paths = flows.map { GraphPiece.steps(to: $0.last, after: common) }
        var base = flows[0]
        (base.last, base.shape) = (common, common?.shape ?? inputShape)
        let branches = try paths.map { try Assembly($0, input: base.shape) }
        var result = try append(
            Parallel(branches.map(\.layers)), branches.flatMap(\.parameters), branches.flatMap(\.statistics),
            to: base, node, layers: Self.layers(paths), nesting: Self.nesting(paths) + 1)
        result.sizes = flows[0].sizes
        result.sizes[axis - 1] = result.channels
        result.order = rank == 2 ? .channelsLast : isFirst ? .channelsFirst : .channelsLast
        return .flow(result)
    }

    /// Returns 1 − p and p, made from one sigmoid.
    private func pair(_ flows: [GraphFlow], _ axis: Int, _ node: NodeView) -> GraphFlow? {
        guard flows.count == 2, axis == 1, flows.allSatisfy({ $0.sizes == [1] }) else { return nil }
        let common = GraphPiece.common(flows.map(\.last))
        guard common === flows[1].last, case .activation(.sigmoid)? = common?.kind,
            let last = flows[0].last, last.previous === common,
            case .affine(let scale, let shift) = last.kind, scale == [-1], shift == [1]
        else { return nil }
        var flow = append(.part(.pair), to: flows[1], node)
        flow.sizes = [2]
        return flow
    }
}
