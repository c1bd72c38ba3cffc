/// A network from another program, with its numbers.
public struct ImportedNetwork: Sendable {
    /// The layers.
    public internal(set) var network: Network

    /// The shape of one example.
    public let inputShape: Shape

    /// The tensors in the order of ``ParameterLayout/tensors``, each with the layout of a model file.
    let tensors: [[Double]]

    /// The name that each tensor had, next to its name in the model file; empty if it had none.
    public internal(set) var sources: [(name: String, source: String)] = []

    /// Creates a network from its parts.
    ///
    /// - Parameter tensors: The numbers in the order of the layout, each with PyTorch's order of extents.
    /// - Throws: ``NetworkError`` if the layers do not take the shape, ``ImportError`` if a tensor has the wrong size.
    package init(_ network: Network, input: Shape, tensors: [[Double]]) throws {
        let layout = try ParameterLayout(network, input: input)
        guard layout.tensors.count == tensors.count else {
            throw ImportError.tensorCount(found: tensors.count, expected: layout.tensors.count)
        }
        for (entry, values) in zip(layout.tensors, tensors) where entry.parameter.count != values.count {
            throw ImportError.tensorShape(
                tensor: entry.name, found: [values.count], layer: network.layers[entry.layer].text,
                position: entry.layer + 1, expected: entry.fileShape)
        }
        (self.network, inputShape, self.tensors) = (network, input, tensors)
    }

    /// The number of outputs.
    public var outputCount: Int {
        (try? network.shapes(for: inputShape).last?.count) ?? 0
    }

    /// Applies an activation to the outputs, which a network without it leaves to its loss.
    ///
    /// - Throws: ``ImportError/endsInActivation(_:)`` if the outputs have one already.
    public mutating func activateOutputs(_ activation: Activation) throws(ImportError) {
        guard network.outputActivation == .linear else {
            throw .endsInActivation(network.outputActivation)
        }
        if let last = network.layers.last as? any ActivatedLayer {
            network.layers[network.layers.count - 1] = last.withActivation(activation)
        } else {
            network.layers.append(ActivationLayer(activation))
        }
    }
}

extension ImportedNetwork {
    /// Returns the parameters in the order of memory.
    func parameters(_ layout: ParameterLayout, _ precision: Precision) throws(ImportError) -> Parameters {
        var values: [Double] = []
        values.reserveCapacity(layout.vectorCount)
        for (entry, tensor) in zip(layout.tensors, tensors) {
            let isFinite =
                precision == .float64
                ? tensor.allSatisfy(\.isFinite) : tensor.allSatisfy { Float($0).isFinite }
            guard isFinite else { throw .notFinite(tensor: sourceName(of: entry.name)) }
            values += entry.memoryOrder(tensor)
        }
        return precision == .float64 ? .float64(values) : .float32(values.map { Float($0) })
    }

    private func sourceName(of name: String) -> String {
        sources.first { $0.name == name }?.source ?? name
    }

    /// The network and its input for rows of a table: the values of images and sequences in one row, channel by channel.
    var flattened: (network: Network, input: Shape) {
        guard inputShape.rank > 1 else { return (network, inputShape) }
        return (Network([Reshape(inputShape)] + network.layers), [inputShape.count])
    }
}
