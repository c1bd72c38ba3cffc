import Testing

@testable import Backprop

/// Layers that training leaves unchanged.
@Suite struct FreezingTests {
    private static func data<S: Scalar>(
        _ shape: Shape, targets: Int, rows: Int = 24, as scalar: S.Type
    ) -> Dataset<S> {
        var values = PhiloxGenerator(Philox(seed: 5, .noise, step: 0))
        return Dataset(
            inputShape: shape, targetCount: targets,
            features: (0..<(rows * shape.count)).map { _ in S(values.nextNormal()) },
            targets: (0..<(rows * targets)).map { _ in S(values.nextNormal()) })
    }

    private static func recipe(
        _ layers: String, _ optimizer: any Optimizer, frozen: FrozenLayers?, epochs: Int = 3
    ) throws -> Recipe {
        Recipe(
            network: try Network(parsing: layers), loss: MeanSquaredError(), optimizer: optimizer,
            epochs: epochs, batchSize: .rows(5), frozenLayers: frozen)
    }

    static let optimizers: [any Optimizer] = [
        SGD(learningRate: 0.05), SGD(learningRate: 0.05, momentum: 0.9, weightDecay: 0.1),
        AdamW(learningRate: 0.05, weightDecay: 0.5), Adagrad(learningRate: 0.1, weightDecay: 0.1),
        Lion(learningRate: 0.05, weightDecay: 0.5), Rprop(), Nadam(), LBFGS(),
    ]

    static let frozen = [
        FrozenLayers(1...1), FrozenLayers(2...2), FrozenLayers(3...3), FrozenLayers(1...2),
        FrozenLayers(1...1, 3...3),
    ]

    @Test(arguments: optimizers.indices, frozen) func frozenParametersKeepTheirBits(
        index: Int, frozen: FrozenLayers
    ) throws {
        var recipe = try Self.recipe(
            "dense 4 tanh, dense 3 tanh, dense 2", Self.optimizers[index], frozen: frozen)
        recipe.regularization = Regularization(l2: 0.3)
        if recipe.optimizer is any FullBatchOptimizer {
            recipe.batchSize = .full
        } else {
            recipe.regularization = Regularization(l1: 0.1, l2: 0.3, maxNorm: 0.4, clipNorm: 0.5)
        }
        let run = try TrainingRun(recipe, data: Self.data([3], targets: 2, as: Double.self))
        let start = run.parameters
        for _ in 0..<3 { _ = try run.runEpoch() }
        for layer in 0..<3 {
            let range = run.layout.layerOffsets[layer]..<run.layout.layerOffsets[layer + 1]
            let isEqual = start[range] == run.parameters[range]
            #expect(isEqual == frozen.contains(layer + 1), "layer \(layer + 1)")
        }
    }

    /// In the first step the others have the gradient that they have without frozen layers.
    @Test(arguments: frozen) func theOthersKeepTheirGradient(frozen: FrozenLayers) throws {
        func stepped(_ frozen: FrozenLayers?) throws -> TrainingRun<Float> {
            var recipe = try Self.recipe(
                "dense 4 tanh, dense 3 tanh, dense 2", SGD(learningRate: 0.1), frozen: frozen)
            recipe.batchSize = .full
            let run = try TrainingRun(recipe, data: Self.data([3], targets: 2, as: Float.self))
            _ = try run.runEpoch()
            return run
        }
        let (whole, part) = (try stepped(nil), try stepped(frozen))
        for layer in 0..<3 where !frozen.contains(layer + 1) {
            let range = whole.layout.layerOffsets[layer]..<whole.layout.layerOffsets[layer + 1]
            #expect(whole.parameters[range] == part.parameters[range], "layer \(layer + 1)")
        }
    }

    /// A frozen layer between trained ones passes the gradient on, as pooling does to the greatest value.
    @Test func theGradientPassesFrozenLayers() throws {
        func stepped(_ frozen: FrozenLayers?) throws -> [Float] {
            var recipe = try Self.recipe(
                "conv 2 2x2 tanh, conv 3 2x2 relu, maxpool 2x2, relu, maxpool 1x1, flatten, dense 2",
                SGD(learningRate: 0.1), frozen: frozen)
            recipe.batchSize = .full
            let run = try TrainingRun(recipe, data: Self.data([6, 6, 1], targets: 2, as: Float.self))
            _ = try run.runEpoch()
            return run.parameters
        }
        let (whole, part) = (try stepped(nil), try stepped(FrozenLayers(2...5)))
        #expect(whole[..<10] == part[..<10])
        #expect(whole[10..<37] != part[10..<37])
        #expect(whole[37...] == part[37...])
    }

