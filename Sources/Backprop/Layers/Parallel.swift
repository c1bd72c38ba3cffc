/// Branches with a common input, whose results are concatenated along the channels.
///
/// Formula: y = [branch₁(x), branch₂(x), …], joined along the last extent. Backward, each branch receives its part of
/// ∂L/∂y, and ∂L/∂x is the sum of their gradients, in order. In PyTorch it is a `ModuleList` whose results are
/// concatenated along the channels. Source: Szegedy et al., “Going deeper with convolutions”, CVPR (2015), section 4.
public struct Parallel: BranchingLayer {
    /// The name in files and text.
    public static let typeName = "parallel"

    /// The layers of each branch.
    public let branches: [[any Layer]]

    var plan: [Branch]?

    /// Creates branches.
    public init(_ branches: [[any Layer]]) {
        precondition(!branches.isEmpty, "there is at least one branch")
        self.branches = branches
    }

    /// Reads the branches.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        branches = try container.decode([Network].self, forKey: .branches).map(\.layers)
        try DecodingError.require(
            !branches.isEmpty, forKey: CodingKeys.branches, in: container, "there is at least one branch")
    }

    /// Returns whether both contain equal layers.
    public static func == (left: Parallel, right: Parallel) -> Bool {
        left.branches.map { Network($0) } == right.branches.map { Network($0) }
    }

    var branchNames: [String] { branches.indices.map(String.init) }

    /// Returns the branches' shape, with the sum of their channels.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        let shapes = try branchShapes(for: input)
        let outer = shapes[0].extents.dropLast()
        guard shapes.allSatisfy({ $0.extents.dropLast() == outer }) else {
            throw .incompatibleShape(
                self, found: input,
                expected: "a shape whose outputs of all branches differ in channels alone, not \(shapes)")
        }
        guard let shape = Shape(checking: outer + [shapes.reduce(0) { $0 + $1.channels }]) else {
            throw .tooLarge(self, found: input)
        }
        return shape
    }

    /// Computes y = [branch₁(x), branch₂(x), …].
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let channels = pass.outputShape.channels
        let positions = pass.rows * pass.outputShape.count / channels
        var first = 0
        for branch in laidOutBranches(pass.inputShape, rows: pass.rows) {
            let (result, width) = (branch.forward(pass), branch.output.channels)
            for position in 0..<positions {
                (pass.output + position * channels + first).update(
                    from: result + position * width, count: width)
            }
            first += width
        }
    }

    /// Distributes ∂L/∂y to the branches, then computes ∂L/∂x as the sum of their gradients.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let channels = pass.outputShape.channels
        let positions = pass.rows * pass.outputShape.count / channels
        let count = pass.rows * pass.inputShape.count
        var first = 0
        for (index, branch) in laidOutBranches(pass.inputShape, rows: pass.rows).enumerated() {
            let (gradient, width) = (branch.outputGradient(pass), branch.output.channels)
            for position in 0..<positions {
                (gradient + position * width).update(
                    from: pass.outputGradient + position * channels + first, count: width)
            }
            first += width
            guard let result = branch.backward(pass), let inputGradient = pass.inputGradient else { continue }
            if index == 0 {
                inputGradient.update(from: result, count: count)
            } else {
                S.kernels.images.add(
                    UnsafePointer(inputGradient), result, inputGradient, count,
                    pass.threads)
            }
        }
    }
}

extension Parallel {
    private enum CodingKeys: String, CodingKey {
        case branches
    }

    /// Writes the branches.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(branches.map { Network($0) }, forKey: .branches)
    }
}

extension Parallel: TextRepresentableLayer {
    static let keywords: [String] = []
    static let hasInside = true

    /// Reads the branches in parentheses, separated by `|`.
    init(words: inout LayerTextParser) throws(NetworkError) {
        self.init(try words.branches(of: Self.typeName, atMost: 64))
    }
}
