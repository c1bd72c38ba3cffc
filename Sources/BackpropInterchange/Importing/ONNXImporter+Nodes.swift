import Backprop

extension ONNXImporter {
    /// Adds a node.
    mutating func add(_ node: NodeView) throws {
        guard ["", "ai.onnx", "ai.onnx.ml"].contains(node.node.domain) else {
            throw node.refused("its operators are not known")
        }
        guard node.node.output.dropFirst().allSatisfy({ $0.isEmpty || !usedNames.contains($0) }) else {
            throw node.refused("its further outputs are used")
        }
        if node.node.domain == "ai.onnx.ml" { return try set(.flow(tableNode(node)), node) }
        if let constant = try constant(node) { return try set(.constant(constant), node) }
        guard let value = try flowNode(node) else {
            throw node.refused("no layer expresses it")
        }
        try set(value, node)
    }

    /// Returns the first input, which must depend on the graph's input.
    mutating func flow(_ node: NodeView, _ index: Int = 0) throws(ONNXImportError) -> GraphFlow {
        guard case .flow(let flow) = try value(node, index) else {
            throw node.refused("its input \(index + 1) does not depend on the graph's input")
        }
        return flow
    }

    /// Returns a constant input, or `nil` if there is none.
    mutating func constant(_ node: NodeView, _ index: Int) throws(ONNXImportError) -> GraphConstant? {
        switch try value(node, index) {
        case nil: return nil
        case .constant(let constant): return constant
        case .flow: throw node.refused("its input \(index + 1) is not constant")
        }
    }

    private mutating func flowNode(_ node: NodeView) throws -> GraphValue? {
        switch node.operation {
        case "Identity": return try value(node, 0)
        case "Dropout": return try dropout(node)
        case "Cast", "CastLike": return try cast(node)
        case "Shape": return .constant(try shape(node))
        case "Relu": return try activate(node, .relu)
        case "Sigmoid": return try activate(node, .sigmoid)
        case "Tanh": return try activate(node, .tanh)
        case "Softplus": return try activate(node, .softplus)
        case "Mish": return try activate(node, .mish)
        case "LeakyRelu": return try leakyReLU(node)
        case "Elu": return try elu(node)
        case "Selu": return try selu(node)
        case "Gelu":
            guard (node.text("approximate") ?? "none") == "none" else {
                throw node.refused("only the exact GELU is a layer, not its approximation")
            }
            return try activate(node, .gelu)
        case "Swish":
            guard (node.number("alpha") ?? 1) == 1 else { throw node.refused("alpha is not 1") }
            return try activate(node, .silu)
        case "PRelu": return try parametricReLU(node)
        case "Softmax": return try softmax(node)
        case "Clip": return try clip(node)
        case "Erf": return try part(node, .errorFunction)
        case "Sqrt": return try part(node, .root)
        case "Pow": return try power(node)
        case "Greater": return try above(node)
        case GraphBuilder.Choice.Where.rawValue: return try choice(node)
        case "Neg":
            let flow = try flow(node)
            return try affine(flow, [-1], [0], node)
        case "Add", "Sum", "Sub", "Mul", "Div": return try arithmetic(node)
        case "Gemm": return try gemm(node)
        case "MatMul": return try matrixProduct(node)
        case "BatchNormalization": return try batchNormalization(node)
        case "LayerNormalization": return try layerNormalization(node)
        case "Conv": return try convolution(node)
        case "ConvTranspose": return try transposedConvolution(node)
        case "MaxPool", "AveragePool": return try pool(node)
        case "GlobalAveragePool", "GlobalMaxPool": return try globalPool(node)
        case "ReduceMean", "ReduceMax": return try reduce(node)
        case "Pad": return try pad(node)
        case "Flatten", "Reshape", "Squeeze", "Unsqueeze": return try reshape(node)
        case "Transpose": return try transpose(node)
        case "Concat": return try concatenate(node)
        default: return nil
        }
    }

