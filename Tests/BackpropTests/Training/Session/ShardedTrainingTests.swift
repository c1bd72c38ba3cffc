import Testing

@testable import Backprop

/// Runs whose batches are cut into shards, on one rank and on several.
@Suite struct ShardedTrainingTests {
    /// Seeded rows of two classes, with or without weights.
    static func data<S: Scalar>(_ count: Int = 150, weighted: Bool = false, as scalar: S.Type) -> Dataset<S> {
        let source = Philox(seed: 7, stream: 3)
        let rows = (0..<count).map { row in
            (0..<5).map { S(source.normal(at: UInt64(row * 5 + $0))) }
        }
        let targets = rows.map { $0[0] * $0[1] > 0 ? [S(1), 0] : [0, 1] }
        return Dataset(rows, targets: targets, weights: weighted ? (0..<count).map { S($0 % 4) } : nil)
    }

    static func recipe(shards: Int) -> Recipe {
        var recipe = Recipe(
            network: Network {
                Dense(12, activation: .tanh)
                Dropout(0.2)
                Dense(2, activation: .softmax)
            }, loss: CrossEntropy(), optimizer: AdamW(), epochs: 3, batchSize: .rows(64))
        recipe.shards = shards
        return recipe
    }

    /// A kind of run.
    struct Kind: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var isWeighted = false
        var change: @Sendable (inout Recipe) -> Void = { _ in }
    }

    static let kinds = [
        Kind(testDescription: "dropout"),
        Kind(testDescription: "weights, penalties and clipping", isWeighted: true) {
            $0.regularization = Regularization(l1: 1e-3, l2: 1e-2, maxNorm: 1, clipValue: 0.1, clipNorm: 0.3)
        },
        Kind(testDescription: "noise and smoothed labels") {
            $0.regularization = Regularization(labelSmoothing: 0.1, inputNoise: 0.3)
        },
        Kind(testDescription: "frozen layer") { $0.frozenLayers = FrozenLayers(1...1) },
        Kind(testDescription: "L-BFGS", isWeighted: true) {
            $0.network = Network {
                Dense(6, activation: .tanh)
                Dense(2, activation: .softmax)
            }
            ($0.optimizer, $0.batchSize) = (LBFGS(), .full)
        },
    ]

    private func parameters<S: Scalar>(
        _ kind: Kind, shards: Int, threads: Int = 1, ranks: any RankGroup = SingleRank(), as scalar: S.Type
    ) throws -> [S] {
        var recipe = Self.recipe(shards: shards)
        kind.change(&recipe)
        let run = try TrainingRun(
            recipe, data: Self.data(weighted: kind.isWeighted, as: S.self), parameters: nil, threads: threads,
            stepwise: false, ranks: ranks)
        for _ in 0..<3 { _ = try run.runEpoch() }
        return run.parameters
    }

    /// The sum is the same in another order, and so are the random numbers of each row.
    @Test(arguments: kinds) func shardsOnlyRoundOtherwise(kind: Kind) throws {
        let whole = try parameters(kind, shards: 1, as: Double.self)
        for shards in [2, 8, 64] {
            let cut = try parameters(kind, shards: shards, as: Double.self)
            let distance = zip(whole, cut).map { abs($0 - $1) }.max()!
            #expect(distance < 1e-8, "\(shards) shards")
        }
        let single = try parameters(kind, shards: 1, as: Float.self)
        #expect(try parameters(kind, shards: 8, as: Float.self) != single)
    }

    @Test(arguments: kinds) func threadsDoNotChangeABit(kind: Kind) throws {
        let one = try parameters(kind, shards: 4, as: Float.self)
        for threads in [2, 7] {
            #expect(try parameters(kind, shards: 4, threads: threads, as: Float.self) == one)
        }
    }

    @Test(arguments: kinds) func ranksDoNotChangeABit(kind: Kind) throws {
        for shards in [4, 32] {
            let one = try parameters(kind, shards: shards, as: Float.self)
            for size in [2, 3, 5, 8] {
                let all = ThreadRanks.run(size) { ranks in
                    try parameters(kind, shards: shards, ranks: ranks, as: Float.self)
                }
                for result in all { #expect(try result.get() == one, "\(size) ranks, \(shards) shards") }
            }
        }
    }

    /// g = ((g₀ + g₁) + (g₂ + g₃)) / n, in this order.
    @Test func theOrderIsThatOfTheTree() throws {
        let data = Self.data(10, as: Float.self)
        var recipe = Self.recipe(shards: 4)
        (recipe.batchSize, recipe.shuffles) = (.full, false)
        let run = try TrainingRun(recipe, data: data, parameters: nil, stepwise: true)
        let before = run.parameters
        _ = try run.step(learningRate: 0.1)
        let parts = try [0..<2, 2..<5, 5..<7, 7..<10].map { rows -> [Float] in
            let objective = try Objective<Float>(
                recipe.network, loss: recipe.loss, input: data.inputShape, targetCount: 2, batchSize: 3,
                threads: 1)
            var gradient = [Float](repeating: 0, count: before.count)
            _ = data.withRows(rows) { borrowed in
                objective.evaluateShard(
                    Batch(
                        rows: rows.count, features: borrowed.features, targets: borrowed.targets, weights: nil
                    ),
                    parameters: before, gradients: &gradient,
                    training: RandomContext(seed: recipe.seed, step: 0, row: rows.lowerBound))
            }
            return gradient
        }
        let sum = before.indices.map {
            ((parts[0][$0] + parts[1][$0]) + (parts[2][$0] + parts[3][$0])) * Float(0.1)
        }
        #expect(run.gradients == sum)
        let inOrder = before.indices.map {
            (((parts[0][$0] + parts[1][$0]) + parts[2][$0]) + parts[3][$0]) * Float(0.1)
        }
        #expect(run.gradients != inOrder)
    }

    /// ∂L/∂w ≈ (L(w + h) − L(w − h)) / 2h.
    @Test func theGradientIsThatOfTheLoss() throws {
        let data = Self.data(21, weighted: true, as: Double.self)
        var recipe = Self.recipe(shards: 4)
        (recipe.batchSize, recipe.shuffles) = (.full, false)
        recipe.regularization = Regularization(l2: 0.1)
        func loss(_ parameters: [Double]) throws -> (loss: Double, gradient: [Double]) {
            let run = try TrainingRun(recipe, data: data, parameters: parameters, stepwise: true)
            let loss = try run.step(learningRate: 0.1)
            return (loss + run.objective.weightRules.penalty(parameters), run.gradients)
        }
        let run = try TrainingRun(recipe, data: data, parameters: nil, stepwise: true)
        let (start, gradient) = (run.parameters, try loss(run.parameters).gradient)
        for index in start.indices {
            var (up, down) = (start, start)
            up[index] += 1e-5
            down[index] -= 1e-5
            let slope = try (loss(up).loss - loss(down).loss) / 2e-5
            #expect(abs(slope - gradient[index]) < 1e-8, "parameter \(index)")
        }
    }

    @Test func batchNormalizationIsRefused() throws {
        var recipe = Self.recipe(shards: 2)
        recipe.network = try Network(parsing: "dense 3, residual(batchnorm, dense 3), dense 2 softmax")
        let error = #expect(throws: SettingError.self) { try recipe.validate() }
        #expect(
            error?.description
                == "the number of shards must be 1 with the layer \"residual(batchnorm, dense 3)\", which computes statistics of the whole batch, not 2"
        )
        recipe.shards = 1
        try recipe.validate()
    }

    @Test func aLossThatIsNotFiniteEndsAllRanks() throws {
        var recipe = Self.recipe(shards: 8)
        (recipe.loss, recipe.optimizer) = (SquaredError(), SGD(learningRate: 1e30))
        recipe.network = try Network(parsing: "dense 4 relu, dense 2")
        let sent = recipe
        let endings = ThreadRanks.run(3) { ranks in
            var trainer = Trainer(sent)
            trainer.ranks = ranks
            return try trainer.train(on: Self.data(as: Float.self)).ending
        }
        let alone = try Trainer(sent).train(on: Self.data(as: Float.self)).ending
        guard case .failed = alone else {
            Issue.record("the run must diverge: \(alone)")
            return
        }
        for ending in endings { #expect(try ending.get() == alone) }
    }
}
