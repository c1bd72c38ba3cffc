import CKernels
import Testing

@testable import Backprop

extension ComputeTests {
    /// Folds that train side by side in lanes have to leave the bits that each leaves alone.
    @Suite struct OnlineFoldsTests {
        private static let activations: [Activation] = [
            .linear, .sigmoid, .tanh, .relu, .leakyReLU(), .elu(alpha: 0.7), .selu, .softplus,
        ]

        /// A random recipe, and random rows for some folds of different lengths.
        private func job<S: Scalar>(seed: UInt64) -> (recipe: Recipe, folds: [Dataset<S>]) {
            let random = Philox(seed: seed, stream: 4)
            func size(_ place: UInt64, _ limit: UInt32) -> Int { 1 + Int(random.word(at: place) % limit) }
            let inputs = size(0, 20)
            let sizes = (0..<UInt64(size(2, 3))).map { size(10 + $0, 19) }
            let network = Network(
                sizes.enumerated().map { index, units in
                    Dense(units, activation: Self.activations[size(20 + UInt64(index), 8) - 1])
                })
            let recipe = Recipe(
                network: network, loss: seed % 2 == 0 ? SquaredError() : MeanSquaredError(),
                optimizer: SGD(learningRate: 0.05), epochs: 3, batchSize: .rows(1), shuffles: seed % 3 != 0,
                seed: seed)
            let folds = (0..<UInt64(size(3, 19))).map { fold in
                let rows = size(40 + fold, 9)
                let place = 1000 * (fold + 1)
                return Dataset<S>(
                    inputShape: [inputs], targetCount: sizes.last!,
                    features: (0..<(rows * inputs)).map { S(2 * random.unit(at: place + UInt64($0)) - 1) },
                    targets: (0..<(rows * sizes.last!)).map { S(random.unit(at: place + 500 + UInt64($0))) })
            }
            return (recipe, folds)
        }

        private func compare<S: Scalar>(_ scalar: S.Type, seed: UInt64) throws {
            let (recipe, folds): (Recipe, [Dataset<S>]) = job(seed: seed)
            let alone = try folds.map { try TrainingRun(recipe, data: $0, parameters: nil, stepwise: true) }
            let reports = try (0..<3).map { _ in try alone.map { try $0.runEpoch() } }
            ComputeTests.withEachInstructionSet { set in
                do {
                    let runs = try folds.map { try TrainingRun(recipe, data: $0) }
                    for epoch in 0..<3 {
                        let together = try TrainingRun.runEpoch(ofEach: runs).map { try $0.get() }
                        #expect(together == reports[epoch], "\(set), seed \(seed)")
                    }
                    #expect(
                        runs.map(\.parameters) == alone.map(\.parameters),
                        "\(set), seed \(seed), \(recipe.network)")
                } catch {
                    Issue.record(error)
                }
            }
        }

        @Test(arguments: 0..<40)
        func givesEachFoldItsBits(seed: Int) throws {
            try compare(Double.self, seed: UInt64(seed))
            try compare(Float.self, seed: UInt64(seed))
        }

        @Test func aFoldWhoseLossIsNotFiniteEndsAlone() throws {
            let recipe = Recipe(
                network: Network { Dense(1) }, loss: SquaredError(), optimizer: SGD(learningRate: 0.1),
                epochs: 2, batchSize: .rows(1), shuffles: false, precision: .float64)
            let fine = Dataset<Double>([[1], [2], [3]], targets: [[1], [2], [3]])
            let wild = Dataset<Double>([[1e200], [1e200], [1]], targets: [[1], [2], [3]])
            ComputeTests.withEachInstructionSet { set in
                do {
                    let runs = try [fine, wild, fine].map { try TrainingRun(recipe, data: $0) }
                    let alone = try TrainingRun(recipe, data: fine)
                    let ends = TrainingRun.runEpoch(ofEach: runs)
                    let report = try alone.runEpoch()
                    #expect(try ends[0].get() == report, "\(set)")
                    #expect(try ends[2].get() == report, "\(set)")
                    #expect(
                        throws: TrainingError.nonFiniteLoss(epoch: 1, batch: 1, learningRate: 0.1), "\(set)"
                    ) { try ends[1].get() }
                    #expect(runs[0].parameters == alone.parameters)
                    #expect(runs[1].parameters == (try TrainingRun(recipe, data: wild).parameters))
                } catch {
                    Issue.record(error)
                }
            }
        }
    }
}

