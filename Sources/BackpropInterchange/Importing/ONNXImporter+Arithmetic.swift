import Backprop

extension ONNXImporter {
    /// Adds a sum, a difference, a product or a quotient of two values.
    mutating func arithmetic(_ node: NodeView) throws -> GraphValue? {
        guard node.node.input.count == 2, let left = try value(node, 0), let right = try value(node, 1) else {
            if node.operation == "Sum", node.node.input.count == 1 { return try value(node, 0) }
            throw node.refused("it does not have two inputs")
        }
        switch (left, right) {
        case (.flow(let flow), .constant(let constant)):
            return try scaled(flow, constant, isFirst: true, node)
        case (.constant(let constant), .flow(let flow)):
            return try scaled(flow, constant, isFirst: false, node)
        case (.flow(let left), .flow(let right)):
            let ordered = [left, right].map { resolve($0, as: defaultOrder) }
            return .flow(try combined(ordered[0], ordered[1], node))
        case (.constant, .constant): return nil
        }
    }

    private mutating func scaled(
        _ flow: GraphFlow, _ constant: GraphConstant, isFirst: Bool, _ node: NodeView
    ) throws -> GraphValue {
        let (numbers, flow) = try channelVector(constant, flow, node)
        let (ones, zeros) = (numbers.map { _ in 1.0 }, numbers.map { _ in 0.0 })
        switch (node.operation, isFirst) {
        case ("Add", _), ("Sum", _): return try affine(flow, ones, numbers, node)
        case ("Sub", true): return try affine(flow, ones, numbers.map { -$0 }, node)
        case ("Sub", false): return try affine(flow, ones.map { -$0 }, numbers, node)
        case ("Mul", _): return try affine(flow, numbers, zeros, node)
        case ("Div", true) where !numbers.contains(0):
            return try affine(flow, numbers.map { 1 / $0 }, zeros, node)
        default: throw node.refused("it divides by a value that is not constant, or by 0")
        }
    }

    /// Returns a constant as one number, or one per channel, and the flow in the form that has these channels.
    mutating func channelVector(
        _ constant: GraphConstant, _ flow: GraphFlow, _ node: NodeView
    ) throws -> (numbers: [Double], flow: GraphFlow) {
        guard constant.texts.isEmpty, constant.numbers.allSatisfy(\.isFinite), !constant.numbers.isEmpty
        else { throw node.refused("a constant is not finite numbers") }
        // Adding axes would change the number of rows, or the sizes.
        guard constant.sizes.count <= flow.sizes.count + 1 else {
            throw node.refused("a constant has more axes than the value")
        }
        if let number = constant.number { return ([number], flow) }
        let sizes = Array(repeating: 1, count: flow.sizes.count + 1 - constant.sizes.count) + constant.sizes
        let axes = sizes.indices.filter { sizes[$0] != 1 }
        guard axes.count == 1, axes[0] > 0, sizes[axes[0]] == flow.sizes[axes[0] - 1] else {
            throw node.refused("a constant does not have one number for all or one per channel")
        }
        if flow.sizes.count == 1 {
            let vector = try vector(flow, node)
            guard let permutation = vector.permutation else { return (constant.numbers, vector) }
            var numbers = constant.numbers
            for (index, position) in permutation.enumerated() { numbers[position] = constant.numbers[index] }
            return (numbers, vector)
        }
        let isFirst = axes[0] == 1
        guard isFirst || axes[0] == flow.sizes.count else {
            throw node.refused("a constant does not have one number for all or one per channel")
        }
        let ordered = try image(flow, isFirst ? .channelsFirst : .channelsLast, node)
        return (constant.numbers, ordered)
    }

    /// Returns a flow that is scaled and shifted.
    mutating func affine(
        _ flow: GraphFlow, _ scale: [Double], _ shift: [Double], _ node: NodeView
    ) throws -> GraphValue {
        if scale.allSatisfy({ $0 == 1 }), shift.allSatisfy({ $0 == 0 }) { return .flow(flow) }
        try budget.take(numbers: scale.count + shift.count, node)
        return .flow(append(.affine(scale: scale, shift: shift), to: flow, node))
    }
}

extension ONNXImporter {
    /// Returns two flows as one: an activation of several nodes, layer normalization, or a residual.
    private mutating func combined(
        _ left: GraphFlow, _ right: GraphFlow, _ node: NodeView
    ) throws -> GraphFlow {
        guard left.sizes == right.sizes else {
            throw node.refused("its inputs have different shapes, \(left.sizes) and \(right.sizes)")
        }
        guard left.permutation == right.permutation, left.order == right.order || left.isOrderless else {
            throw node.refused("its inputs have their numbers in different orders")
        }
        let common = GraphPiece.common([left.last, right.last])
        let paths = [left, right].map { GraphPiece.steps(to: $0.last, after: common) }
        let kinds = paths.map { $0.map(\.kind) }
        let result: GraphFlow?
        switch node.operation {
        case "Mul":
            result =
                product(left, kinds[0], kinds[1], common, node)
                ?? product(right, kinds[1], kinds[0], common, node)
        case "Sub": result = difference(left, right, kinds, node)
        case "Div": result = try quotient(left, kinds, common, node)
        default:
            if let blended = try blended(left, right, kinds, node) { return blended }
            return try residual(left, right, common, paths, node)
        }
        guard let result else { throw node.refused("no layer expresses it") }
        return result
    }

