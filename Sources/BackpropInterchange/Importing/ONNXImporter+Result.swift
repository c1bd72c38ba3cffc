import Backprop

extension ONNXImporter {
    /// Returns the network up to an output, and its rows.
    mutating func result(_ output: String) throws -> (ImportedNetwork, ImportedRows) {
        guard case .flow(var flow)? = values[output] else { throw ONNXImportError.constantOutput(output) }
        flow = resolve(flow, as: defaultOrder)
        var rows = ImportedRows(precision: inputType == .double ? .float64 : .float32)
        var isPair = false
        if case .part(.pair)? = flow.last?.kind {
            isPair = true
            flow.last = flow.last?.previous
            flow.shape = flow.last?.shape ?? flow.shape
        }
        // Without layers the outputs are the inputs, whose order counts as well.
        let last = flow.last?.node ?? NodeView(node: ONNXNode(), version: 0)
        if !isPair { flow = try inGraphOrder(flow, last) }
        var steps = GraphPiece.steps(to: flow.last, after: nil)
        takeRows(from: &steps, into: &rows)
        var assembly = try Assembly(steps, input: inputShape)
        if assembly.layers.isEmpty { assembly.addIdentity() }
        guard assembly.parameters.reduce(0, { $0 + $1.count }) <= Self.limits.parameters else {
            throw ONNXImportError.tensor(name: output, reason: "needs too many parameters")
        }
        let network = try ImportedNetwork(
            Network(assembly.layers), input: inputShape, tensors: assembly.parameters + assembly.statistics)
        let outputs = network.outputCount
        if let classes, classes.count == outputs || classes.count == 2 && isPair { rows.classes = classes }
        if isPair, rows.classes == nil { rows.classes = ["0", "1"] }
        return (network, rows)
    }

    /// Returns a flow whose values have the order of the graph when they are read one after the other.
    private mutating func inGraphOrder(_ flow: GraphFlow, _ node: NodeView) throws -> GraphFlow {
        guard flow.permutation == nil else {
            throw node.refused("the outputs are a flattened image in another order")
        }
        return flow.order == .channelsFirst && !flow.isOrderless ? try vector(flow, node) : flow
    }

    /// Takes imputation and scaling at the beginning out of the steps.
    private func takeRows(from steps: inout [GraphPiece], into rows: inout ImportedRows) {
        if case .part(.imputation(let values))? = steps.first?.kind {
            let count = inputShape.count
            rows.fills = values.count == count ? values : Array(repeating: values[0], count: count)
            steps.removeFirst()
        }
        let first = steps.prefix { if case .affine = $0.kind { true } else { false } }
        guard case .affine(let scale, let shift)? = Assembly.merged(Array(first)).first?.kind,
            inputShape.rank != 2,
            scale.allSatisfy({ $0 > 0 && $0.isFinite && 1 / $0 > 0 && (1 / $0).isFinite })
        else { return }
        // x · scale + shift = (x − center) / divisor.
        let count = max(scale.count, shift.count)
        func all(_ numbers: [Double]) -> [Double] {
            numbers.count == count ? numbers : Array(repeating: numbers[0], count: count)
        }
        rows.scales = all(scale).map { 1 / $0 }
        rows.centers = zip(all(scale), all(shift)).map { $1 == 0 ? 0 : -$1 / $0 }
        steps.removeFirst(first.count)
    }
}
