/// A tensor of parameters that a layer needs.
public struct ParameterDescription: Sendable {
    /// The name within the layer, such as `weight`.
    public let name: String

    /// The extents in memory, outermost first. A dense layer's weights are `[inputs, outputs]`.
    public let extents: [Int]

    /// The rule for the initial values.
    public let initializer: any Initializer

    /// The number of inputs that feed one output.
    public let fanIn: Int

    /// The number of outputs that one input feeds.
    public let fanOut: Int

    /// The extent at each position in a model file, whose layout is PyTorch's.
    ///
    /// A dense layer's `[inputs, outputs]` have the order `[1, 0]` there; a convolution's `[height, width,
    /// inputs, outputs]` have `[3, 2, 0, 1]`.
    public let fileOrder: [Int]

    /// Whether a network-wide initializer from a recipe replaces this one. Biases keep theirs.
    public let isWeight: Bool

    /// Describes a tensor of parameters; without a `fileOrder` it lies in files as in memory.
    public init(
        name: String, extents: [Int], initializer: any Initializer, fanIn: Int, fanOut: Int,
        fileOrder: [Int]? = nil, isWeight: Bool
    ) {
        let fileOrder = fileOrder ?? Array(extents.indices)
        precondition(
            fileOrder.sorted() == Array(extents.indices), "an order in files names each extent once")
        self.name = name
        self.extents = extents
        self.initializer = initializer
        self.fanIn = fanIn
        self.fanOut = fanOut
        self.fileOrder = fileOrder
        self.isWeight = isWeight
    }

    /// The number of values.
    public var count: Int { extents.reduce(1, *) }

    /// The number of values, or `nil` if a network cannot have that many.
    var countIfReasonable: Int? {
        var count = 1
        for extent in extents {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard extent >= 0, !overflow, product <= ParameterLayout.maximumParameterCount else { return nil }
            count = product
        }
        return count
    }
}
