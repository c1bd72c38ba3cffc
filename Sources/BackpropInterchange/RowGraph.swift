import Backprop

/// The graph from raw rows to predictions: the encoding of columns, the networks, and the way back to labels and numbers.
struct RowGraph {
    let model: PortableModel
    var graph: GraphBuilder

    init(_ model: PortableModel, reserving names: [String]) {
        self.model = model
        graph = GraphBuilder(reserving: names)
    }

    /// Returns columns of numbers or dates side by side: rows × columns.
    mutating func join(_ columns: [Int]) -> String {
        graph.concatenate(columns.map { model.columns[$0].name })
    }

    /// Returns whether each number of columns is missing.
    mutating func isMissing(_ columns: [Int]) -> String {
        graph.add("IsNaN", [join(columns)])
    }
}

/// A part of a network's inputs: the value that holds it, and the index of the input of each of its columns.
struct InputPiece {
    let value: String
    let inputs: [Int]
}

extension RowGraph {
    /// The inputs of a network for raw rows, and the rows that the model cannot take.
    struct PreparedInputs {
        /// Rows × inputs, in the precision of the network.
        let features: String
        /// Rows × 1: 0, or NaN for a row that the model cannot take.
        let poison: String
    }

    /// Adds the encoding of all columns for a network.
    mutating func prepare(_ network: PortableNetwork) -> PreparedInputs {
        if let images = model.images { return prepare(images, network) }
        var pieces: [InputPiece] = []
        pieces += numberPieces(network)
        for encoding in network.encodings {
            switch encoding.rule {
            case .number: break
            case .date(let dates): pieces += datePieces(dates, encoding, network.real)
            case .category(let categories): pieces += categoryPieces(categories, encoding, network.real)
            }
        }
        let features = ordered(pieces)
        return PreparedInputs(features: features, poison: poison(network, features))
    }

    /// Returns the pieces as one value, in the order of inputs.
    private mutating func ordered(_ pieces: [InputPiece]) -> String {
        let sources = pieces.flatMap(\.inputs)
        let all = graph.concatenate(pieces.map(\.value))
        if sources == Array(sources.indices) { return all }
        var order = sources
        for (position, input) in sources.enumerated() { order[input] = position }
        return graph.gather(all, order)
    }

    /// Returns 0 for each row, or NaN for a row that the model cannot take: one with an input that is not finite, without
    /// any value, or with an unseen category if these are refused.
    private mutating func poison(_ network: PortableNetwork, _ features: String) -> String {
        let zeros = graph.add("Sub", [features, features])
        let axes = graph.integers([1])
        var poison = graph.cast(
            graph.add("ReduceSum", [zeros, axes], [.integer("keepdims", 1)]), to: .double)
        for refused in refusals(network) {
            poison = graph.choose(refused, graph.number(.nan), poison)
        }
        return poison
    }

    /// Returns the values that are true for rows that the model cannot take.
    private mutating func refusals(_ network: PortableNetwork) -> [String] {
        var result: [String] = []
        for encoding in network.encodings {
            guard case .category(let categories) = encoding.rule, categories.refusesUnseen else { continue }
            let unseen = graph.number(Double(CategoryCode.unseen), .int64)
            result.append(graph.add("Equal", [code(categories, encoding.column), unseen]))
        }
        guard network.refusesEmptyRows else { return result }
        let cells = graph.cast(graph.concatenate(missingCells(network)), to: .float)
        let smallest = graph.add(
            "ReduceMin", [cells], [.integers("axes", [1]), .integer("keepdims", 1)])
        return result + [graph.cast(smallest, to: .bool)]
    }

    /// Returns whether each value of a row is missing, for numbers together and for each category.
    private mutating func missingCells(_ network: PortableNetwork) -> [String] {
        var numbers: [Int] = []
        var cells: [String] = []
        for encoding in network.encodings {
            guard case .category(let categories) = encoding.rule else {
                numbers.append(encoding.column)
                continue
            }
            cells.append(isMissing(categories, encoding.column))
        }
        return (numbers.isEmpty ? [] : [isMissing(numbers)]) + cells
    }

    /// Adds the scaling of the pixels of images.
    private mutating func prepare(_ images: ImagePreprocessor, _ network: PortableNetwork) -> PreparedInputs {
        let (count, channels) = (images.shape.count, images.shape[2])
        let last = graph.transpose(Self.imageInput, [0, 2, 3, 1])
        let pixels = graph.cast(graph.reshape(last, [count]), to: .double)
        let scaled = graph.perPosition([pixels], count: count, channels: channels) { graph, values in
            let centered = graph.add("Sub", [values[0], graph.row(images.centers)])
            return graph.add("Div", [centered, graph.row(images.scales)])
        }
        let features = network.real == .double ? scaled : graph.cast(scaled, to: network.real)
        return PreparedInputs(features: features, poison: poison(network, features))
    }

    /// The name of the input that takes images.
    static let imageInput = "image"
}

extension PortableNetwork {
    /// The type of the elements of all values in the network.
    var real: ONNXElementType { precision == .float32 ? .float : .double }
}
