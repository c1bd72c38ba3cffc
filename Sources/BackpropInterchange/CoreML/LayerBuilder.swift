/// A value of a neural network: its name and its sizes.
struct LayerValue: Hashable {
    let name: String
    let sizes: [Int]

    /// The number of elements.
    var count: Int { sizes.reduce(1, *) }
}

/// The layers of a neural network in Core ML, which grow one by one. Each layer makes one value.
struct LayerBuilder {
    private(set) var layers: [CoreMLLayer] = []
    private var names: UniqueNames
    private var constants: [Constant: LayerValue] = [:]

    /// Creates a network without layers.
    ///
    /// - Parameter names: The names of inputs and outputs, which no other value has.
    init(reserving names: some Sequence<String>) { self.names = UniqueNames(taken: names) }

    /// Keeps a name for a value that comes from outside.
    mutating func reserve(_ name: String) { names.reserve(name) }

    /// A small constant, which all layers that need it share.
    private struct Constant: Hashable {
        let sizes: [Int]
        let bits: [UInt32]
    }

    /// Adds a layer, and returns its value.
    ///
    /// - Parameters:
    ///   - kind: The kind of layer with its parameters.
    ///   - inputs: The values that it reads.
    ///   - sizes: The sizes of its value.
    ///   - title: The beginning of its name.
    ///   - name: The name of its value, or `nil` for one made from the title.
    mutating func add(
        _ kind: CoreMLLayer.OneOf_Kind, _ inputs: [LayerValue], _ sizes: [Int], _ title: String,
        named name: String? = nil
    ) -> LayerValue {
        let output = LayerValue(name: name ?? names.unique(title), sizes: sizes)
        layers.append(
            .with {
                $0.name = "layer_\(layers.count + 1)_\(title)"
                $0.input = inputs.map(\.name)
                $0.output = [output.name]
                $0.inputShapes = inputs.map { CoreMLTensorShape($0.sizes) }
                $0.outputShapes = [CoreMLTensorShape(sizes)]
                $0.kind = kind
            })
        return output
    }

    /// Returns the value of a constant.
    mutating func constant(_ values: [Double], _ sizes: [Int], _ title: String = "constant") -> LayerValue {
        precondition(values.count == sizes.reduce(1, *), "a constant has as many elements as its sizes need")
        let numbers = values.map { Float($0) }
        let key = Constant(sizes: sizes, bits: numbers.map(\.bitPattern))
        if let known = constants[key] { return known }
        let constant = CoreMLConstant.with {
            $0.sizes = sizes.map { UInt64($0) }
            $0.data.values = numbers
        }
        let value = add(.constant(constant), [], sizes, title)
        constants[key] = value
        return value
    }
}

extension LayerBuilder {
    /// Returns the value of an operation on two values, whose sizes are those of numpy's broadcasting.
    mutating func combine(_ kind: CoreMLLayer.OneOf_Kind, _ a: LayerValue, _ b: LayerValue, _ title: String)
        -> LayerValue
    {
        let rank = max(a.sizes.count, b.sizes.count)
        func padded(_ value: LayerValue) -> [Int] {
            Array(repeating: 1, count: rank - value.sizes.count) + value.sizes
        }
        return add(kind, [a, b], zip(padded(a), padded(b)).map { max($0, $1) }, title)
    }

    mutating func sum(_ a: LayerValue, _ b: LayerValue) -> LayerValue { combine(.add(.init()), a, b, "sum") }

    mutating func difference(_ a: LayerValue, _ b: LayerValue) -> LayerValue {
        combine(.subtract(.init()), a, b, "difference")
    }

    mutating func product(_ a: LayerValue, _ b: LayerValue) -> LayerValue {
        combine(.multiply(.init()), a, b, "product")
    }

    mutating func quotient(_ a: LayerValue, _ b: LayerValue) -> LayerValue {
        combine(.divide(.init()), a, b, "quotient")
    }

    /// Returns alpha x + beta.
    mutating func line(_ x: LayerValue, _ alpha: Double, _ beta: Double, named name: String? = nil)
        -> LayerValue
    {
        let line = CoreMLLine.with { ($0.alpha, $0.beta) = (Float(alpha), Float(beta)) }
        return add(.activation(.with { $0.linear = line }), [x], x.sizes, "line", named: name)
    }

    /// Returns a function of scale x + shift.
    mutating func unary(
        _ function: CoreMLUnary.Function, _ x: LayerValue, scale: Double = 1, shift: Double = 0
    ) -> LayerValue {
        let unary = CoreMLUnary.with {
            ($0.function, $0.scale, $0.shift) = (function, Float(scale), Float(shift))
        }
        return add(.unary(unary), [x], x.sizes, "function")
    }

    mutating func clip(_ x: LayerValue, _ minimum: Double, _ maximum: Double) -> LayerValue {
        let clip = CoreMLClip.with { ($0.minimum, $0.maximum) = (Float(minimum), Float(maximum)) }
        return add(.clip(clip), [x], x.sizes, "clip")
    }

    mutating func reshape(_ x: LayerValue, _ sizes: [Int]) -> LayerValue {
        if x.sizes == sizes { return x }
        return add(.reshape(.with { $0.sizes = sizes.map { Int64($0) } }), [x], sizes, "reshape")
    }

    mutating func transpose(_ x: LayerValue, _ order: [Int]) -> LayerValue {
        let axes = CoreMLAxes.with { $0.axes = order.map { UInt64($0) } }
        return add(.transpose(axes), [x], order.map { x.sizes[$0] }, "transpose")
    }

    /// Returns several values side by side along an axis.
    mutating func concatenate(_ x: [LayerValue], axis: Int = 0) -> LayerValue {
        if x.count == 1 { return x[0] }
        var sizes = x[0].sizes
        sizes[axis] = x.reduce(0) { $0 + $1.sizes[axis] }
        return add(.concatenate(.with { $0.axis = Int64(axis) }), x, sizes, "concatenation")
    }

    /// Returns the elements of a vector with some indices.
    mutating func gather(_ x: LayerValue, _ indices: [Int]) -> LayerValue {
        let list = constant(indices.map { Double($0) }, [indices.count], "indices")
        return add(.gather(.with { $0.axis = 0 }), [x, list], [indices.count], "gather")
    }

    /// Returns sums along the last axis.
    mutating func sums(_ x: LayerValue, keepsAxis: Bool) -> LayerValue {
        let axis = x.sizes.count - 1
        let reduction = CoreMLReduction.with { ($0.axes, $0.keepsAxes) = ([Int64(axis)], keepsAxis) }
        return add(.sum(reduction), [x], x.sizes.dropLast() + (keepsAxis ? [1] : []), "sums")
    }

    /// Returns the result of a function that is applied to the channels of each position of a flat value.
    mutating func perPosition(
        _ values: [LayerValue], channels: Int, _ function: (inout LayerBuilder, [LayerValue]) -> LayerValue
    ) -> LayerValue {
        let count = values[0].count
        if count == channels { return function(&self, values) }
        let separate = values.map { reshape($0, [count / channels, channels]) }
        return reshape(function(&self, separate), [count])
    }
}

extension CoreMLTensorShape {
    fileprivate init(_ sizes: [Int]) {
        self.init()
        rank = UInt32(sizes.count)
        self.sizes = sizes.map { Int64($0) }
    }
}

extension CoreMLWeights {
    init(_ values: [Double]) {
        self.init()
        self.values = values.map { Float($0) }
    }
}
