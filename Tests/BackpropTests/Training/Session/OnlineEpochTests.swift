import Testing

@testable import Backprop

/// A whole epoch in one call has to leave the bits that step after step leaves.
@Suite struct OnlineEpochTests {
    private func compare<S: Scalar>(_ scalar: S.Type, seed: UInt64) throws {
        let random = Philox(seed: seed, stream: 3)
        func size(_ place: UInt64, _ limit: UInt32) -> Int { 1 + Int(random.word(at: place) % limit) }
        let activations: [Activation] = [
            .linear, .sigmoid, .tanh, .relu, .leakyReLU(), .elu(alpha: 0.7), .selu, .softplus,
        ]
        let inputs = size(0, 20)
        let rows = size(1, 12)
        let sizes = (0..<UInt64(size(2, 3))).map { size(10 + $0, 20) }
        let network = Network(
            sizes.enumerated().map { index, units in
                Dense(units, activation: activations[size(20 + UInt64(index), 8) - 1])
            })
        let recipe = Recipe(
            network: network, loss: seed % 2 == 0 ? SquaredError() : MeanSquaredError(),
            optimizer: SGD(learningRate: 0.05), epochs: 3, batchSize: .rows(1), shuffles: seed % 3 != 0,
            seed: seed)
        let data = Dataset<S>(
            inputShape: [inputs], targetCount: sizes.last!,
            features: (0..<(rows * inputs)).map { S(2 * random.unit(at: UInt64(100 + $0)) - 1) },
            targets: (0..<(rows * sizes.last!)).map { S(random.unit(at: UInt64(10_000 + $0))) })
        #expect(OnlineEpoch(recipe, data: data) != nil)
        let whole = try TrainingRun(recipe, data: data, parameters: nil, stepwise: false)
        let steps = try TrainingRun(recipe, data: data, parameters: nil, stepwise: true)
        for _ in 0..<3 { #expect(try whole.runEpoch() == steps.runEpoch()) }
        #expect(whole.parameters == steps.parameters, "seed \(seed), \(network)")
        #expect(whole.step == steps.step)
    }

    @Test(arguments: 0..<60)
    func makesTheSameSteps(seed: Int) throws {
        try compare(Double.self, seed: UInt64(seed))
        try compare(Float.self, seed: UInt64(seed))
    }

    @Test func stopsBeforeTheRowWhoseLossIsNotFinite() throws {
        let recipe = Recipe(
            network: Network { Dense(1) }, loss: SquaredError(), optimizer: SGD(learningRate: 1e200),
            batchSize: .rows(1), shuffles: false, precision: .float64)
        let data = Dataset<Double>([[1], [1], [1], [1]], targets: [[1], [2], [3], [4]])
        for stepwise in [false, true] {
            let run = try TrainingRun(recipe, data: data, parameters: [0, 0], stepwise: stepwise)
            #expect(throws: TrainingError.nonFiniteLoss(epoch: 1, batch: 2, learningRate: 1e200)) {
                try run.runEpoch()
            }
            #expect(run.parameters == [1e200, 1e200])
        }
    }

    @Test func leavesOtherRecipesToTheGeneralWay() {
        let data = Dataset<Float>([[1, 2]], targets: [[1]])
        var recipe = Recipe(
            network: Network { Dense(1) }, loss: SquaredError(), optimizer: SGD(), batchSize: .rows(1))
        #expect(OnlineEpoch(recipe, data: data) != nil)
        recipe.optimizer = SGD(momentum: 0.9)
        #expect(OnlineEpoch(recipe, data: data) == nil)
        recipe.optimizer = Adam()
        #expect(OnlineEpoch(recipe, data: data) == nil)
        recipe.optimizer = SGD()
        recipe.network = Network { Dense(1, activation: .gelu) }
        #expect(OnlineEpoch(recipe, data: data) == nil)
        recipe.network = Network {
            Dense(20_000); Dense(1)
        }
        #expect(OnlineEpoch(recipe, data: data) == nil)
    }
}