    /// x · sigmoid(x), x · tanh(softplus(x)), and x · (1 + erf(x / √2)) with its factor.
    private func product(
        _ flow: GraphFlow, _ own: [GraphPiece.Kind], _ other: [GraphPiece.Kind], _ common: GraphPiece?,
        _ node: NodeView
    ) -> GraphFlow? {
        var base = flow
        base.last = common
        if own.isEmpty, other.count == 1, case .activation(.sigmoid) = other[0] {
            return append(.activation(.silu), to: base, node)
        }
        if own.isEmpty, other.count == 2, case .activation(.softplus) = other[0],
            case .activation(.tanh) = other[1]
        {
            return append(.activation(.mish), to: base, node)
        }
        if own.isEmpty, other.isEmpty, case .part(.centered)? = common?.kind {
            return append(.part(.square), to: base, node)
        }
        return gelu(base, own, other, node)
    }

    private func gelu(
        _ base: GraphFlow, _ own: [GraphPiece.Kind], _ other: [GraphPiece.Kind], _ node: NodeView
    ) -> GraphFlow? {
        var factor = 1.0
        if own.count == 1, case .affine(let scale, let shift) = own[0], scale.count == 1, shift == [0] {
            factor = scale[0]
        } else if !own.isEmpty {
            return nil
        }
        guard other.count == 3, case .affine(let share, let none) = other[0], none == [0],
            share.count == 1, abs(share[0] - 0.5.squareRoot()) < 1e-6,
            case .part(.errorFunction) = other[1],
            case .affine(let scale, let shift) = other[2], scale.count == 1, scale == shift
        else { return nil }
        let flow = append(.activation(.gelu), to: base, node)
        let rest = 2 * factor * scale[0]
        return abs(rest - 1) < 1e-6 ? flow : append(.affine(scale: [rest], shift: [0]), to: flow, node)
    }

    /// x less its mean, and f(x) − x.
    private func difference(
        _ left: GraphFlow, _ right: GraphFlow, _ kinds: [[GraphPiece.Kind]], _ node: NodeView
    ) -> GraphFlow? {
        if kinds[0].isEmpty, kinds[1].count == 1, case .part(.mean) = kinds[1][0] {
            return append(.part(.centered), to: left, node)
        }
        if kinds[1].isEmpty, kinds[0].count == 1, case .activation(let activation) = kinds[0][0],
            activation != .softmax
        {
            return append(.part(.difference(activation)), to: right, node)
        }
        return nil
    }

    /// (x − mean) / √(variance + ε).
    private mutating func quotient(
        _ left: GraphFlow, _ kinds: [[GraphPiece.Kind]], _ common: GraphPiece?, _ node: NodeView
    ) throws -> GraphFlow? {
        guard kinds[0].isEmpty, case .part(.centered)? = common?.kind, kinds[1].count == 4,
            case .part(.square) = kinds[1][0], case .part(.mean) = kinds[1][1],
            case .affine(let scale, let shift) = kinds[1][2], scale == [1], shift.count == 1,
            case .part(.root) = kinds[1][3], shift[0] > 0, shift[0] <= 1
        else { return nil }
        var base = left
        base.last = common?.previous
        let ones = [Double](repeating: 1, count: base.channels)
        return try append(
            LayerNorm(epsilon: shift[0]), [ones, ones.map { _ in 0 }], to: base, node)
    }

    /// x + w (f(x) − x).
    private mutating func blended(
        _ left: GraphFlow, _ right: GraphFlow, _ kinds: [[GraphPiece.Kind]], _ node: NodeView
    ) throws -> GraphFlow? {
        let (base, steps) = kinds[0].isEmpty ? (left, kinds[1]) : (right, kinds[0])
        guard kinds[0].isEmpty || kinds[1].isEmpty, let first = steps.first,
            case .part(.difference(let activation)) = first, activation != .linear
        else { return nil }
        var weights = [Double](repeating: 1, count: base.channels)
        if steps.count == 2, case .affine(let scale, let shift) = steps[1], shift.allSatisfy({ $0 == 0 }) {
            weights = scale.count == 1 ? weights.map { _ in scale[0] } : scale
        } else if steps.count != 1 {
            return nil
        }
        guard weights.count == base.channels else { return nil }
        return try append(ParametricActivation(activation), [weights], to: base, node)
    }

    private mutating func residual(
        _ left: GraphFlow, _ right: GraphFlow, _ common: GraphPiece?, _ paths: [[GraphPiece]],
        _ node: NodeView
    ) throws -> GraphFlow {
        guard left.shape == right.shape else {
            throw node.refused("its inputs have their numbers in different orders")
        }
        var base = left
        base.last = common
        base.shape = common?.shape ?? inputShape
        if paths.allSatisfy(\.isEmpty) {
            return append(.affine(scale: [2], shift: [0]), to: left, node)
        }
        try budget.take(layers: Self.layers(paths), node)
        let branches = try paths.map { try Assembly($0, input: base.shape) }
        let (body, shortcut) =
            branches[0].layers.isEmpty ? (branches[1], branches[0]) : (branches[0], branches[1])
        guard !body.layers.isEmpty else { throw node.refused("no layer expresses it") }
        var result = try append(
            Residual(body.layers, shortcut: shortcut.layers), body.parameters + shortcut.parameters,
            body.statistics + shortcut.statistics, to: base, node, layers: Self.layers(paths),
            nesting: Self.nesting(paths) + 1)
        (result.sizes, result.order, result.permutation) = (left.sizes, left.order, left.permutation)
        return result
    }

    static func layers(_ paths: [[GraphPiece]]) -> Int {
        1 + paths.reduce(0) { $0 + ($1.last?.layerCount ?? 0) - ($1.first?.previous?.layerCount ?? 0) }
    }

    static func nesting(_ paths: [[GraphPiece]]) -> Int { paths.compactMap { $0.last?.nesting }.max() ?? 0 }
}
