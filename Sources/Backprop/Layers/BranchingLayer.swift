/// A layer that contains layers: branches with a common input, whose results are combined.
protocol BranchingLayer: Layer {
    /// The layers of each branch.
    var branches: [[any Layer]] { get }

    /// The names of the branches in PyTorch.
    var branchNames: [String] { get }

    /// The branches with the layout of their buffers, once shapes and rows are known.
    var plan: [Branch]? { get set }
}

extension BranchingLayer {
    /// Returns the branches, laid out one after the other.
    func layOut(input: Shape, rows: Int) throws(NetworkError) -> [Branch] {
        var laidOut: [Branch] = []
        for layers in branches {
            laidOut.append(
                try Branch(layers, input: input, rows: rows, from: laidOut.last?.end ?? Branch.Ends()))
        }
        return laidOut
    }

    /// Whether a layer inside depends on the other examples of the batch.
    public var usesBatchStatistics: Bool {
        branches.contains { $0.contains(where: \.usesBatchStatistics) }
    }

    /// Returns the layer with its buffers laid out.
    public func prepared(for input: Shape, rows: Int) -> any Layer {
        var copy = self
        copy.plan = try? layOut(input: input, rows: rows)
        return copy
    }

    /// Returns the program's layout, or a new one for a pass without a program.
    func laidOutBranches(_ input: Shape, rows: Int) -> [Branch] {
        if let plan { return plan }
        guard let plan = try? layOut(input: input, rows: rows) else {
            preconditionFailure("a pass has a shape that the layer takes")
        }
        return plan
    }

    /// Returns the output shapes of the branches, or throws an error about this layer if one does not fit.
    func branchShapes(for input: Shape) throws(NetworkError) -> [Shape] {
        var shapes: [Shape] = []
        for layers in branches {
            do {
                shapes.append(try Branch.shapes(layers, input: input).last ?? input)
            } catch .shapeMismatch(let layer, let position, let found, let expected, _) {
                throw .incompatibleShape(
                    self, found: input,
                    expected:
                        "a shape that fits the layers inside; there layer \(position) (\"\(layer)\") takes \(expected), not \(found)"
                )
            }
        }
        return shapes
    }

    /// Returns the parameters of the layers inside, named by their branch and position.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        inside(input) { $0.parameters(for: $1) }
    }

    /// Returns the statistics of the layers inside.
    public func statistics(for input: Shape) -> [ParameterDescription] {
        inside(input) { $0.statistics(for: $1) }
    }

    private func inside(
        _ input: Shape, _ tensors: (any Layer, Shape) -> [ParameterDescription]
    ) -> [ParameterDescription] {
        zip(branchNames, branches).flatMap { name, layers -> [ParameterDescription] in
            let shapes = (try? Branch.shapes(layers, input: input)) ?? []
            var module = 0
            return zip(layers, shapes).flatMap { layer, shape -> [ParameterDescription] in
                defer { module += layer.sequentialModuleCount }
                return tensors(layer, shape).map { $0.named("\(name).\(module).\($0.name)") }
            }
        }
    }

    /// Returns the room for the buffers of all layers inside.
    public func scratchCount(for input: Shape, rows: Int) -> Int {
        (plan ?? (try? layOut(input: input, rows: rows)))?.last?.end.scratch ?? 0
    }

    /// The number of layers: this one and those inside.
    public var nestedLayerCount: Int { 1 + branches.joined().reduce(0) { $0 + $1.nestedLayerCount } }

    /// Updates the statistics of the layers inside.
    public func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>) {
        for branch in laidOutBranches(pass.inputShape, rows: pass.rows) { branch.updateStatistics(pass) }
    }

    /// The branches' layers in parentheses, separated by `|`.
    public var text: String {
        let inside = branches.filter { !$0.isEmpty }.map { $0.map(\.text).joined(separator: ", ") }
        return "\(Self.typeName)(\(inside.joined(separator: " | ")))"
    }
}

extension ParameterDescription {
    /// Returns the description under another name.
    func named(_ name: String) -> ParameterDescription {
        ParameterDescription(
            name: name, extents: extents, initializer: initializer, fanIn: fanIn, fanOut: fanOut,
            fileOrder: fileOrder, isWeight: isWeight)
    }
}

extension LayerTextParser {
    /// Returns the layers in the parentheses of the last word, branch by branch.
    func branches(of name: String, atMost limit: Int) throws(NetworkError) -> [[any Layer]] {
        guard let inside = try inside() else {
            throw error(
                "the layers of \"\(name)\" are written in parentheses, such as \(name)(dense 8 relu, dense 8)"
            )
        }
        guard inside.count <= limit else { throw error("\"\(name)\" has at most \(limit) branches") }
        var branches: [[any Layer]] = []
        for layers in inside { branches.append(try Network.layers(layers)) }
        return branches
    }
}
