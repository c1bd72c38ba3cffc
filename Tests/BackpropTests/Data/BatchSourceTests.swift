import Testing

@testable import Backprop

/// Rows that have to be asked for, that may be refused, and that may be changed for the purpose they are used for.
private struct AskedRows: BatchSource {
    struct Refusal: Error, Equatable {
        let step: UInt64?
    }

    let base: Dataset<Double>
    var refusesFromStep: UInt64 = .max
    var refusesToMeasure = false
    var shift: @Sendable (RandomContext) -> Double = { _ in 0 }

    var rowCount: Int { base.rowCount }
    var inputShape: Shape { base.inputShape }
    var targetCount: Int { base.targetCount }
    var hasWeights: Bool { base.hasWeights }

    func gather(_ pass: BatchRequest<Double>) throws {
        if let context = pass.context, context.step >= refusesFromStep { throw Refusal(step: context.step) }
        if pass.context == nil && refusesToMeasure { throw Refusal(step: nil) }
        base.gather(pass)
        for index in 0..<(pass.rows.count * inputShape.count) {
            pass.features[index] += pass.context.map(shift) ?? 0
        }
    }
}

@Suite struct BatchSourceTests {
    private let data = Dataset<Double>(
        (0..<23).map { [Double($0) / 23, Double($0 * $0 % 7)] }, targets: (0..<23).map { [Double($0 % 5)] },
        weights: (0..<23).map { Double(1 + $0 % 3) })

    private func recipe(shuffles: Bool = true, stopping: Stopping = .afterAllEpochs) -> Recipe {
        Recipe(
            network: Network([Dense(4, activation: .tanh), Dense(1)]), loss: MeanSquaredError(),
            epochs: 5, batchSize: .rows(4), shuffles: shuffles, stopping: stopping, precision: .float64)
    }

    @Test(arguments: [true, false]) func rowsThatAreAskedForTrainToTheSameBits(shuffles: Bool) throws {
        let trainer = Trainer(recipe(shuffles: shuffles))
        let held = try trainer.train(on: data, validation: data)
        let asked = try trainer.train(on: AskedRows(base: data), validation: AskedRows(base: data))
        #expect(held.model.parameters == asked.model.parameters)
        #expect(held.history == asked.history)
    }

    @Test func anEpochIsSearchedForInRowsThatAreAskedFor() throws {
        let trainer = Trainer(recipe(stopping: .byCrossValidation(folds: 3)), threads: 2)
        let held = try trainer.train(on: data)
        let asked = try trainer.train(on: AskedRows(base: data))
        #expect(held.model.parameters == asked.model.parameters)
        #expect(held.history == asked.history)
    }

    @Test func rowsOfSelectedRowsAreThoseOfTheBase() throws {
        let selected = AskedRows(base: data).selecting([5, 9, 2, 0]).selecting([3, 1])
        let run = try TrainingRun(recipe(), data: selected)
        let expected = try TrainingRun(recipe(), data: data.selectingRows([0, 9]))
        _ = try (run.runEpoch(), expected.runEpoch())
        #expect(run.parameters == expected.parameters)
    }

    /// Six updates an epoch: the tenth is the fourth of the second epoch.
    @Test func anErrorOfTheSourceEndsTheRunAndReachesTheCaller() throws {
        let source = AskedRows(base: data, refusesFromStep: 9)
        var epochs = 0
        #expect(throws: AskedRows.Refusal(step: 9)) {
            try Trainer(recipe()).train(on: source) { event in
                if case .epoch = event { epochs += 1 }
            }
        }
        #expect(epochs == 1)
        #expect(throws: AskedRows.Refusal(step: nil)) {
            try Trainer(recipe()).train(on: data, validation: AskedRows(base: data, refusesToMeasure: true))
        }
    }

    @Test func perturbationDependsOnThePurposeOfTheRows() throws {
        let context = RandomContext(seed: 1, epoch: 2, step: 13)
        let changed = AskedRows(base: data, shift: { $0 == context ? 1 : 0 })
        let (plain, shifted) = try (
            TrainingRun(recipe(), data: AskedRows(base: data)), TrainingRun(recipe(), data: changed)
        )
        for epoch in 0..<3 {
            #expect(plain.parameters == shifted.parameters, "before epoch \(epoch)")
            _ = try (plain.runEpoch(), shifted.runEpoch())
        }
        #expect(plain.parameters != shifted.parameters)
        let validation = try ValidationEvaluator(
            recipe().network, loss: MeanSquaredError(), data: changed, threads: 1)
        let expected = try ValidationEvaluator(
            recipe().network, loss: MeanSquaredError(), data: data, threads: 1)
        #expect(try validation.value(plain.parameters) == expected.value(plain.parameters))
    }

    @Test(arguments: [1, 2, 5]) func aDatasetCopiesRowsTogetherOnAnyNumberOfThreads(threads: Int) {
        let width = 40
        let large = Dataset<Float>(
            inputShape: [width], targetCount: 1, features: (0..<(900 * width)).map { Float($0) },
            targets: (0..<900).map { Float($0) })
        var rows = (0..<700).map { ($0 * 7 + 3) % 900 }
        let expected = rows
        var (features, targets, weights) = (
            [Float](repeating: 0, count: 700 * width), [Float](repeating: 0, count: 700),
            [Float](repeating: 0, count: 700)
        )
        rows.withUnsafeMutableBufferPointer { rows in
            features.withUnsafeMutableBufferPointer { features in
                targets.withUnsafeMutableBufferPointer { targets in
                    weights.withUnsafeMutableBufferPointer { weights in
                        large.gather(
                            BatchRequest(
                                rows: rows, context: nil, features: features.baseAddress!,
                                targets: targets.baseAddress!, weights: weights.baseAddress!, threads: threads
                            ))
                    }
                }
            }
        }
        #expect(targets == expected.map { Float($0) })
        #expect(features == expected.flatMap { row in (0..<width).map { Float(row * width + $0) } })
    }
}
