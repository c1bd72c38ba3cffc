/// The offset of every tensor of a network in the one flat vector that holds all its parameters.
///
/// Gradients and optimizer state have the same layout, so that an update is one loop, a checkpoint one
/// write and a gradient norm one pass.
public struct ParameterLayout: Sendable {
    /// A tensor and its position.
    public struct Entry: Sendable {
        /// The name in model files, such as `0.weight`: the position in PyTorch's `Sequential`.
        public let name: String

        /// The position of the layer in the network.
        public let layer: Int

        /// The offset of the tensor in the vector.
        public let offset: Int

        /// The layer's description of the tensor.
        public let parameter: ParameterDescription

        /// The range of the values in the vector.
        public var range: Range<Int> { offset..<(offset + parameter.count) }
    }

    /// The maximum number of parameters of a network: eight gigabytes in single precision.
    static let maximumParameterCount = 1 << 31

    /// The tensors of parameters in memory order.
    public let entries: [Entry]

    /// The tensors of statistics, which lie behind all parameters: optimizers, weight decay and clipping only cover the
    /// part before them.
    public let statistics: [Entry]

    /// The position of each name among all tensors, so that a lookup does not search all names.
    private let indices: [String: Int]

    /// The offset of each layer's parameters, and at the end the number of all parameters.
    public let layerOffsets: [Int]

    /// The offset of each layer's statistics, and at the end the length of the vector.
    public let statisticsOffsets: [Int]

    /// The number of parameters, which have gradients.
    public var count: Int { layerOffsets.last ?? 0 }

    /// The length of the whole vector: parameters, then statistics.
    public var vectorCount: Int { statisticsOffsets.last ?? 0 }

    /// All tensors: parameters, then statistics.
    public var tensors: [Entry] { entries + statistics }

    /// Lays out the parameters of a network for examples of the given shape.
    public init(_ network: Network, input: Shape) throws(NetworkError) {
        let shapes = try network.shapes(for: input)
        (entries, layerOffsets) = try Self.layOut(network, shapes, from: 0) { $0.parameters(for: $1) }
        (statistics, statisticsOffsets) = try Self.layOut(network, shapes, from: layerOffsets.last ?? 0) {
            $0.statistics(for: $1)
        }
        let names = (entries + statistics).enumerated().map { ($1.name, $0) }
        indices = Dictionary(names) { first, _ in first }
    }

    private static func layOut(
        _ network: Network, _ shapes: [Shape], from begin: Int,
        _ tensors: (any Layer, Shape) -> [ParameterDescription]
    ) throws(NetworkError) -> (entries: [Entry], offsets: [Int]) {
        var entries: [Entry] = []
        var offsets = [begin]
        var module = 0
        for (index, layer) in network.layers.enumerated() {
            var offset = offsets[index]
            for parameter in tensors(layer, shapes[index]) {
                let name = "\(module).\(parameter.name)"
                guard let count = parameter.countIfReasonable, offset + count <= maximumParameterCount else {
                    throw .invalidLayer(
                        layer: layer.text,
                        reason: "with \(shapes[index].count) inputs its parameters do not fit in memory")
                }
                entries.append(Entry(name: name, layer: index, offset: offset, parameter: parameter))
                offset += count
            }
            offsets.append(offset)
            module += layer.sequentialModuleCount
        }
        return (entries, offsets)
    }

    /// The entry of that name, such as `0.weight`.
    public subscript(name: String) -> Entry? {
        indices[name].map { $0 < entries.count ? entries[$0] : statistics[$0 - entries.count] }
    }

    /// Returns the index of the first layer with parameters that is not frozen, or `nil` if there is none.
    func firstLayer(besides frozen: Set<Int>) -> Int? {
        layerOffsets.indices.dropLast().first {
            layerOffsets[$0] < layerOffsets[$0 + 1] && !frozen.contains($0)
        }
    }

    /// Returns initial values for all parameters and statistics, a function of the seed and of each value's index
    /// alone.
    ///
    /// - Parameters:
    ///   - scalar: The type of the values; all rules compute in Double and are rounded to it once.
    ///   - seed: The seed of the run.
    ///   - weights: A rule that replaces the layers' own rules for weights; biases keep theirs.
    public func initialValues<S: Scalar>(
        as scalar: S.Type = S.self, seed: UInt64, weights: (any Initializer)? = nil
    ) -> [S] {
        var values = [Double](repeating: 0, count: vectorCount)
        values.withUnsafeMutableBufferPointer { values in
            for (index, entry) in tensors.enumerated() {
                let parameter = entry.parameter
                let rule = parameter.isWeight ? weights ?? parameter.initializer : parameter.initializer
                rule.fill(
                    UnsafeMutableBufferPointer(rebasing: values[entry.range]),
                    fanIn: parameter.fanIn, fanOut: parameter.fanOut,
                    seed: seed, stream: RandomStream.initialization.number(layer: index))
            }
        }
        return values.map { S($0) }
    }
}
