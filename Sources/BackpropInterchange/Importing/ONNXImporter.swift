import Backprop
import SwiftProtobuf

/// A network from an ONNX file, with what the file tells about its rows.
public struct ONNXImport: Sendable {
    /// The network.
    public let network: ImportedNetwork
    /// The classes, scaling and precision that the graph has; columns keep their default names.
    public let rows: ImportedRows

    /// Reads a graph of operators as layers.
    ///
    /// Every operator must be one that layers express; constant parts of the graph are computed. Scaling at the
    /// beginning of the graph becomes that of the rows.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - output: The name of the output to predict, or `nil` for the only one, or the only one of scores.
    ///   - shape: The shape of one example in the order of the graph, without rows, or `nil` for the file's shape.
    /// - Throws: ``ONNXImportError``, or an error of the layers.
    public init(_ bytes: [UInt8], output: String? = nil, shape: [Int]? = nil) throws {
        let model: ONNXModel
        do {
            model = try ONNXModel(serializedBytes: bytes)
        } catch {
            throw ONNXImportError.notONNX
        }
        guard model.hasGraph, model.irVersion > 0 else { throw ONNXImportError.notONNX }
        var importer = try ONNXImporter(model, shape: shape, byteCount: bytes.count)
        let name = try importer.chosenOutput(output)
        try importer.run(for: name)
        (network, rows) = try importer.result(name)
    }
}

/// The reading of one graph.
struct ONNXImporter {
    /// The versions of the default set of operators that are read.
    static let opsets = 7...26

    /// The maximum number of layers, and of branching layers inside of each other.
    static let limits = (layers: 4096, nesting: 16, inputs: 1 << 24, parameters: 1 << 28)

    let graph: ONNXGraph
    let metadata: [String: String]
    private var versions: [String: Int] = [:]
    private var initializers: [String: ONNXTensor] = [:]
    private(set) var values: [String: GraphValue] = [:]
    /// The number of elements of all constants that nodes compute.
    private var computedCount = 0
    /// The number of layers inside of branches and of copied numbers that the reading may still make.
    var budget: ImportBudget
    /// The name of the input.
    let input: String
    /// The sizes of one example of the input in the graph.
    let inputSizes: [Int]
    /// The number of rows, if it is fixed.
    let rowCount: Int?
    let inputType: ONNXElementType
    /// The order of the input's elements, once a node has shown it.
    var inputOrder = GraphFlow.Order.unknown
    /// The classes, if a node names them.
    var classes: [String]?
    /// The names of the values that the chosen output needs.
    private(set) var usedNames: Set<String> = []

    init(_ model: ONNXModel, shape: [Int]?, byteCount: Int) throws(ONNXImportError) {
        graph = model.graph
        budget = ImportBudget(byteCount: byteCount)
        metadata = Dictionary(model.metadataProps.map { ($0.key, $0.value) }) { first, _ in first }
        for set in model.opsetImport {
            let domain = set.domain == "ai.onnx" ? "" : set.domain
            versions[domain] = Int(clamping: set.version)
        }
        let version = versions[""] ?? 0
        guard Self.opsets.contains(version) else { throw .operatorSet(domain: "", version: version) }
        for tensor in graph.initializer { initializers[tensor.name] = tensor }
        let inputs = graph.input.filter { [initializers] in initializers[$0.name] == nil }
        guard inputs.count == 1 else { throw .inputs(inputs.map(\.name)) }
        input = inputs[0].name
        inputType = inputs[0].type.tensorType.elemType
        (inputSizes, rowCount) = try Self.sizes(inputs[0], shape)
    }

    private static func sizes(
        _ input: ONNXValueInfo, _ shape: [Int]?
    ) throws(ONNXImportError) -> (sizes: [Int], rows: Int?) {
        let dimensions = input.type.tensorType.shape.dim
        let text = dimensions.map { $0.dimParam.isEmpty ? "\($0.dimValue)" : $0.dimParam }
        let error = ONNXImportError.inputShape(name: input.name, found: text.joined(separator: " × "))
        let sizes = shape ?? dimensions.dropFirst().map { Int(clamping: $0.dimValue) }
        guard (1...3).contains(sizes.count), sizes.allSatisfy({ $0 > 0 }),
            let count = GraphConstant.count(sizes), count <= limits.inputs
        else { throw error }
        let rows = dimensions.first.map { Int(clamping: $0.dimValue) } ?? 0
        return (Array(sizes), rows > 0 ? rows : nil)
    }

