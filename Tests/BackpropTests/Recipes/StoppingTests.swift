import Testing

@testable import Backprop

@Suite struct StoppingTests {
    /// A noisy line, so that a network of many units learns the noise after a while.
    private func data(rows: Int, seed: UInt64) -> Dataset<Double> {
        let random = Philox(seed: seed, stream: 2)
        let inputs = (0..<rows).map { 2 * random.unit(at: UInt64($0)) - 1 }
        let noise = (0..<rows).map { random.normal(at: UInt64(10_000 + $0)) }
        return Dataset(inputs.map { [$0, $0 * $0] }, targets: zip(inputs, noise).map { [$0 + $1] })
    }

    private func recipe(_ stopping: Stopping, epochs: Int = 60) -> Recipe {
        Recipe(
            network: Network([Dense(32, activation: .tanh), Dense(1)]), loss: MeanSquaredError(),
            optimizer: Adam(learningRate: 0.02), epochs: epochs, batchSize: .rows(4), stopping: stopping,
            seed: 5, precision: .float64)
    }

    @Test func validationKeepsTheParametersOfTheBestEpoch() throws {
        let stopping = Stopping.onValidation(EarlyStopping(share: 0.2, patience: 8, minimumImprovement: 0))
        let (training, validation) = (data(rows: 20, seed: 1), data(rows: 30, seed: 2))
        let result = try Trainer(recipe(stopping)).train(on: training, validation: validation)
        let losses = result.history.compactMap(\.validationLoss)
        let best = try #require(losses.firstIndex(of: losses.min()!)) + 1
        #expect(result.ending == .bestEpoch(best, of: losses.count))
        #expect(losses.count == best + 8, "patience ends the run")
        let again = try Trainer(recipe(.afterAllEpochs, epochs: best)).train(on: training)
        #expect(again.model.parameters == result.model.parameters)
        #expect(result.model.provenance.epochs == best)
    }

    @Test func validationNeedsData() {
        let stopping = Stopping.onValidation(EarlyStopping(share: 0.25, patience: 3, minimumImprovement: 0))
        let error = TrainingError.noValidationData(share: 0.25)
        #expect(throws: error) { try Trainer(recipe(stopping)).train(on: data(rows: 8, seed: 1)) }
    }

    @Test func crossValidationChoosesTheLengthAndUsesAllRows() throws {
        let training = data(rows: 24, seed: 3)
        let stopping = Stopping.byCrossValidation(folds: 4)
        let result = try Trainer(recipe(stopping), threads: 1).train(on: training)
        #expect((1..<60).contains(result.history.count), "noise is learned before the last epoch")
        #expect(result.model.provenance.rows == 24)
        let parallel = try Trainer(recipe(stopping), threads: 2).train(on: training)
        #expect(parallel.model.parameters == result.model.parameters)
        let again = try Trainer(recipe(.afterAllEpochs, epochs: result.history.count)).train(on: training)
        #expect(again.model.parameters == result.model.parameters)
    }

    @Test(arguments: [
        Stopping.afterAllEpochs, .byCrossValidation(folds: 5),
        .onValidation(EarlyStopping(share: 0.1, patience: 10, minimumImprovement: 0.001)),
    ])
    func isReadBackAsWritten(stopping: Stopping) throws {
        #expect(try JSONValue(encoding: stopping).decode(Stopping.self) == stopping)
    }
}
