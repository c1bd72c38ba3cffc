import Backprop

extension ONNXImporter {
    /// Adds α A B + β C with a constant B.
    mutating func gemm(_ node: NodeView) throws -> GraphValue {
        let flow = try flow(node)
        guard (node.integer("transA") ?? 0) == 0 else { throw node.refused("its rows are columns") }
        guard let weights = try constant(node, 1) else { throw node.refused("its weights are missing") }
        let sums = try dense(
            flow, weights, isTransposed: (node.integer("transB") ?? 0) != 0,
            factor: node.number("alpha") ?? 1, node)
        guard let bias = try constant(node, 2) else { return .flow(sums) }
        let beta = node.number("beta") ?? 1
        let (numbers, shifted) = try channelVector(bias, sums, node)
        return try affine(shifted, numbers.map { _ in 1 }, numbers.map { $0 * beta }, node)
    }

    /// Adds a product with a constant matrix.
    mutating func matrixProduct(_ node: NodeView) throws -> GraphValue {
        let flow = try flow(node)
        guard let weights = try constant(node, 1) else { throw node.refused("its weights are missing") }
        return .flow(try dense(flow, weights, isTransposed: false, factor: 1, node))
    }

    private mutating func dense(
        _ flow: GraphFlow, _ weights: GraphConstant, isTransposed: Bool, factor: Double, _ node: NodeView
    ) throws -> GraphFlow {
        guard flow.sizes.count == 1, weights.sizes.count == 2, !weights.numbers.isEmpty else {
            throw node.refused("a dense layer takes rows of numbers and a matrix")
        }
        let flow = try vector(flow, node)
        let (inputs, units) =
            isTransposed ? (weights.sizes[1], weights.sizes[0]) : (weights.sizes[0], weights.sizes[1])
        guard inputs == flow.count, units > 0 else {
            throw node.refused("its weights are for \(inputs) inputs, not for \(flow.count)")
        }
        var matrix = [Double](repeating: 0, count: inputs * units)
        for input in 0..<inputs {
            let position = flow.permutation?[input] ?? input
            for unit in 0..<units {
                let index = isTransposed ? unit * inputs + input : input * units + unit
                matrix[unit * inputs + position] = weights.numbers[index] * factor
            }
        }
        var result = try append(Dense(units, bias: false), [matrix], to: flow, node)
        (result.sizes, result.permutation, result.order) = ([units], nil, .channelsLast)
        return result
    }

    /// Adds a batch normalization by the statistics of training.
    mutating func batchNormalization(_ node: NodeView) throws -> GraphValue {
        let input = try flow(node)
        guard (node.integer("training_mode") ?? 0) == 0 else { throw node.refused("it is in training mode") }
        let epsilon = node.number("epsilon") ?? 1e-5
        guard epsilon > 0, epsilon <= 1 else { throw node.refused("epsilon is not above 0 and at most 1") }
        var numbers: [[Double]] = []
        for index in 1...4 {
            guard let constant = try constant(node, index), constant.sizes == [input.sizes[0]] else {
                throw node.refused("its input \(index + 1) does not have one number per channel")
            }
            numbers.append(constant.numbers)
        }
        guard numbers[3].allSatisfy({ $0 >= 0 }) else { throw node.refused("a variance is below 0") }
        let flow = try input.sizes.count == 1 ? vector(input, node) : image(input, .channelsFirst, node)
        if let permutation = flow.permutation {
            numbers = numbers.map { values in
                var moved = values
                for (index, position) in permutation.enumerated() { moved[position] = values[index] }
                return moved
            }
        }
        let layer = BatchNorm(epsilon: Double("\(Float(epsilon))") ?? epsilon)
        return .flow(
            try append(layer, Array(numbers[..<2]), Array(numbers[2...]), to: flow, node))
    }

    /// Adds a layer normalization over the last axis.
    mutating func layerNormalization(_ node: NodeView) throws -> GraphValue {
        let input = try flow(node)
        let (axis, epsilon) = (node.integer("axis") ?? -1, node.number("epsilon") ?? 1e-5)
        guard axis == -1 || axis == input.sizes.count else {
            throw node.refused("it is not over the last axis")
        }
        guard epsilon > 0, epsilon <= 1 else { throw node.refused("epsilon is not above 0 and at most 1") }
        let flow = try lastAxis(input, node)
        guard flow.permutation == nil, let scale = try constant(node, 1), scale.sizes == [flow.channels]
        else {
            throw node.refused("its scale does not have one number per channel")
        }
        let bias = try constant(node, 2)?.numbers ?? scale.numbers.map { _ in 0 }
        guard bias.count == scale.numbers.count else { throw node.refused("its bias has another size") }
        let layer = LayerNorm(epsilon: Double("\(Float(epsilon))") ?? epsilon)
        return .flow(try append(layer, [scale.numbers, bias], to: flow, node))
    }

    /// Adds the mean or the maximum over all pixels, or the mean over the last axis.
    mutating func reduce(_ node: NodeView) throws -> GraphValue? {
        let input = try flow(node)
        let rank = input.sizes.count + 1
        guard let axes = try constant(node, 1)?.integers ?? node.integers("axes") else { return nil }
        let chosen = Set(axes.map { $0 < 0 ? $0 + rank : $0 })
        let keeps = (node.integer("keepdims") ?? 1) != 0
        if node.operation == "ReduceMean", chosen == [rank - 1], keeps, rank == 2 || !isGlobal(input, chosen)
        {
            return .flow(append(.part(.mean), to: try lastAxis(input, node), node))
        }
        let isFirst = chosen == Set(2..<rank)
        guard rank > 2, isFirst || chosen == Set(1..<(rank - 1)) else {
            throw node.refused("it is neither over all pixels nor over the last axis")
        }
        let flow = try image(input, isFirst ? .channelsFirst : .channelsLast, node)
        let layer: any Layer = node.operation == "ReduceMean" ? GlobalAveragePool() : GlobalMaxPool()
        var result = try append(layer, to: flow, node)
        let ones = Array(repeating: 1, count: rank - 2)
        result.sizes = keeps ? (isFirst ? [flow.channels] + ones : ones + [flow.channels]) : [flow.channels]
        result.order = .channelsLast
        return .flow(result)
    }

    /// Whether a mean over the last axis is one over all steps of a sequence.
    private func isGlobal(_ flow: GraphFlow, _ axes: Set<Int>) -> Bool {
        flow.sizes.count == 2 && axes == [2] && flow.order == .channelsFirst && flow.channels > 1
    }

    /// Returns a flow whose last axis in the graph holds the channels.
    private mutating func lastAxis(_ flow: GraphFlow, _ node: NodeView) throws -> GraphFlow {
        if flow.sizes.count > 1 { return try image(flow, .channelsLast, node) }
        return try vector(flow, node)
    }
}
