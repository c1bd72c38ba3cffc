/// A network as a drawing, with its layers as columns from left to right.
///
/// In small layers every unit is a circle and every weight is a line; a larger weight has a wider line. Layers with
/// many units, and layers of images, are boxes with their shape.
///
/// Lines of positive weights are solid and those of negative ones dashed, so that the drawing can be read in black and
/// white. It follows light and dark surroundings, and contains a description in words.
public struct NetworkDiagram: Sendable {
    /// One column: the input, or the output of a layer.
    struct Column {
        let title: String
        let shape: Shape

        /// The units' names; empty if they have none.
        var names: [String] = []

        /// The value of each unit, or `nil` if it is unknown.
        var values: [Double]?

        /// The weights from the column before, one row per unit, or `nil` if not every unit is connected to each of
        /// these.
        var weights: [[Double]]?

        /// Whether the units are drawn one by one.
        var isDrawn: Bool { shape.rank == 1 && shape.count <= NetworkDiagram.maximumUnitCount }
    }

    /// The maximum size of a column that is drawn unit by unit.
    static let maximumUnitCount = 16

    let columns: [Column]

    /// Creates a drawing of a model, without values of the units.
    public init(_ model: Model) {
        let values: [Double] = model.parameters.values()
        let preprocessor = model.preprocessor
        var names = preprocessor?.classLabels ?? []
        if preprocessor?.targetEncoding == .binary { names = names.suffix(1) }
        self.init(
            model.network, input: model.inputShape, layout: model.layout, parameters: values,
            inputNames: preprocessor?.featureNames ?? [],
            outputNames: names.isEmpty ? preprocessor?.targetNames ?? [] : names)
    }

    /// Creates a drawing of a network.
    ///
    /// - Parameters:
    ///   - network: The layers.
    ///   - input: The shape of one example.
    ///   - parameters: The weights; without them all lines have the same width.
    ///   - inputNames: The names of the inputs.
    ///   - outputNames: The names of the outputs.
    /// - Throws: ``NetworkError`` if the network cannot take the shape.
    public init(
        _ network: Network, input: Shape, parameters: [Double]? = nil, inputNames: [String] = [],
        outputNames: [String] = []
    ) throws(NetworkError) {
        let layout = try ParameterLayout(network, input: input)
        precondition(parameters.map { $0.count == layout.vectorCount } ?? true, "as many as it has")
        self.init(
            network, input: input, layout: layout, parameters: parameters, inputNames: inputNames,
            outputNames: outputNames)
    }

    private init(
        _ network: Network, input: Shape, layout: ParameterLayout, parameters: [Double]?,
        inputNames: [String], outputNames: [String]
    ) {
        let shapes = (try? network.shapes(for: input)) ?? [input]
        var columns = [Column(title: "input", shape: input, names: inputNames)]
        for (index, layer) in network.layers.enumerated() {
            var column = Column(title: layer.text, shape: shapes[index + 1])
            if let parameters {
                let entries = layout.entries.filter { $0.layer == index }
                column.weights = Self.weights(
                    entries.map { ($0.fileShape, $0.fileOrder(Array(parameters[$0.range])).values) },
                    from: shapes[index], to: shapes[index + 1])
            }
            columns.append(column)
        }
        columns[columns.count - 1].names = outputNames
        self.columns = columns
    }

    init(columns: [Column]) { self.columns = columns }

    /// Returns the tensor that has a weight from each input to each output, as one row per output.
    static func weights(
        _ tensors: [(shape: [Int], values: [Double])], from input: Shape, to output: Shape
    ) -> [[Double]]? {
        guard input.rank == 1, output.rank == 1 else { return nil }
        let inputs = input.count
        return tensors.first { $0.shape == [output.count, inputs] }.map { tensor in
            (0..<output.count).map { Array(tensor.values[($0 * inputs)..<(($0 + 1) * inputs)]) }
        }
    }
}

extension StepTrace {
    /// The network before the step, with the values of the row.
    public var diagram: NetworkDiagram {
        var columns = [
            NetworkDiagram.Column(title: "input", shape: inputShape, names: inputNames, values: inputs)
        ]
        for layer in layers {
            columns.append(
                NetworkDiagram.Column(
                    title: layer.layer, shape: layer.outputShape, values: layer.outputs,
                    weights: NetworkDiagram.weights(
                        layer.tensors.map { ($0.shape, $0.values) }, from: columns[columns.count - 1].shape,
                        to: layer.outputShape)))
        }
        columns[columns.count - 1].names = outputNames
        return NetworkDiagram(columns: columns)
    }
}
