import Testing

@testable import Backprop

@Suite struct StepTraceTests {
    /// The article's network after `random.seed(1)`, its row [1, 0] and the step of its update rule at rate 0.5.
    ///
    /// The numbers are Python's, in the order in which the article writes them:
    ///
    ///     random.seed(1)
    ///     hidden = [[random() for _ in range(3)]]; output = [[random() for _ in range(2)] for _ in range(2)]
    ///     z = [n[-1] + sum(w * x for w, x in zip(n, inputs)) for n in layer]; out = 1 / (1 + exp(-z))
    ///     d2 = (out - expected) * out * (1 - out); d1 = sum(w * d2) * out * (1 - out)
    ///     w -= 0.5 * d * x
    static func article() throws -> StepTrace {
        let recipe = Recipe(
            network: Network([Dense(1, activation: .sigmoid), Dense(2, activation: .sigmoid)]),
            loss: SquaredError(), optimizer: SGD(learningRate: 0.5), epochs: 20, precision: .float64)
        // In memory a layer's weights go input by input: those of one input to all units.
        let parameters = [
            0.13436424411240122, 0.8474337369372327, 0.763774618976614,
            0.2550690257394217, 0.4494910647887381, 0.49543508709194095, 0.651592972722763,
        ]
        return try StepTrace(
            recipe, data: Dataset<Double>([[1, 0]], targets: [[0, 1]]), parameters: parameters)
    }

    @Test func givesTheArticlesNumbers() throws {
        let trace = try Self.article()
        let (hidden, output) = (trace.layers[0], trace.layers[1])
        expectClose(hidden.sums ?? [], [0.8981388630890152])
        expectClose(hidden.outputs, [0.7105668883115941])
        expectClose(hidden.deltas, [0.002711797799238243])
        expectClose(output.sums ?? [], [0.6766786910162718, 0.9709864399535617])
        expectClose(output.outputs, [0.6629970129852887, 0.7253160725279748])
        expectClose(output.deltas, [0.14813473120687762, -0.05472601157879688])
        expectClose(hidden.tensors[0].gradients, [0.002711797799238243, 0])
        expectClose(hidden.tensors[0].updated, [0.1330083452127821, 0.8474337369372327])
        expectClose(hidden.tensors[1].updated, [0.762418720076995])
        expectClose(output.tensors[0].gradients, [0.10525963500454542, -0.03888649175724997])
        expectClose(output.tensors[0].updated, [0.20243920823714898, 0.46893431066736313])
        expectClose(output.tensors[1].updated, [0.42136772148850216, 0.6789559785121614])
        #expect(output.tensors[0].values == [0.2550690257394217, 0.4494910647887381])
        expectClose([trace.loss], [0.2575081496194359])
    }

