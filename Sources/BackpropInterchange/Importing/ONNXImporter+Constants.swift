import Backprop

extension ONNXImporter {
    /// Returns the result of a node whose inputs are all constant, or `nil` for another node.
    mutating func constant(_ node: NodeView) throws -> GraphConstant? {
        if node.operation == "Constant" { return try named(node) }
        guard node.operation != "Slice" || !node.node.input.contains("") else {
            throw node.refused("an input between others is missing")
        }
        var inputs: [GraphConstant] = []
        for index in node.node.input.indices {
            switch try value(node, index) {
            case .constant(let constant): inputs.append(constant)
            case nil: continue
            case .flow: return nil
            }
        }
        guard let first = inputs.first, first.texts.isEmpty else { return nil }
        switch node.operation {
        case "Identity": return first
        case "Cast": return try cast(first, node)
        case "Add", "Sub", "Mul", "Div", "Mod": return try computed(node, inputs)
        case "Neg":
            try refuseRowCount(in: first, node)
            return GraphConstant(sizes: first.sizes, numbers: first.numbers.map { -$0 })
        case "Sqrt": return GraphConstant(sizes: first.sizes, numbers: first.numbers.map { $0.squareRoot() })
        case "Concat": return try joined(node, inputs)
        case "Gather": return try gathered(node, inputs)
        case "Slice": return try sliced(node, inputs)
        case "Squeeze", "Unsqueeze", "Reshape": return try reshaped(node, inputs)
        case "Transpose": return try transposed(node, first)
        case "ConstantOfShape": return try filled(node, first)
        case "Shape": return .list(first.sizes)
        default: return nil
        }
    }

    /// Returns a constant as numbers of another type.
    private func cast(_ value: GraphConstant, _ node: NodeView) throws -> GraphConstant {
        switch node.integer("to") ?? 1 {
        case 1, 11:
            try refuseRowCount(in: value, node)
            return GraphConstant(sizes: value.sizes, numbers: value.numbers)
        case 6, 7:
            return GraphConstant(
                sizes: value.sizes, numbers: value.numbers.map { $0.rounded(.towardZero) }, isInteger: true)
        case 9:
            return GraphConstant(
                sizes: value.sizes, numbers: value.numbers.map { $0 == 0 ? 0 : 1 }, isInteger: true)
        default: throw node.refused("numbers become another type")
        }
    }

    /// Throws if a list of sizes contains the number of rows, which is not known.
    private func refuseRowCount(in value: GraphConstant, _ node: NodeView) throws {
        guard value.isInteger, value.numbers.contains(-1) else { return }
        throw node.refused("it computes with the number of rows")
    }

    /// Returns the sizes of a value, the rows being -1 unless their number is fixed.
    mutating func shape(_ node: NodeView) throws -> GraphConstant {
        let flow = try flow(node)
        let sizes = [rowCount ?? -1] + flow.sizes
        func index(_ name: String, default value: Int) -> Int {
            let given = node.integer(name) ?? value
            return min(max(0, given < 0 ? given + sizes.count : given), sizes.count)
        }
        let (start, end) = (index("start", default: 0), index("end", default: sizes.count))
        return .list(start < end ? Array(sizes[start..<end]) : [])
    }

    private func named(_ node: NodeView) throws -> GraphConstant {
        if let tensor = node.tensor("value") { return try GraphConstant(tensor) }
        if let number = node.number("value_float") { return GraphConstant(sizes: [], numbers: [number]) }
        if let number = node.integer("value_int") {
            return GraphConstant(sizes: [], numbers: [Double(number)], isInteger: true)
        }
        if let numbers = node.numbers("value_floats"), node.has("value_floats") {
            return GraphConstant(sizes: [numbers.count], numbers: numbers)
        }
        if let numbers = node.integers("value_ints") { return .list(numbers) }
        throw node.refused("its value is not a tensor of numbers")
    }

    private func computed(_ node: NodeView, _ inputs: [GraphConstant]) throws -> GraphConstant {
        guard inputs.count == 2 else { throw node.refused("it does not have two inputs") }
        let (left, right) = (inputs[0], inputs[1])
        let isUnknown = inputs.contains { $0.isInteger && $0.numbers.contains(-1) }
        guard !isUnknown else { throw node.refused("it computes with the number of rows") }
        let count = max(left.numbers.count, right.numbers.count)
        guard [left, right].allSatisfy({ $0.numbers.count == count || $0.numbers.count == 1 }),
            left.numbers.count != right.numbers.count || left.sizes == right.sizes || count == 1
        else { throw node.refused("its constants have different sizes") }
        let isInteger = left.isInteger && right.isInteger
        if node.operation == "Mod" {
            guard isInteger, (node.integer("fmod") ?? 0) == 0, !right.numbers.contains(0) else {
                throw node.refused("only the remainder of whole numbers is computed")
            }
        }
        let numbers = (0..<count).map { index -> Double in
            let a = left.numbers[left.numbers.count == 1 ? 0 : index]
            let b = right.numbers[right.numbers.count == 1 ? 0 : index]
            switch node.operation {
            case "Add": return a + b
            case "Sub": return a - b
            case "Mul": return a * b
            // The remainder has the sign of the divisor.
            case "Mod": return a - (a / b).rounded(.down) * b
            default: return isInteger ? (a / b).rounded(.towardZero) : a / b
            }
        }
        let sizes = left.numbers.count == count ? left.sizes : right.sizes
        return GraphConstant(sizes: sizes, numbers: numbers, isInteger: isInteger)
    }

