/// A graph of operators that grows node by node. A value is known by its name. Equal nodes are one.
struct GraphBuilder {
    private(set) var nodes: [ONNXNode] = []
    private(set) var initializers: [ONNXTensor] = []
    private var names: UniqueNames
    private var constants: [Constant: String] = [:]
    private var results: [Computation: String] = [:]

    /// Creates a graph without nodes.
    ///
    /// - Parameter names: The names of inputs and outputs, which no other value has.
    init(reserving names: some Sequence<String>) { self.names = UniqueNames(taken: names) }

    /// A small constant, which all nodes that need it share.
    private struct Constant: Hashable {
        let type: ONNXElementType
        let sizes: [Int]
        let bits: [UInt64]
    }

    /// The content of a node, which decides its result.
    private struct Computation: Hashable {
        let operation: String
        let inputs: [String]
        let attributes: [ONNXAttribute]
    }
}

extension GraphBuilder {
    /// Adds a node with one output, and returns the name of that value.
    ///
    /// - Parameter name: The name of the value, or `nil` for one made from the operator.
    mutating func add(
        _ operation: String, _ inputs: [String], _ attributes: [ONNXAttribute] = [], domain: String = "",
        named name: String? = nil
    ) -> String {
        let computation = Computation(operation: operation, inputs: inputs, attributes: attributes)
        if name == nil, let known = results[computation] { return known }
        let output = name ?? names.unique(operation.lowercased())
        if name == nil { results[computation] = output }
        nodes.append(
            .with {
                $0.opType = operation
                $0.name = "node_\(nodes.count + 1)"
                $0.input = inputs
                $0.output = [output]
                $0.attribute = attributes
                $0.domain = domain
            })
        return output
    }
}

extension GraphBuilder {
    /// Returns the value of a constant tensor of numbers.
    ///
    /// - Parameters:
    ///   - sizes: The sizes of the tensor; none for a single number.
    ///   - name: The beginning of its name, or `nil` for a small constant, which is shared.
    mutating func numbers(
        _ values: [Double], _ sizes: [Int], _ type: ONNXElementType, named name: String? = nil
    ) -> String {
        precondition(values.count == sizes.reduce(1, *), "a tensor has as many elements as its sizes need")
        let constant = Constant(type: type, sizes: sizes, bits: values.map(\.bitPattern))
        if name == nil, let known = constants[constant] { return known }
        let result = names.unique(name ?? "constant")
        initializers.append(
            .with {
                $0.name = result
                $0.dims = sizes.map { Int64($0) }
                $0.dataType = type
                switch type {
                case .float: $0.floatData = values.map { Float($0) }
                case .int64: $0.int64Data = values.map { Int64($0) }
                default: $0.doubleData = values
                }
            })
        if name == nil { constants[constant] = result }
        return result
    }

    /// Returns the value of a constant list of whole numbers.
    mutating func integers(_ values: [Int]) -> String {
        numbers(values.map { Double($0) }, [values.count], .int64)
    }

    /// Returns the value of a constant list of texts.
    mutating func texts(_ values: [String], named name: String) -> String {
        let result = names.unique(name)
        initializers.append(
            .with {
                $0.name = result
                $0.dims = [Int64(values.count)]
                $0.dataType = .string
                $0.stringData = values
            })
        return result
    }
}

extension ONNXElementType {
    /// A floating-point number of 32 bits.
    static let float = ONNXElementType.floatElement
    /// A floating-point number of 64 bits.
    static let double = ONNXElementType.doubleElement
    /// A whole number of 64 bits.
    static let int64 = ONNXElementType.int64Element
    /// A text.
    static let string = ONNXElementType.stringElement
    /// A truth value.
    static let bool = ONNXElementType.boolElement
}

extension ONNXAttribute {
    /// Returns an attribute that is a whole number.
    static func integer(_ name: String, _ value: Int) -> ONNXAttribute {
        .with { ($0.name, $0.type, $0.i) = (name, .int, Int64(value)) }
    }

    /// Returns an attribute that is a list of whole numbers.
    static func integers(_ name: String, _ values: [Int]) -> ONNXAttribute {
        .with { ($0.name, $0.type, $0.ints) = (name, .ints, values.map { Int64($0) }) }
    }

    /// Returns an attribute that is a number.
    static func number(_ name: String, _ value: Double) -> ONNXAttribute {
        .with { ($0.name, $0.type, $0.f) = (name, .float, Float(value)) }
    }

    /// Returns an attribute that is a list of texts.
    static func texts(_ name: String, _ values: [String]) -> ONNXAttribute {
        .with { ($0.name, $0.type, $0.strings) = (name, .strings, values) }
    }
}
