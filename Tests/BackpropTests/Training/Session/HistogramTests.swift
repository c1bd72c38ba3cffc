import Testing

@testable import Backprop

@Suite struct HistogramTests {
    @Test func valuesLieInTheirIntervals() throws {
        let found = try #require(Histogram([0, 1, 2, 2.5, 3, 4] as [Double], intervals: 4))
        #expect(found.counts == [2, 1, 2, 1])
        #expect(found.limits == [1, 2, 3, 4])
        #expect(found.minimum == 0 && found.maximum == 4 && found.count == 6)
        #expect(found.sum == 12.5 && found.sumOfSquares == 0 + 1 + 4 + 6.25 + 9 + 16)
    }

    @Test func equalValuesTakeOneInterval() throws {
        let found = try #require(Histogram([Float](repeating: 0.5, count: 7)))
        #expect(found.counts == [7] && found.limits == [0.5])
    }

    @Test func valuesThatAreNotFiniteAreLeftOut() throws {
        #expect(Histogram([Double.nan, .infinity]) == nil)
        #expect(Histogram([Float]()) == nil)
        let found = try #require(Histogram([Float.nan, 1, -.infinity, 3], intervals: 2))
        #expect(found.counts == [1, 1] && found.minimum == 1)
    }

    @Test func theLargestRangeHasIntervalsToo() throws {
        let most = Double.greatestFiniteMagnitude
        let found = try #require(Histogram([-most, 0, most], intervals: 2))
        #expect(found.counts == [2, 1])
        #expect(found.limits == [0, most])
        let least = Double.leastNonzeroMagnitude
        #expect(Histogram([0, least], intervals: 5)?.count == 2)
    }

    /// Gradients are those of the update, whatever way an epoch is made; watching changes no bit.
    @Test func watchingChangesNothing() throws {
        let data = Dataset<Double>(
            (0..<20).map { [Double($0) / 10] }, targets: (0..<20).map { [Double($0 % 4)] })
        for batchSize in [BatchSize.rows(1), .rows(7)] {
            let recipe = Recipe(
                network: Network([Dense(3, activation: .tanh), Dense(1)]), loss: SquaredError(),
                optimizer: SGD(learningRate: 0.1), epochs: 3, batchSize: batchSize, precision: .float64,
                targetEncoding: .numeric)
            var trainer = Trainer(recipe)
            let plain = try trainer.train(on: data)
            trainer.watchesTensors = true
            var last: [TensorSpread] = []
            let watched = try trainer.train(on: data) {
                if case .tensors(let spreads, _) = $0 { last = spreads }
            }
            #expect(watched.history == plain.history)
            #expect(watched.model.parameters == plain.model.parameters)
            #expect(last.map(\.name) == ["0.weight", "0.bias", "2.weight", "2.bias"])
            // The update that the gradient made, undone, is the gradient again.
            let gradients = last.compactMap(\.gradient)
            #expect(gradients.count == 4 && gradients.contains { $0.sumOfSquares > 0 })
            #expect(last[0].values == Histogram(plain.model.parameters.values(as: Double.self)[0..<3]))
        }
    }
}