    /// Adds a node of ai.onnx.ml: scaling and imputation of numbers, and the form of probabilities.
    private mutating func tableNode(_ node: NodeView) throws -> GraphFlow {
        let flow = try flow(node)
        switch node.operation {
        case "Scaler":
            let (offsets, scales) = (node.numbers("offset") ?? [], node.numbers("scale") ?? [])
            guard flow.shape.rank == 1, flow.permutation == nil,
                [1, flow.count].contains(offsets.count), [1, flow.count].contains(scales.count)
            else { throw node.refused("its numbers are not those of the columns") }
            // Not as x · scale − offset · scale, which would cancel.
            let shifted = try affine(
                flow, Array(repeating: 1, count: offsets.count), offsets.map { -$0 }, node)
            guard case .flow(let flow) = shifted,
                case .flow(let scaled) = try affine(
                    flow, scales, Array(repeating: 0, count: scales.count), node)
            else { return flow }
            return scaled
        case "Imputer":
            let values = node.numbers("imputed_value_floats") ?? []
            let missing = node.number("replaced_value_float") ?? 0
            guard flow.last == nil, [1, flow.count].contains(values.count), missing.isNaN else {
                throw node.refused("only missing numbers of the input are replaced")
            }
            return append(.part(.imputation(values)), to: flow, node)
        case "ZipMap": return flow
        default: throw node.refused("no layer expresses it")
        }
    }

    /// Returns the input of a dropout, which does nothing in prediction.
    private mutating func dropout(_ node: NodeView) throws -> GraphValue? {
        if let training = try constant(node, 2)?.number, training != 0, try constant(node, 1)?.number != 0 {
            throw node.refused("it is in training mode")
        }
        return try value(node, 0)
    }

    /// Returns the input of a cast to numbers of at least its precision. Half precision would round.
    private mutating func cast(_ node: NodeView) throws -> GraphValue? {
        let flow = try flow(node)
        let types: [Int] = [1, 11] + [10, 16].filter { $0 == inputType.rawValue }
        guard node.operation == "CastLike" || types.contains(node.integer("to") ?? 0) else {
            throw node.refused("numbers become another type")
        }
        return .flow(flow)
    }
}

extension ONNXImporter {
    /// Returns a flow with a step after it that keeps its shape.
    func append(_ kind: GraphPiece.Kind, to flow: GraphFlow, _ node: NodeView) -> GraphFlow {
        var flow = flow
        flow.last = GraphPiece(kind, flow.shape, after: flow.last, node)
        return flow
    }

    /// Returns a flow with a layer after it.
    mutating func append(
        _ layer: any Layer, _ parameters: [[Double]] = [], _ statistics: [[Double]] = [], to flow: GraphFlow,
        _ node: NodeView, layers: Int = 1, nesting: Int = 0
    ) throws -> GraphFlow {
        var flow = flow
        let shape = try layer.outputShape(for: flow.shape)
        guard let count = GraphConstant.count(shape.extents), count <= Self.limits.inputs else {
            throw node.refused("its result has more than \(Self.limits.inputs) numbers")
        }
        try budget.take(numbers: (parameters + statistics).reduce(0) { $0 + $1.count }, node)
        let piece = GraphPiece(
            .layer(layer, parameters: parameters, statistics: statistics), shape, after: flow.last, node,
            layers: layers, nesting: nesting)
        guard piece.nesting <= Self.limits.nesting else {
            throw node.refused("more than \(Self.limits.nesting) branches are inside of each other")
        }
        flow.last = piece
        flow.shape = shape
        return flow
    }

    private mutating func activate(_ node: NodeView, _ activation: Activation) throws -> GraphValue {
        let flow = try flow(node)
        return .flow(append(.activation(activation), to: flow, node))
    }

    private mutating func leakyReLU(_ node: NodeView) throws -> GraphValue {
        let slope = node.number("alpha") ?? Double(Float(0.01))
        guard slope >= 0, slope.isFinite else { throw node.refused("its slope is below 0") }
        return try activate(node, .leakyReLU(slope: Self.short(slope)))
    }

