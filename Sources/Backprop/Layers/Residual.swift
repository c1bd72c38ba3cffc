/// A skip connection: the result of the layers inside, added to the input.
///
/// Formula: y = body(x) + x, or y = body(x) + shortcut(x) with layers that map x to the shape of body(x). Backward,
/// both receive ∂L/∂y, and ∂L/∂x = ∂body + ∂shortcut. In PyTorch it is a module with the children `body` and
/// `shortcut`. Source: He, Zhang, Ren and Sun, “Deep residual learning for image recognition”, CVPR (2016), eq. 1 and
/// 2.
public struct Residual: BranchingLayer {
    /// The name in files and text.
    public static let typeName = "residual"

    /// The layers whose result is added.
    public let body: [any Layer]

    /// The layers of the shortcut; empty to add the input unchanged.
    public let shortcut: [any Layer]

    var plan: [Branch]?

    /// Creates a skip connection around layers.
    public init(_ body: [any Layer], shortcut: [any Layer] = []) {
        precondition(!body.isEmpty, "a residual has at least one layer")
        self.body = body
        self.shortcut = shortcut
    }

    /// Creates a skip connection around the layers that the closure lists.
    public init(@NetworkBuilder _ body: () -> [any Layer]) { self.init(body()) }

    private enum CodingKeys: String, CodingKey {
        case body, shortcut
    }

    /// Reads the layers of the body and the shortcut.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        body = try container.decode(Network.self, forKey: .body).layers
        shortcut = try container.decode(Network.self, forKey: .shortcut).layers
        try DecodingError.require(
            !body.isEmpty, forKey: CodingKeys.body, in: container, "a residual has at least one layer")
    }

    /// Writes the layers of the body and the shortcut.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Network(body), forKey: .body)
        try container.encode(Network(shortcut), forKey: .shortcut)
    }

    /// Returns whether both contain equal layers.
    public static func == (left: Residual, right: Residual) -> Bool {
        Network(left.body) == Network(right.body) && Network(left.shortcut) == Network(right.shortcut)
    }

    var branches: [[any Layer]] { [body, shortcut] }

    var branchNames: [String] { ["body", "shortcut"] }

    /// Returns the common shape of both paths.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        let shapes = try branchShapes(for: input)
        guard shapes[0] == shapes[1] else {
            throw .incompatibleShape(
                self, found: input,
                expected:
                    "a shape that both paths map to one output shape, not to \(shapes[0]) and \(shapes[1]) (add layers after \"|\")"
            )
        }
        return shapes[0]
    }

    /// Computes y = body(x) + shortcut(x).
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let branches = laidOutBranches(pass.inputShape, rows: pass.rows)
        S.kernels.images.add(
            branches[0].forward(pass), branches[1].forward(pass), pass.output,
            pass.rows * pass.outputShape.count, pass.threads)
    }

    /// Computes ∂L/∂x = ∂body + ∂shortcut.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let branches = laidOutBranches(pass.inputShape, rows: pass.rows)
        let count = pass.rows * pass.outputShape.count
        for branch in branches {
            branch.outputGradient(pass).update(from: pass.outputGradient, count: count)
        }
        let (body, shortcut) = (branches[0].backward(pass), branches[1].backward(pass))
        guard let inputGradient = pass.inputGradient, let body, let shortcut else { return }
        S.kernels.images.add(
            body, shortcut, inputGradient, pass.rows * pass.inputShape.count,
            pass.threads)
    }
}

extension Residual: TextRepresentableLayer {
    static let keywords: [String] = []
    static let hasInside = true

    /// Reads the layers in parentheses, those of the shortcut after `|`.
    init(words: inout LayerTextParser) throws(NetworkError) {
        let branches = try words.branches(of: Self.typeName, atMost: 2)
        self.init(branches[0], shortcut: branches.count > 1 ? branches[1] : [])
    }
}
