import Backprop

extension NetworkGraph {
    /// Adds an activation of each element.
    ///
    /// ONNX Runtime has no Elu, Selu, LeakyRelu, Softplus or Erf in double precision: there they are made of others.
    mutating func activate(_ activation: Activation, _ x: String) -> String {
        switch activation {
        case .linear, .softmax: return x
        case .sigmoid: return graph.add("Sigmoid", [x])
        case .tanh: return graph.add("Tanh", [x])
        case .relu: return graph.add("Relu", [x])
        case .leakyReLU(let slope): return leakyReLU(x, slope)
        case .elu(let alpha): return elu(x, alpha)
        case .selu: return selu(x)
        case .gelu: return real == .double ? doubleGELU(x) : gelu(x)
        case .silu: return graph.add("Mul", [x, graph.add("Sigmoid", [x])])
        case .softplus: return softplus(x)
        case .mish: return graph.add("Mul", [x, graph.add("Tanh", [softplus(x)])])
        }
    }

    private mutating func leakyReLU(_ x: String, _ slope: Double) -> String {
        if real == .float { return graph.add("LeakyRelu", [x], [.number("alpha", slope)]) }
        let isNegative = graph.add("Less", [x, number(0)])
        return graph.choose(isNegative, graph.add("Mul", [x, number(slope)]), x)
    }

    private mutating func elu(_ x: String, _ alpha: Double) -> String {
        if real == .float { return graph.add("Elu", [x], [.number("alpha", alpha)]) }
        let below = graph.add("Mul", [number(alpha), exponentialMinusOne(x)])
        return graph.choose(graph.add("Less", [x, number(0)]), below, x)
    }

    private mutating func selu(_ x: String) -> String {
        let (alpha, scale) = (1.6732632423543772, 1.0507009873554805)
        if real == .float {
            return graph.add("Selu", [x], [.number("alpha", alpha), .number("gamma", scale)])
        }
        return graph.add("Mul", [elu(x, alpha), number(scale)])
    }

    /// e^x − 1 for x ≤ 0, else 0.
    private mutating func exponentialMinusOne(_ x: String) -> String {
        let low = graph.add("Min", [x, number(0)])
        return graph.add("Sub", [graph.add("Exp", [low]), number(1)])
    }

    private mutating func softplus(_ x: String) -> String {
        if real == .float { return graph.add("Softplus", [x]) }
        let small = graph.add("Exp", [graph.add("Neg", [graph.add("Abs", [x])])])
        let logarithm = graph.add("Log", [graph.add("Add", [small, number(1)])])
        return graph.add("Add", [graph.add("Relu", [x]), logarithm])
    }

    /// x (1 + erf(x / √2)) / 2.
    private mutating func gelu(_ x: String) -> String {
        let share = graph.add("Mul", [x, number(0.5.squareRoot())])
        let sum = graph.add("Add", [graph.add("Erf", [share]), number(1)])
        return graph.add("Mul", [graph.add("Mul", [x, number(0.5)]), sum])
    }

    /// The polynomials of the kernels: near 0 one of x², elsewhere one of (|x| − 4) / (|x| + 4) before e^(−x²/2).
    private mutating func doubleGELU(_ x: String) -> String {
        let constants = FunctionConstants.values(.float64)
        func terms(_ name: String) -> [Double] {
            (constants.first { $0.name == name }?.values ?? []).reversed()
        }
        let magnitude = graph.add("Min", [graph.add("Abs", [x]), number(38.8)])
        let square = graph.add("Mul", [magnitude, magnitude])
        let near = graph.add("Mul", [square, graph.polynomial(terms("gelu_center"), square)])
        let middle = graph.add("Add", [near, graph.add("Mul", [x, number(0.5)])])
        let difference = graph.add("Sub", [magnitude, number(4)])
        let share = graph.add("Div", [difference, graph.add("Add", [magnitude, number(4)])])
        let power = graph.add("Exp", [graph.add("Mul", [square, number(-0.5)])])
        let beyond = graph.add("Mul", [graph.polynomial(terms("gelu_tail"), share), power])
        let outer = graph.add("Sub", [graph.add("Relu", [x]), beyond])
        return graph.choose(graph.add("Less", [magnitude, number(1)]), middle, outer)
    }
}
