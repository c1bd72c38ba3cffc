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
        var random = SplitMix64(seed: UInt64(seed))
        return { 1 + random.next(below: $0) }
    }

    static func extent(_ pick: (Int) -> Int, _ most: Int) -> Extent {
        Extent(height: pick(most), width: pick(most))
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
}
