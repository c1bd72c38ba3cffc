import Backprop

/// The pipeline from raw rows to predictions: stages for the columns, and a neural network that takes the rest.
struct RowPipeline {
    let model: PortableModel
    let network: PortableNetwork
    var stages: PipelineBuilder
    var layers: LayerBuilder
    /// The arrays that the neural network takes.
    var arrays: [LayerValue] = []

    init(_ model: PortableModel, reserving names: [String]) {
        (self.model, network) = (model, model.networks[0])
        stages = PipelineBuilder(reserving: names)
        layers = LayerBuilder(reserving: names)
    }

    /// A part of the network's inputs: the value that holds it, and the index of the input of each element.
    struct Piece {
        let value: LayerValue
        let inputs: [Int]
    }

    /// Adds the neural network with all that comes before it, and returns its outputs.
    mutating func networkOutputs() -> LayerValue {
        let inputs = model.images.map { imageInputs($0) } ?? ordered(numberPieces() + categoryPieces())
        var writer = NetworkLayers(network: network, builder: layers)
        let outputs = writer.add(inputs: inputs)
        layers = writer.builder
        return outputs
    }

    /// Adds an array to the inputs of the neural network.
    mutating func take(_ array: LayerValue) -> LayerValue {
        arrays.append(array)
        layers.reserve(array.name)
        return array
    }

    /// Returns the pieces as one value, in the order of inputs.
    private mutating func ordered(_ pieces: [Piece]) -> LayerValue {
        let sources = pieces.flatMap(\.inputs)
        let all = layers.concatenate(pieces.map(\.value))
        if sources == Array(sources.indices) { return all }
        var order = sources
        for (position, input) in sources.enumerated() { order[input] = position }
        return layers.gather(all, order)
    }

    /// Adds the scaling of the pixels of images.
    private mutating func imageInputs(_ images: ImagePreprocessor) -> LayerValue {
        let (height, width, channels) = (images.shape[0], images.shape[1], images.shape[2])
        let image = take(LayerValue(name: RowGraph.imageInput, sizes: [channels, height, width]))
        let last = layers.transpose(image, [1, 2, 0])
        let pixels = layers.reshape(last, [height * width, channels])
        let centers = layers.constant(images.centers, [1, channels], "centers")
        let scales = layers.constant(images.scales, [1, channels], "scales")
        let scaled = layers.quotient(layers.difference(pixels, centers), scales)
        return layers.reshape(scaled, [images.shape.count])
    }
}
