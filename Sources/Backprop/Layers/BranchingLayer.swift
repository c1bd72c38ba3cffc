/// A layer that contains layers: branches that all see the same input, and whose results become one.
protocol BranchingLayer: Layer {
    /// The layers of each branch.
    var branches: [[any Layer]] { get }

    /// What PyTorch calls each branch.
    var branchNames: [String] { get }

    /// The branches with their buffers placed, once shapes and rows are known.
    var plan: [Branch]? { get set }
}

extension BranchingLayer {
    /// The branches one behind the other.
    func layOut(input: Shape, rows: Int) throws(NetworkError) -> [Branch] {
        var laidOut: [Branch] = []
        for layers in branches {
            laidOut.append(
                try Branch(layers, input: input, rows: rows, from: laidOut.last?.end ?? Branch.Ends()))
        }
        return laidOut
    }

    /// The same layer with its buffers placed.
    public func prepared(for input: Shape, rows: Int) -> any Layer {
        var copy = self
        copy.plan = try? layOut(input: input, rows: rows)
        return copy
    }

    /// The plan made for the program, or one for a pass that somebody made without.
    func laidOutBranches(_ input: Shape, rows: Int) -> [Branch] {
        if let plan { return plan }
        guard let plan = try? layOut(input: input, rows: rows) else {
            preconditionFailure("a pass has a shape that the layer takes")
        }
        return plan
    }

    /// The shapes that come out of the branches, in a message about this layer where one does not fit.
    func branchShapes(for input: Shape) throws(NetworkError) -> [Shape] {
        var shapes: [Shape] = []
        for layers in branches {
            do {
                shapes.append(try Branch.shapes(layers, input: input).last ?? input)
            } catch .shapeMismatch(let layer, let position, let found, let expected, _) {
                throw .incompatibleShape(
                    self, found: input,
                    expected:
                        "a shape that fits the layers inside; there layer \(position) (“\(layer)”) takes \(expected), not \(found)"
                )
            }
        }
        return shapes
    }

    /// Those of the layers inside, by the branch's name and their place in it.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        inside(input) { $0.parameters(for: $1) }
    }

    /// Those of the layers inside.
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

    /// The buffers of all layers inside.
    public func scratchCount(for input: Shape, rows: Int) -> Int {
        (plan ?? (try? layOut(input: input, rows: rows)))?.last?.end.scratch ?? 0
    }

    /// This layer and those inside.
    public var nestedLayerCount: Int { 1 + branches.joined().reduce(0) { $0 + $1.nestedLayerCount } }

    /// Those of the layers inside.
    public func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>) {
        for branch in laidOutBranches(pass.inputShape, rows: pass.rows) { branch.updateStatistics(pass) }
    }

    /// The branches' layers, separated by `|`, in parentheses.
    public var text: String {
        let inside = branches.filter { !$0.isEmpty }.map { $0.map(\.text).joined(separator: ", ") }
        return "\(Self.typeName)(\(inside.joined(separator: " | ")))"
    }
}

extension ParameterDescription {
    /// The same under another name.
    func named(_ name: String) -> ParameterDescription {
        ParameterDescription(
            name: name, extents: extents, initializer: initializer, fanIn: fanIn, fanOut: fanOut,
            fileOrder: fileOrder, isWeight: isWeight)
    }
}

extension LayerTextParser {
    /// The layers in the parentheses of the word last taken, branch by branch.
    func branches(of name: String, atMost limit: Int) throws(NetworkError) -> [[any Layer]] {
        guard let inside = try inside() else {
            throw error(
                "the layers of “\(name)” are written in parentheses, such as \(name)(dense 8 relu, dense 8)")
        }
        guard inside.count <= limit else { throw error("“\(name)” has at most \(limit) branches") }
        var branches: [[any Layer]] = []
        for layers in inside { branches.append(try Network.layers(layers)) }
        return branches
    }
}
