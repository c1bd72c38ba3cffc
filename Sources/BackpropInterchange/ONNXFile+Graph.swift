import Backprop

extension ONNXFile {
    /// Returns the graph from raw rows to predictions.
    static func graph(_ model: PortableModel) -> ONNXGraph {
        let inputs = model.images.map { [imageInput($0.shape)] } ?? model.columns.map(input)
        let names = OutputNames(model.output, besides: inputs.map(\.name))
        var rows = RowGraph(model, reserving: inputs.map(\.name) + names.all)
        let outputs = rows.output(rows.predict(), names)
        return .with {
            $0.name = "backprop"
            $0.node = rows.graph.nodes
            $0.initializer = rows.graph.initializers
            ($0.input, $0.output) = (inputs, outputs)
        }
    }

    /// Returns the graph of a network alone.
    static func graph(_ network: PortableNetwork, _ shape: Shape) -> ONNXGraph {
        let (input, output) = ("inputs", "outputs")
        var graph = GraphBuilder(reserving: [input, output])
        let sizes = (0..<shape.rank).map { shape[$0] }
        let flat = sizes.count == 1 ? input : graph.reshape(input, [network.inputCount])
        var writer = NetworkGraph(network, in: graph, prefix: "")
        let outputs = writer.add(inputs: flat)
        _ = writer.graph.add("Identity", [outputs], named: output)
        let count = network.valueCounts[network.outputValue]
        return .with {
            $0.name = "backprop"
            $0.node = writer.graph.nodes
            $0.initializer = writer.graph.initializers
            $0.input = [ONNXValueInfo(input, network.real, sizes, "Prepared numbers.")]
            $0.output = [ONNXValueInfo(output, network.real, [count], "The outputs of the network.")]
        }
    }

    private static func input(_ column: PortableColumn) -> ONNXValueInfo {
        switch column.kind {
        case .number: ONNXValueInfo(column.name, .double, [1], "A number, NaN if it is missing.")
        case .category:
            ONNXValueInfo(column.name, .string, [1], "A category, the empty text if it is missing.")
        case .date:
            ONNXValueInfo(
                column.name, .double, [1], "A date in seconds since 1970 in UTC, NaN if it is missing.")
        }
    }

    private static func imageInput(_ shape: Shape) -> ONNXValueInfo {
        ONNXValueInfo(
            RowGraph.imageInput, .float, [shape[2], shape[0], shape[1]],
            "Pixels as in the training images: channels, rows, columns.")
    }
}

extension ONNXValueInfo {
    /// Creates an input or an output: rows × sizes.
    init(_ name: String, _ type: ONNXElementType, _ sizes: [Int], _ text: String) {
        self.init()
        self.name = name
        docString = text
        self.type.tensorType.elemType = type
        self.type.tensorType.shape.dim =
            [.with { $0.dimParam = "N" }] + sizes.map { size in .with { $0.dimValue = Int64(size) } }
    }
}

/// The names of a graph's outputs, which differ from those of its inputs.
struct OutputNames {
    /// The name of the classes or, without classes, an empty text.
    let label: String
    /// The name of the probabilities or scores, or those of the predicted numbers.
    let values: [String]

    var all: [String] { values + [label] }

    init(_ output: PortableOutput, besides inputs: [String]) {
        var taken = Set(inputs)
        func unique(_ name: String) -> String {
            var (candidate, count) = (name, 1)
            while !taken.insert(candidate).inserted {
                count += 1
                candidate = "\(name)_\(count)"
            }
            return candidate
        }
        switch output {
        case .classes(_, let hasProbabilities):
            label = unique("label")
            values = [unique(hasProbabilities ? "probabilities" : "scores")]
        case .numbers(let targets):
            label = ""
            values = targets.count == 1 ? [unique("prediction")] : targets.map(unique)
        case .binary:
            label = unique("label")
            values = [unique("probabilities")]
        }
    }
}

extension RowGraph {
    /// Adds the outputs of the graph, and returns their descriptions.
    mutating func output(_ prediction: Prediction, _ names: OutputNames) -> [ONNXValueInfo] {
        let values = graph.add("Add", [prediction.values, prediction.poison])
        switch model.output {
        case .classes(let labels, let hasProbabilities):
            _ = graph.add("Identity", [values], named: names.values[0])
            outputLabels(prediction, labels, names.label)
            let text =
                "The \(hasProbabilities ? "probability" : "score") of each class: "
                + labels.joined(separator: ", ")
            return [
                ONNXValueInfo(names.label, .string, [], "The most probable class, empty for a refused row."),
                ONNXValueInfo(names.values[0], .double, [labels.count], text),
            ]
        case .numbers(let targets):
            return zip(names.values, targets).enumerated().map { index, name in
                let column = graph.number(Double(index), .int64)
                _ = graph.add("Gather", [values, column], [.integer("axis", 1)], named: name.0)
                return ONNXValueInfo(name.0, .double, [], "The predicted \(name.1).")
            }
        case .binary(let targets): return binaryOutput(values, prediction.poison, targets, names)
        }
    }

    private mutating func outputLabels(_ prediction: Prediction, _ labels: [String], _ name: String) {
        guard let classes = prediction.classes else { return }
        let texts = graph.texts(labels, named: "classes")
        let found = graph.add("Gather", [texts, classes], [.integer("axis", 0)])
        let isRefused = graph.add("Reshape", [graph.add("IsNaN", [prediction.poison]), graph.integers([-1])])
        let empty = graph.texts([""], named: "no_class")
        _ = graph.choose(isRefused, empty, found, named: name)
    }
}