    private func expectClose(_ found: [Double], _ expected: [Double]) {
        #expect(found.count == expected.count)
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 2e-15 * max(1, abs($1)) }, "\(found)")
    }

    static let optimizers: [any Optimizer] = [
        SGD(learningRate: 0.3), SGD(learningRate: 0.1, momentum: 0.9), AdamW(learningRate: 0.01),
        RMSprop(), Rprop(), LBFGS(),
    ]

    /// One epoch of a run over the row alone, made as runs make it, ends at the updated parameters.
    @Test(arguments: 0..<6)
    func endsWhereARunEnds(optimizer: Int) throws {
        try endsWhereARunEnds(Self.optimizers[optimizer], as: Float.self)
        try endsWhereARunEnds(Self.optimizers[optimizer], as: Double.self)
    }

    private func endsWhereARunEnds<S: Scalar>(_ optimizer: any Optimizer, as scalar: S.Type) throws {
        var recipe = Recipe(
            network: Network {
                Dense(5, activation: .sigmoid)
                Dense(3, activation: .sigmoid)
            }, loss: SquaredError(), optimizer: optimizer,
            schedule: optimizer is LBFGS ? .constant : .cosine(floor: 0), epochs: 7,
            batchSize: .full,
            shuffles: false, seed: 3)
        let data = Dataset<S>([[0.5, -1], [2, 0.25]], targets: [[1, 0, 0], [0, 1, 0]])
        let trace = try StepTrace(recipe, data: data, row: 1)
        recipe.batchSize = optimizer is LBFGS ? BatchSize.full : BatchSize.rows(1)
        let run = try TrainingRun(recipe, data: data.selectingRows([1]))
        let report = try run.runEpoch()
        let updated = Self.inMemoryOrder(trace, run.layout) { $0.updated }
        #expect(updated == run.parameters.map { Double($0) })
        #expect(trace.loss == report.loss)
        #expect(trace.learningRate == report.learningRate)
    }

    private static func inMemoryOrder(
        _ trace: StepTrace, _ layout: ParameterLayout, _ values: (TensorTrace) -> [Double]
    ) -> [Double] {
        zip(layout.entries, trace.layers.flatMap(\.tensors)).flatMap { $0.memoryOrder(values($1)) }
    }

    static let networks = [
        "dense 6 tanh, dense 4 gelu, dense 3 softmax", "dense 5 relu no-bias, silu, dense 3 softmax",
        "dense 8 selu, dropout 0.4, dense 3 softmax", "dense 4, softplus, dense 3, softmax",
    ]

    /// The numbers shown of the layers are those of the run, to the last bit: a bias's gradient is the unit's
    /// delta, a weight's the delta times what came in, and what comes in is what the layer before gave.
    @Test(arguments: networks)
    func layersFitTheGradientsOfTheRun(text: String) throws {
        var recipe = Recipe(
            network: try Network(parsing: text), loss: CrossEntropy(), optimizer: Adam(), epochs: 3)
        recipe.regularization.labelSmoothing = 0.1
        recipe.regularization.inputNoise = 0.3
        let data = Dataset<Float>([[0.5, -1, 3, 0.125]], targets: [[0, 1, 0]])
        let trace = try StepTrace(recipe, data: data)
        var inputs = trace.inputs
        #expect(inputs.count == 4 && inputs != [0.5, -1, 3, 0.125])
        for layer in trace.layers {
            for tensor in layer.tensors {
                var expected = layer.deltas
                if tensor.shape.count == 2 {
                    expected = layer.deltas.flatMap { (delta: Double) -> [Double] in
                        inputs.map { (input: Double) -> Double in Double(Float(delta) * Float(input)) }
                    }
                }
                #expect(tensor.gradients == expected, "\(tensor.name)")
            }
            inputs = layer.outputs
        }
        let last = try #require(trace.layers.last)
        let share = Float(0.1 / 3)
        #expect(zip(trace.targets, [share, 0.9 + share, share]).allSatisfy { abs(Float($0) - $1) < 1e-6 })
        // Softmax and cross-entropy together: the delta is the output less the target.
        for (index, delta) in last.deltas.enumerated() {
            let gap: Double = last.outputs[index] - trace.targets[index]
            #expect(abs(gap - delta) < 1e-6)
        }
    }

    @Test func showsWhatDropoutDropped() throws {
        let recipe = Recipe(
            network: Network([Dense(40, activation: .sigmoid), Dropout(0.25), Dense(1)]),
            loss: SquaredError())
        let trace = try StepTrace(recipe, data: Dataset<Double>([[1, 2]], targets: [[3]]))
        let (inputs, kept) = (trace.layers[0].outputs, trace.layers[1].outputs)
        #expect(trace.layers[1].sums == nil)
        for (before, after) in zip(inputs, kept) where after != 0 {
            #expect(abs(after - before / 0.75) < 1e-12)
        }
        #expect(kept.count { $0 == 0 } > 3 && kept.count { $0 == 0 } < 20)
    }

    /// A filter's bias sees every place of its channel.
    @Test func convolutionsFitTheirGradients() throws {
        let recipe = Recipe(
            network: try Network(parsing: "conv 2 3x3 relu, maxpool 2, flatten, dense 2 softmax"),
            loss: CrossEntropy())
        let random = Philox(seed: 2, stream: 1)
        let data = Dataset<Double>(
            inputShape: [6, 6, 1], targetCount: 2, features: (0..<36).map { random.normal(at: $0) },
            targets: [1, 0])
        let trace = try StepTrace(recipe, data: data)
        let conv = trace.layers[0]
        #expect(conv.sums?.map { max(0, $0) } == conv.outputs)
        for channel in 0..<2 {
            var sum = 0.0
            for place in stride(from: channel, to: conv.deltas.count, by: 2) { sum += conv.deltas[place] }
            #expect(abs(sum - conv.tensors[1].gradients[channel]) < 1e-12)
        }
        #expect(conv.tensors[0].shape == [2, 1, 3, 3])
        let text = trace.text()
        #expect(text.contains("layer 1: conv 2 3x3 relu, 6×6×1 → 4×4×2\n"))
        #expect(text.contains("\nweighted sums          32 "))
        #expect(text.split(separator: "\n").count < 70)
        #expect(trace.text(full: true).contains("\n[1, 0, 2, 2] "))
    }

    @Test func isTheSameAfterJSON() throws {
        let trace = try Self.article()
        let value = try JSONValue(parsing: JSONValue(encoding: trace).text())
        #expect(try value.decode(StepTrace.self) == trace)
    }

    @Test func aLossThatIsNoNumberIsAnError() throws {
        let recipe = Recipe(network: Network([Dense(1)]), loss: SquaredError(), precision: .float64)
        #expect(throws: TrainingError.self) {
            try StepTrace(recipe, data: Dataset<Double>([[1e200]], targets: [[-1e200]]))
        }
    }
}
