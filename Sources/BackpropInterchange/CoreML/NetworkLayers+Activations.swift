import Backprop

extension NetworkLayers {
    /// Adds an activation of each element.
    mutating func activate(_ activation: Activation, _ x: LayerValue) -> LayerValue {
        switch activation {
        case .linear, .softmax: return x
        case .sigmoid: return layer(x, "sigmoid", .sigmoid(.init()))
        case .tanh: return layer(x, "tanh", .tanh(.init()))
        case .relu: return layer(x, "relu", .relu(.init()))
        case .leakyReLU(let slope):
            return layer(x, "leaky_relu", .leakyRelu(.with { $0.alpha = Float(slope) }))
        case .elu(let alpha): return layer(x, "elu", .elu(.with { $0.alpha = Float(alpha) }))
        case .selu:
            let elu = layer(x, "elu", .elu(.with { $0.alpha = Float(1.6732632423543772) }))
            return builder.line(elu, 1.0507009873554805, 0)
        case .gelu: return builder.add(.gelu(.init()), [x], x.sizes, "gelu")
        case .silu:
            let share = layer(x, "sigmoid", .sigmoid(.init()))
            return builder.product(x, share)
        case .softplus: return softplus(x)
        case .mish:
            let share = layer(softplus(x), "tanh", .tanh(.init()))
            return builder.product(x, share)
        }
    }

    private mutating func layer(
        _ x: LayerValue, _ title: String, _ kind: CoreMLActivation.OneOf_Kind
    ) -> LayerValue {
        builder.add(.activation(.with { $0.kind = kind }), [x], x.sizes, title)
    }

    /// max(x, 0) + ln(1 + e^(−|x|)), which does not overflow.
    private mutating func softplus(_ x: LayerValue) -> LayerValue {
        let magnitude = builder.unary(.magnitude, x)
        let small = builder.unary(.exponential, magnitude, scale: -1)
        let logarithm = builder.unary(.logarithm, small, shift: 1)
        return builder.sum(layer(x, "relu", .relu(.init())), logarithm)
    }
}
