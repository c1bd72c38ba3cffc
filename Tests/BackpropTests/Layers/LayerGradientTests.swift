import Backprop
import Testing

/// Central differences in Double over many shapes, for every layer that is not dense.
@Suite struct LayerGradientTests {
    /// Images of random shapes and values, with as many targets as the network has outputs.
    static func check(
        _ layers: [any Layer], input: Shape, rows: Int, seed: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let network = Network(layers)
        let outputs = try network.shapes(for: input).last!.count
        let random = Philox(seed: UInt64(seed), stream: 1)
        let data = Dataset<Double>(
            inputShape: input, targetCount: outputs,
            features: (0..<(rows * input.count)).map { 2 * random.unit(at: UInt64($0)) - 1 },
            targets: (0..<(rows * outputs)).map { 2 * random.unit(at: UInt64(1_000_000 + $0)) - 1 })
        let layout = try ParameterLayout(network, input: input)
        let parameters: [Double] = layout.initialValues(seed: UInt64(seed), weights: .uniform(-0.5..<0.5))
        let check = try GradientCheck(
            network, loss: MeanSquaredError(), data: data, parameters: parameters, seed: UInt64(seed))
        #expect(
            check.passes, "\(network) over \(input), seed \(seed): \(String(describing: check.worst))",
            sourceLocation: sourceLocation)
        #expect(check.count > 0, sourceLocation: sourceLocation)
    }

    /// Numbers that follow from the seed, each from 1 to the given most.
    static func picks(_ seed: Int) -> (Int) -> Int {
        var random = TestGenerator(state: UInt64(seed))
        return { 1 + random.next(below: $0) }
    }

    static func extent(_ pick: (Int) -> Int, _ maximum: Int) -> Extent {
        Extent(height: pick(maximum), width: pick(maximum))
    }

    /// Kernels, strides and borders of all kinds, borders larger than the image among them.
    static func convolution(_ pick: (Int) -> Int, groups: Int) -> Conv2D {
        let padding: Padding =
            pick(3) == 1 ? .same : .border(Extent(height: 2 + pick(4), width: 2 + pick(7)))
        return Conv2D(
            groups * pick(3), kernel: extent(pick, 4), stride: extent(pick, 5), padding: padding,
            dilation: extent(pick, 2), groups: groups, activation: [.tanh, .silu, .linear][pick(3) - 1],
            bias: pick(3) > 1)
    }

    @Test(arguments: 1...24)
    func ofConvolutions(seed: Int) throws {
        let pick = Self.picks(seed)
        let groups = pick(3)
        // The layer before it shows whether the gradient of the input is right.
        let before = Conv2D(groups * pick(2), kernel: 1, activation: .tanh)
        try Self.check(
            [before, Self.convolution(pick, groups: groups)], input: [pick(5), pick(6), pick(3)],
            rows: seed % 4 == 0 ? 1 : pick(3), seed: seed)
    }

    @Test(arguments: 1...24)
    func ofMaxPooling(seed: Int) throws {
        let pick = Self.picks(seed)
        let kernel = Self.extent(pick, 3)
        let border = Extent(height: pick(kernel.height) - 1, width: pick(kernel.width) - 1)
        let pool = MaxPool2D(
            kernel, stride: pick(2) == 1 ? nil : Self.extent(pick, 4),
            padding: pick(2) == 1 ? .same : .border(border))
        try Self.check(
            [Conv2D(pick(4), kernel: 1), pool, Flatten(), Dense(2)],
            input: [2 + pick(6), 2 + pick(5), pick(2)],
            rows: seed % 4 == 0 ? 1 : pick(3), seed: seed)
    }

    /// The check of each other layer: a network around it, and its input.
    static let networks: [@Sendable ((Int) -> Int) -> (layers: [any Layer], input: Shape)] = [
        { pick in
            let padding: Padding = pick(3) == 1 ? .same : .border(Extent(height: 0, width: 3 + pick(9)))
            let layer = Conv1D(
                2 * pick(3), kernel: pick(5), stride: pick(4), padding: padding, dilation: pick(2), groups: 2,
                activation: .gelu)
            return ([Conv1D(2 * pick(3), kernel: 1), layer], [pick(9), pick(3)])
        },
        { pick in
            let layer = DepthwiseConv2D(
                kernel: extent(pick, 3), multiplier: pick(2), stride: extent(pick, 4), padding: .border(4),
                activation: .silu)
            return ([Conv2D(pick(4), kernel: 1), layer], [pick(5), pick(6), pick(3)])
        },
        { pick in
            let padding: Padding = [.valid, .same, .border(1)][pick(3) - 1]
            let layer = ConvTranspose2D(
                pick(4), kernel: Extent(height: 2 + pick(2), width: 2 + pick(2)), stride: extent(pick, 4),
                padding: padding, dilation: extent(pick, 2), activation: [.tanh, .gelu][pick(2) - 1],
                bias: pick(2) == 1)
            return ([Conv2D(pick(3), kernel: 1), layer], [1 + pick(3), 1 + pick(4), pick(3)])
        },
        { pick in
            let kernel = pick(3)
            let layer = MaxPool1D(kernel, stride: pick(4), padding: pick(2) == 1 ? .same : .valid)
            return ([Conv1D(pick(3), kernel: 1), layer], [2 + pick(7), pick(2)])
        },
        { pick in
            let kernel = Extent(height: 1 + pick(2), width: 1 + pick(2))
            let layer = AveragePool2D(
                kernel, stride: extent(pick, 4), padding: pick(2) == 1 ? .same : .border(1))
            return ([Conv2D(pick(4), kernel: 1), layer], [pick(5) + 1, pick(6) + 1, pick(2)])
        },
        { pick in
            let layer = AveragePool1D(pick(3), stride: pick(4), padding: .same)
            return ([Conv1D(pick(3), kernel: 1), layer], [pick(9), pick(2)])
        },
        { pick in
            let layer: any Layer = pick(2) == 1 ? GlobalMaxPool() : GlobalAveragePool()
            return pick(2) == 1
                ? ([Conv1D(pick(4), kernel: 1), layer, Dense(2)], [pick(9), pick(2)])
                : ([Conv2D(pick(4), kernel: 1), layer, Dense(2)], [pick(5), pick(6), pick(2)])
        },
        { pick in
            let (height, width, channels) = (pick(4), pick(5), pick(3))
            let layers: [any Layer] = [
                Flatten(), Dense(channels * height * width), Reshape([width, height, channels]),
                Conv2D(2, kernel: 1), Flatten(), Dense(2),
            ]
            return (layers, [pick(4), pick(3), pick(3)])
        },
        { pick in
            pick(2) == 1
                ? ([Dense(pick(5), activation: .tanh), BatchNorm(epsilon: 0.1), Dense(2)], [pick(4)])
                : (
                    [
                        Conv2D(pick(4), kernel: 1, activation: .tanh), BatchNorm(epsilon: 0.1),
                        Conv2D(2, kernel: 1),
                    ],
                    [pick(5), pick(5), pick(3)]
                )
        },
        { pick in
            pick(2) == 1
                ? ([Dense(1 + pick(40), activation: .tanh), LayerNorm(epsilon: 0.1), Dense(2)], [pick(4)])
                : (
                    [Conv2D(1 + pick(7), kernel: 1), LayerNorm(epsilon: 0.1), Conv2D(2, kernel: 1)],
                    [pick(4), pick(5), pick(3)]
                )
        },
        { pick in
            (
                [Conv2D(pick(9), kernel: 1), SpatialDropout(0.4), Conv2D(2, kernel: 1)],
                [pick(4), pick(5), pick(3)]
            )
        },
        { pick in
            let channels = pick(4)
            let body: [any Layer] = [
                Conv2D(pick(4), kernel: 3, padding: .same, activation: .tanh), BatchNorm(epsilon: 0.1),
                Dropout(0.3), Conv2D(channels, kernel: 3, padding: .same),
            ]
            let shortcut: [any Layer] = pick(2) == 1 ? [] : [Conv2D(channels, kernel: 1, bias: false)]
            let first = pick(2) == 1 || shortcut.isEmpty ? [Conv2D(channels, kernel: 1) as any Layer] : []
            return (
                first + [Residual(body, shortcut: shortcut), Conv2D(1, kernel: 1)],
                [pick(5), pick(5), pick(3)]
            )
        },
        { pick in
            let branches: [[any Layer]] = [
                [Conv2D(pick(4), kernel: 1, activation: .tanh)], [],
                [
                    Conv2D(pick(3), kernel: 1),
                    Residual(
                        [Conv2D(2, kernel: 1, activation: .silu), Conv2D(1, kernel: 1)],
                        shortcut: [Conv2D(1, kernel: 1)]),
                ],
            ]
            return (
                [Conv2D(pick(3), kernel: 1), Parallel(branches), Conv2D(1, kernel: 1)],
                [pick(4), pick(5), pick(2)]
            )
        },
    ]

    @Test(arguments: networks.indices) func ofOtherLayers(index: Int) throws {
        for seed in 1...20 {
            let (layers, input) = Self.networks[index](Self.picks(seed * 100 + index))
            try Self.check(layers, input: input, rows: seed % 4 == 0 ? 1 : 1 + seed % 3, seed: seed)
        }
    }
}
