/// One tensor of parameters that a layer asks for.
public struct ParameterDescription: Sendable {
    /// The name within the layer, such as `weight`.
    public let name: String

    /// The extents in memory, outermost first. A dense layer's weights are `[inputs, outputs]`.
    public let extents: [Int]

    /// The rule that gives the first values.
    public let initializer: any Initializer

    /// The number of inputs that feed one output.
    public let fanIn: Int

    /// The number of outputs that one input feeds.
    public let fanOut: Int

    /// Whether the first two extents change places in a model file, whose layout is PyTorch's.
    public let isTransposedInFiles: Bool

    /// Whether a network-wide initializer given in a recipe replaces this one. Biases keep theirs.
    public let isWeight: Bool

    /// Describes a tensor of parameters.
    public init(
        name: String, extents: [Int], initializer: any Initializer, fanIn: Int, fanOut: Int,
        isTransposedInFiles: Bool = false, isWeight: Bool
    ) {
        precondition(!isTransposedInFiles || extents.count == 2, "only a matrix can be transposed")
        self.name = name
        self.extents = extents
        self.initializer = initializer
        self.fanIn = fanIn
        self.fanOut = fanOut
        self.isTransposedInFiles = isTransposedInFiles
        self.isWeight = isWeight
    }

    /// The number of values.
    public var count: Int { extents.reduce(1, *) }

    /// The number of values, where it is one that a network can have; `nil` for more.
    var countIfReasonable: Int? {
        var count = 1
        for extent in extents {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard extent >= 0, !overflow, product <= ParameterLayout.mostParameters else { return nil }
            count = product
        }
        return count
    }
}