/// Folds that are trained together agree with those that are trained one by one.
@Suite struct LaneGroupsTests {
    private let recipe = Recipe(
        network: Network {
            Dense(5, activation: .sigmoid); Dense(2, activation: .sigmoid)
        }, loss: SquaredError(), optimizer: SGD(learningRate: 0.3), epochs: 12, batchSize: .rows(1),
        precision: .float64)

    private func data(_ rows: Int, stream: UInt64) -> Dataset<Double> {
        let random = Philox(seed: 9, stream: stream)
        return Dataset(
            (0..<UInt64(rows)).map { row in (0..<3).map { random.unit(at: row * 3 + $0) } },
            targets: (0..<rows).map { $0 % 2 == 0 ? [1, 0] : [0, 1] })
    }

    @Test(arguments: [2, 5, 9, 11])
    func stopsEachFoldAsIfItWereTheOnlyOne(count: Int) throws {
        let folds = (0..<count).map {
            FoldData(training: data(10 + $0, stream: 1), validation: data(6, stream: UInt64($0)))
        }
        var stopping = recipe
        stopping.stopping = .onValidation(EarlyStopping(share: 0, patience: 2, minimumImprovement: 0))
        let trainer = Trainer(stopping)
        let together = try VectorizedFolds<Double>(trainer, count: count).outcomes(
            folds, limit: 12)
        for (fold, outcome) in zip(folds, together) {
            let alone = try TrainingSession(trainer, TrainingInputs(fold)).runEpochs(limit: 12)
            #expect(outcome.parameters == alone.parameters)
            #expect(outcome.history == alone.history)
            #expect(outcome.ending == alone.ending)
        }
    }

    @Test func paysForTinyNetworksOnFewThreads() {
        let rows = data(10, stream: 1)
        #expect(VectorizedFolds<Double>(Trainer(recipe), count: 16).isWorthwhile(on: rows))
        #expect(!VectorizedFolds<Double>(Trainer(recipe, threads: 16), count: 16).isWorthwhile(on: rows))
        var other = recipe
        other.network = Network {
            Dense(60, activation: .sigmoid); Dense(2)
        }
        #expect(!VectorizedFolds<Double>(Trainer(other), count: 16).isWorthwhile(on: rows))
        other = recipe
        other.optimizer = Adam()
        #expect(!VectorizedFolds<Double>(Trainer(other), count: 16).isWorthwhile(on: rows))
    }

    @Test(arguments: [
        Stopping.afterAllEpochs,
        .onValidation(EarlyStopping(share: 0.25, patience: 3, minimumImprovement: 0)),
        .byCrossValidation(folds: 3),
    ])
    func trainsATableLikeEachPartAlone(stopping: Stopping) throws {
        let text =
            "a,b,kind\n"
            + (0..<40).map { "\($0 % 7),\(($0 * 5) % 11),\($0 % 2 == 0 ? "x" : "y")" }.joined(separator: "\n")
        let table = try Table(reading: Array(text.utf8), source: "parts")
        var recipe = recipe
        recipe.stopping = stopping
        let schema = try Schema(inferring: table, selection: recipe.columns)
        let parts = (0..<5).map { part in (0..<40).filter { $0 % 5 != part && ($0 > 3 || part != 2) } }
        let trainer = Trainer(recipe)
        let together = try trainer.train(
            TableData(table, schema: schema, for: recipe), rowsOfEach: parts)
        for (part, result) in zip(parts, together) {
            let alone = try trainer.train(on: table, schema: schema, rows: part)
            #expect(result.model.parameters == alone.model.parameters)
            #expect(result.history == alone.history)
            #expect(result.ending == alone.ending)
            #expect(result.model.provenance == alone.model.provenance)
        }
    }
}