    /// Joins lists and single numbers, as exporters do with shapes.
    private func joined(_ node: NodeView, _ inputs: [GraphConstant]) throws -> GraphConstant {
        guard inputs.allSatisfy({ $0.sizes.count == 1 && $0.texts.isEmpty }) else {
            throw node.refused("its constants are not lists")
        }
        guard inputs.reduce(0, { $0 + $1.numbers.count }) <= GraphConstant.computedLimit else {
            throw node.refused("its constants are too large")
        }
        let numbers = inputs.flatMap(\.numbers)
        return GraphConstant(
            sizes: [numbers.count], numbers: numbers, isInteger: inputs.allSatisfy(\.isInteger))
    }

    private func gathered(_ node: NodeView, _ inputs: [GraphConstant]) throws -> GraphConstant {
        guard inputs.count == 2, inputs[0].sizes.count == 1, (node.integer("axis") ?? 0) == 0,
            let indices = inputs[1].integers
        else { throw node.refused("its constant is not a list") }
        let count = inputs[0].numbers.count
        let positions = indices.map { $0 < 0 ? $0 + count : $0 }
        guard positions.allSatisfy({ (0..<count).contains($0) }) else {
            throw node.refused("an index is beyond the list")
        }
        return GraphConstant(
            sizes: inputs[1].sizes, numbers: positions.map { inputs[0].numbers[$0] },
            isInteger: inputs[0].isInteger)
    }

    private func reshaped(_ node: NodeView, _ inputs: [GraphConstant]) throws -> GraphConstant {
        let value = inputs[0]
        let axes = inputs.count > 1 ? inputs[1].integers ?? [] : node.integers("axes") ?? []
        var sizes = value.sizes
        switch node.operation {
        case "Squeeze":
            let chosen = Set(axes.map { $0 < 0 ? $0 + sizes.count : $0 })
            sizes = sizes.indices.filter { sizes[$0] != 1 || !(chosen.isEmpty || chosen.contains($0)) }.map {
                value.sizes[$0]
            }
        case "Unsqueeze":
            guard sizes.count + axes.count <= 8 else { throw node.refused("it has too many axes") }
            let rank = sizes.count + axes.count
            let chosen = Set(axes.map { $0 < 0 ? $0 + rank : $0 })
            guard chosen.count == axes.count, chosen.allSatisfy((0..<rank).contains) else {
                throw node.refused("its axes are not valid")
            }
            var rest = value.sizes[...]
            sizes = (0..<rank).map { chosen.contains($0) ? 1 : rest.removeFirst() }
        default:
            guard axes.count <= 8, axes.filter({ $0 == -1 }).count <= 1 else {
                throw node.refused("its shape is not valid")
            }
            let known = GraphConstant.count(axes.filter { $0 != -1 }) ?? 0
            guard known > 0 else { throw node.refused("its shape is not valid") }
            sizes = axes.map { $0 == -1 ? value.numbers.count / known : $0 }
        }
        guard GraphConstant.count(sizes) == value.numbers.count else {
            throw node.refused("its shape has another number of elements")
        }
        return GraphConstant(sizes: sizes, numbers: value.numbers, isInteger: value.isInteger)
    }

    private func transposed(_ node: NodeView, _ value: GraphConstant) throws -> GraphConstant {
        guard !value.numbers.isEmpty else { throw node.refused("its constant has no elements") }
        let rank = value.sizes.count
        let order = node.integers("perm") ?? Array((0..<rank).reversed())
        guard order.sorted() == Array(0..<rank) else { throw node.refused("its order is not valid") }
        var steps = Array(repeating: 1, count: rank)
        for axis in (0..<rank).reversed().dropFirst() {
            steps[axis] = steps[axis + 1] * value.sizes[axis + 1]
        }
        var offsets = [0]
        for axis in order {
            offsets = offsets.flatMap { offset in (0..<value.sizes[axis]).map { offset + $0 * steps[axis] } }
        }
        return GraphConstant(
            sizes: order.map { value.sizes[$0] }, numbers: offsets.map { value.numbers[$0] },
            isInteger: value.isInteger)
    }

    private func filled(_ node: NodeView, _ shape: GraphConstant) throws -> GraphConstant {
        let value = try node.tensor("value").map { try GraphConstant($0) }
        guard let sizes = shape.integers, sizes.count <= 8, let count = GraphConstant.count(sizes),
            count <= GraphConstant.computedLimit
        else { throw node.refused("its shape is not valid") }
        return GraphConstant(
            sizes: sizes, numbers: Array(repeating: value?.number ?? 0, count: count),
            isInteger: value?.isInteger ?? false)
    }
}