    private mutating func elu(_ node: NodeView) throws -> GraphValue {
        let alpha = node.number("alpha") ?? 1
        guard alpha >= 0, alpha.isFinite else { throw node.refused("alpha is below 0") }
        return try activate(node, .elu(alpha: Self.short(alpha)))
    }

    private mutating func selu(_ node: NodeView) throws -> GraphValue {
        let (alpha, gamma) = (node.number("alpha") ?? 1.6732632, node.number("gamma") ?? 1.0507010)
        guard abs(alpha - 1.6732632423543772) < 1e-5, abs(gamma - 1.0507009873554805) < 1e-5 else {
            throw node.refused("alpha and gamma are not those of the publication")
        }
        return try activate(node, .selu)
    }

    /// Returns the shortest decimal number that rounds to a number of single precision: 0.01, not 0.009999999776.
    private static func short(_ number: Double) -> Double { Double("\(Float(number))") ?? number }

    private mutating func parametricReLU(_ node: NodeView) throws -> GraphValue {
        let flow = try flow(node)
        guard let slope = try constant(node, 1) else { throw node.refused("its slope is missing") }
        if let number = slope.number {
            guard number >= 0, number.isFinite else { throw node.refused("its slope is below 0") }
            return .flow(append(.activation(.leakyReLU(slope: Self.short(number))), to: flow, node))
        }
        let (vector, resolved) = try channelVector(slope, flow, node)
        return .flow(
            try append(ParametricActivation(.relu), [vector.map { 1 - $0 }], to: resolved, node))
    }

    private mutating func softmax(_ node: NodeView) throws -> GraphValue {
        let flow = try flow(node)
        let axis = node.integer("axis") ?? (node.version < 13 ? 1 : -1)
        guard flow.sizes.count == 1, [1, -1].contains(axis) else {
            throw node.refused("softmax is over all outputs of a row here")
        }
        return .flow(append(.activation(.softmax), to: flow, node))
    }

    private mutating func clip(_ node: NodeView) throws -> GraphValue {
        let low = try constant(node, 1)?.number ?? node.number("min")
        let high = try constant(node, 2)?.number ?? node.number("max")
        guard low == 0, high ?? .infinity >= 3.4e38 else {
            throw node.refused("only the limit 0 from below is a layer")
        }
        return try activate(node, .relu)
    }

    private mutating func part(_ node: NodeView, _ part: GraphPiece.Part) throws -> GraphValue {
        let flow = try flow(node)
        return .flow(append(.part(part), to: flow, node))
    }

    /// Whether x is above a number.
    private mutating func above(_ node: NodeView) throws -> GraphValue? {
        guard case .flow(let flow)? = try value(node, 0), let limit = try constant(node, 1)?.number else {
            return nil
        }
        return .flow(append(.part(.above(limit)), to: flow, node))
    }

    /// Adds softplus, in whose place x itself is chosen above a number from which both are equal in single precision.
    private mutating func choice(_ node: NodeView) throws -> GraphValue? {
        let (condition, x, softplus) = (try flow(node), try flow(node, 1), try flow(node, 2))
        guard case .part(.above(let limit))? = condition.last?.kind, limit >= 17,
            case .activation(.softplus)? = softplus.last?.kind, condition.last?.previous === x.last,
            softplus.last?.previous === x.last, condition.sizes == x.sizes, softplus.sizes == x.sizes,
            condition.order == x.order, softplus.order == x.order, condition.permutation == x.permutation,
            softplus.permutation == x.permutation
        else { return nil }
        return .flow(softplus)
    }

    private mutating func power(_ node: NodeView) throws -> GraphValue? {
        let flow = try flow(node)
        guard try constant(node, 1)?.number == 2, case .part(.centered)? = flow.last?.kind else { return nil }
        return .flow(append(.part(.square), to: flow, node))
    }
}
