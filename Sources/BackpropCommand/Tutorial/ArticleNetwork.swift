import Backprop

/// A network in the article's form, neuron by neuron with the bias last, for the library to run.
///
/// The library keeps all parameters in one vector. For each layer it contains the weights, those of one input to all
/// units next to each other, and then the biases. This type converts between the forms; it computes nothing itself.
struct ArticleNetwork {
    /// The number of inputs, followed by the number of units in each layer.
    let sizes: [Int]

    /// The parameters in the library's layout.
    let parameters: [Double]

    /// Creates a network with parameters in the library's layout.
    init(sizes: [Int], parameters: [Double]) {
        self.sizes = sizes
        self.parameters = parameters
    }

    /// Creates a network from its layers' neurons, each a list of weights with the bias last.
    init(_ layers: [[[Double]]]) {
        sizes = [layers[0][0].count - 1] + layers.map(\.count)
        parameters = layers.flatMap { neurons in
            neurons[0].indices.flatMap { input in neurons.map { $0[input] } }
        }
    }

    /// Creates a network with the article's initial weights, neuron by neuron, uniform in [0, 1).
    init(sizes: [Int], drawingFrom generator: inout MersenneTwister) {
        let layers = zip(sizes, sizes.dropFirst()).map { inputs, units in
            (0..<units).map { _ in (0...inputs).map { _ in generator.random() } }
        }
        self.init(layers)
    }

    /// The layers' neurons, each a list of weights with the bias last.
    var layers: [[[Double]]] {
        var offset = 0
        return zip(sizes, sizes.dropFirst()).map { inputs, units in
            defer { offset += (inputs + 1) * units }
            return (0..<units).map { unit in (0...inputs).map { parameters[offset + $0 * units + unit] } }
        }
    }

    /// The description that the library trains and runs.
    var network: Network {
        Network(sizes.dropFirst().map { Dense($0, activation: .sigmoid) })
    }

    /// Returns the outputs of each layer for one row.
    func outputs(for row: [Double]) throws -> [[Double]] {
        try network.layers.indices.map { index in
            try Network(Array(network.layers[...index])).outputs(for: [row], parameters: parameters)[0]
        }
    }

    /// Returns the class of each row: the index of its largest output.
    func classes(of rows: [[Double]], truth: [Int]) throws -> [Int] {
        let outputs = try network.outputs(for: rows, parameters: parameters)
        return try ProbabilityScores(
            truth: truth, probabilities: outputs.flatMap(\.self), classCount: sizes[sizes.count - 1]
        ).predicted
    }

    /// The weights of each layer, under `hidden` and `output`.
    var json: JSONValue {
        ["hidden": JSONValue(numbers: layers[0]), "output": JSONValue(numbers: layers[1])]
    }

    /// One line for each neuron.
    var text: String {
        zip(["hidden", "output"], layers).flatMap { name, neurons in
            neurons.enumerated().map { "  \(name) \($0.offset + 1)  \($0.element)" }
        }.joined(separator: "\n")
    }
}

extension Network {
    /// Returns the outputs for each row.
    func outputs(for rows: [[Double]], parameters: [Double]) throws -> [[Double]] {
        let program = try Program<Double>(
            self, input: [rows[0].count], batchSize: rows.count, purpose: .inference)
        let width = program.outputShape.count
        return withExtendedLifetime(program) {
            let result = program.forward(rows.flatMap(\.self), rows: rows.count, parameters: parameters)
            return rows.indices.map { row in (0..<width).map { result[row * width + $0] } }
        }
    }
}