    func version(of domain: String) -> Int { versions[domain == "ai.onnx" ? "" : domain] ?? 0 }
}

extension ONNXImporter {
    /// Returns the name of the output to predict.
    func chosenOutput(_ name: String?) throws(ONNXImportError) -> String {
        let names = graph.output.map(\.name)
        if let name {
            guard names.contains(name) else { throw .noOutput(name, known: names) }
            return name
        }
        if names.count == 1 { return names[0] }
        let labels: [ONNXElementType] = [.int64, .int32Element, .string, .bool]
        let scores = graph.output.filter { !labels.contains($0.type.tensorType.elemType) }
        guard scores.count == 1 else { throw .outputs(names) }
        return scores[0].name
    }

    /// Computes the values that the output needs, in the order of the nodes.
    mutating func run(for output: String) throws {
        var needed: Set<String> = [output]
        var nodes: [ONNXNode] = []
        for node in graph.node.reversed() where node.output.contains(where: needed.contains) {
            needed.formUnion(node.input.filter { !$0.isEmpty })
            nodes.append(node)
        }
        usedNames = needed
        findClasses()
        values[input] = .flow(inputFlow)
        for node in nodes.reversed() {
            let view = NodeView(node: node, version: version(of: node.domain))
            try add(view)
        }
    }

    /// The flow of the input, as if its channels were first.
    private var inputFlow: GraphFlow {
        GraphFlow(
            last: nil, shape: Self.shape(inputSizes, .channelsFirst), sizes: inputSizes,
            order: inputSizes.count == 1 ? .channelsLast : .unknown)
    }

    /// Returns the shape in the library of sizes in the graph.
    static func shape(_ sizes: [Int], _ order: GraphFlow.Order) -> Shape {
        order == .channelsLast ? Shape(sizes) : Shape(Array(sizes.dropFirst()) + [sizes[0]])
    }

    /// The shape of the input.
    var inputShape: Shape { Self.shape(inputSizes, inputSizes.count == 1 ? .channelsLast : inputOrder) }

    /// Finds the classes that nodes for labels name, even if their output is not predicted.
    private mutating func findClasses() {
        for node in graph.node {
            let view = NodeView(node: node, version: version(of: node.domain))
            if node.opType == "ZipMap" {
                let numbers = view.integers("classlabels_int64s")?.map { "\($0)" }
                classes = view.texts("classlabels_strings").flatMap { $0.isEmpty ? nil : $0 } ?? numbers
            } else if node.opType == "ArrayFeatureExtractor", classes == nil,
                let tensor = node.input.first.flatMap({ initializers[$0] }),
                let labels = try? GraphConstant(tensor)
            {
                classes =
                    labels.texts.isEmpty
                    ? labels.integers?.map { "\($0)" } : labels.texts
            }
        }
        if classes == nil, let text = metadata["classes"], let list = try? JSONValue(parsing: text).array {
            classes = list.compactMap(\.string)
        }
    }

    /// Returns the value of a node's input, or `nil` if it has none there.
    mutating func value(_ node: NodeView, _ index: Int) throws(ONNXImportError) -> GraphValue? {
        guard index < node.node.input.count, !node.node.input[index].isEmpty else { return nil }
        let name = node.node.input[index]
        if let value = values[name] { return value }
        if let tensor = initializers[name] {
            let value = GraphValue.constant(try GraphConstant(tensor))
            values[name] = value
            return value
        }
        throw node.refused("its input \(quoted(name)) is not computed before it")
    }

    /// Sets the value of a node's first output.
    mutating func set(_ value: GraphValue, _ node: NodeView) throws(ONNXImportError) {
        if case .flow(let flow) = value, let last = flow.last,
            max(last.depth, last.layerCount) > Self.limits.layers
        {
            throw node.refused("the network has more than \(Self.limits.layers) layers")
        }
        if case .constant(let constant) = value, node.operation != "Constant" {
            computedCount += constant.numbers.count
            guard computedCount <= GraphConstant.computedLimit else {
                throw node.refused("its constants are too large")
            }
        }
        if let name = node.node.output.first { values[name] = value }
    }
}