    static let bodies = [
        "conv 3 3x3 relu, batchnorm, maxpool 2x2, dropout 0.5, flatten",
        "conv 3 3x3, relu, residual(conv 3 3x3 padding same, batchnorm, dropout 0.3), spatial-dropout 0.2, flatten",
    ]

    /// Training the last layer alone is training it on what the others predict: the same bits, whatever the regularization.
    @Test(arguments: bodies) func aFrozenBodyIsAPreprocessing(body: String) throws {
        let layers = try Network(parsing: body).layers.count
        var recipe = try Self.recipe(
            body + ", dense 2", AdamW(learningRate: 0.05, weightDecay: 0.2), frozen: FrozenLayers(1...layers))
        recipe.regularization = Regularization(l1: 0.01, l2: 0.1, maxNorm: 0.7, clipValue: 0.2, clipNorm: 0.5)
        let images = Self.data([6, 6, 1], targets: 2, as: Float.self)
        let run = try TrainingRun(recipe, data: images)
        let start = run.parameters

        let program = try Program<Float>(
            Network(parsing: body), input: [6, 6, 1], batchSize: 24, purpose: .inference)
        let count = program.layout.count
        // Parameters come before all statistics, also those of the body alone.
        let ofBody = Array(start[..<count] + start[run.layout.count...])
        let features = program.forward(images.features, rows: 24, parameters: ofBody)
        let width = program.outputShape.count
        recipe.network = try Network(parsing: "dense 2")
        recipe.frozenLayers = nil
        let head = try TrainingRun(
            recipe,
            data: Dataset(
                inputShape: [width], targetCount: 2,
                features: Array(UnsafeBufferPointer(start: features, count: 24 * width)),
                targets: images.targets),
            parameters: Array(start[count..<run.layout.count]))
        for _ in 0..<4 {
            let (loss, expected) = (try run.runEpoch().loss, try head.runEpoch().loss)
            #expect(loss == expected)
        }
        #expect(Array(run.parameters[count..<run.layout.count]) == head.parameters)
        #expect(run.parameters[..<count] == start[..<count])
        #expect(run.parameters[run.layout.count...] == start[run.layout.count...])
        #expect(head.parameters != Array(start[count..<run.layout.count]))
    }

    /// Without frozen layers the statistics would change.
    @Test func statisticsChangeAboveTheFrozenLayers() throws {
        let recipe = try Self.recipe("dense 4, batchnorm, dense 2", Adam(), frozen: FrozenLayers(1...1))
        let run = try TrainingRun(recipe, data: Self.data([3], targets: 2, as: Double.self))
        let start = run.parameters
        _ = try run.runEpoch()
        #expect(run.parameters[run.layout.count...] != start[run.layout.count...])
    }

    @Test func theRunRefusesLayersThatItCannotFreeze() throws {
        let recipe = try Self.recipe("dense 4, relu", Adam(), frozen: FrozenLayers(1...1))
        #expect {
            _ = try TrainingRun(recipe, data: Self.data([3], targets: 4, as: Double.self))
        } throws: {
            "\($0)"
                == "the frozen layers must be such that another layer with parameters is trained, not layer 1"
        }
    }

    /// A run that is resumed continues with the same bits.
    @Test func aRunContinuesFromItsState() throws {
        let recipe = try Self.recipe(
            "dense 4 tanh, dense 3 tanh, dense 2", AdamW(learningRate: 0.05), frozen: FrozenLayers(1...1))
        let data = Self.data([3], targets: 2, as: Double.self)
        let run = try TrainingRun(recipe, data: data)
        for _ in 0..<2 { _ = try run.runEpoch() }
        let other = try TrainingRun(recipe, data: data)
        other.restore(from: run.state, parameters: run.parameters, optimizerState: run.optimizerState)
        for _ in 0..<2 { _ = (try run.runEpoch(), try other.runEpoch()) }
        #expect(run.parameters == other.parameters)
    }

    @Test func oneRowAStepKeepsTheFrozenLayersToo() throws {
        var recipe = try Self.recipe(
            "dense 4 sigmoid, dense 2 sigmoid", SGD(learningRate: 0.5), frozen: FrozenLayers(1...1))
        recipe.batchSize = .rows(1)
        let run = try TrainingRun(recipe, data: Self.data([3], targets: 2, as: Double.self))
        let start = run.parameters
        _ = try run.runEpoch()
        #expect(run.parameters[..<16] == start[..<16])
        #expect(run.parameters[16...] != start[16...])
    }
}
