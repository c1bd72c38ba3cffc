import Backprop

/// A step on the way from the input of a graph to one of its values: a layer, or a part of one.
///
/// Steps know the one before, so that two values share the steps that they have in common.
final class GraphPiece {
    /// The content of a step.
    enum Kind {
        /// A layer with its parameters and its statistics, each with the order of extents of model files.
        case layer(any Layer, parameters: [[Double]], statistics: [[Double]])
        /// An activation of each element, or softmax over all.
        case activation(Activation)
        /// y = x · scale + shift, with one number for all or one per channel.
        case affine(scale: [Double], shift: [Double])
        /// A part of a layer that later nodes complete.
        case part(Part)
    }

    /// A part of a layer that later nodes complete.
    enum Part: Equatable {
        /// The error function, of GELU.
        case errorFunction
        /// The mean over the last axis, of layer normalization.
        case mean
        /// The value less its mean.
        case centered
        /// The square of the value less its mean.
        case square
        /// The square root of the variance.
        case root
        /// An activation less its input, of a parametric activation.
        case difference(Activation)
        /// Zeros around an image: top, left, bottom, right.
        case padding([Int])
        /// Copies of the pixels at the edge around an image: top, left, bottom, right.
        case edge([Int])
        /// Whether the value is above a number, of softplus.
        case above(Double)
        /// The probabilities of two classes, made from that of the second.
        case pair
        /// The replacement of missing numbers.
        case imputation([Double])
    }

    let kind: Kind
    /// The shape of the result as the library stores it.
    let shape: Shape
    let previous: GraphPiece?
    /// The number of steps up to this one.
    let depth: Int
    /// The number of layers up to this one, including those inside of layers.
    let layerCount: Int
    /// The number of branching layers inside of each other.
    let nesting: Int
    /// The node that made the step.
    let node: NodeView

    init(
        _ kind: Kind, _ shape: Shape, after previous: GraphPiece?, _ node: NodeView, layers: Int = 1,
        nesting: Int = 0
    ) {
        (self.kind, self.shape, self.previous, self.node) = (kind, shape, previous, node)
        depth = (previous?.depth ?? 0) + 1
        layerCount = (previous?.layerCount ?? 0) + layers
        self.nesting = max(previous?.nesting ?? 0, nesting)
    }

    /// Returns the steps from the one after an earlier one up to the last, in order.
    static func steps(to last: GraphPiece?, after first: GraphPiece?) -> [GraphPiece] {
        var steps: [GraphPiece] = []
        var piece = last
        while let current = piece, current !== first {
            steps.append(current)
            piece = current.previous
        }
        return steps.reversed()
    }

    /// Returns the last step that several values have in common, or `nil` for the input.
    static func common(_ pieces: [GraphPiece?]) -> GraphPiece? {
        var pieces = pieces
        var depth = pieces.map { $0?.depth ?? 0 }.min() ?? 0
        while true {
            for index in pieces.indices {
                while let piece = pieces[index], piece.depth > depth { pieces[index] = piece.previous }
            }
            if pieces.allSatisfy({ $0 === pieces[0] }) { return pieces[0] }
            depth -= 1
        }
    }
}

/// A value of a graph that depends on the input.
struct GraphFlow {
    /// The order of the elements in the graph, compared with that of the library, whose channels are last.
    enum Order {
        /// Not known yet: the value is the graph's input.
        case unknown
        /// Channel by channel.
        case channelsFirst
        /// As in the library.
        case channelsLast
    }

    /// The last step, or `nil` for the input itself.
    var last: GraphPiece?
    /// The shape as the library stores it.
    var shape: Shape
    /// The sizes in the graph, without the rows.
    var sizes: [Int]
    /// The order of the elements.
    var order: Order
    /// The index in the library of each element of a flattened image, or `nil` if they have the graph's order.
    var permutation: [Int]?

    /// The number of elements of one example.
    var count: Int { shape.count }
    /// The number of channels.
    var channels: Int { shape[shape.rank - 1] }
    /// Whether both orders are the same.
    var isOrderless: Bool { permutation == nil && (channels == 1 || channels == count) }
}

/// A value of a graph.
enum GraphValue {
    case constant(GraphConstant)
    case flow(GraphFlow)
}
