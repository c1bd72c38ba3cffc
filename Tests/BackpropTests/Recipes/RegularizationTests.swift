import Testing

@testable import Backprop

@Suite struct RegularizationTests {
    private static func data(classes: Int) -> Dataset<Double> {
        let random = Philox(seed: 8, stream: 1)
        return Dataset(
            (0..<12).map { row in (0..<3).map { random.normal(at: UInt64(3 * row + $0)) } },
            targets: (0..<12).map { row in (0..<classes).map { $0 == row % max(2, classes) ? 1 : 0 } },
            weights: (0..<12).map { Double($0 % 3 + 1) })
    }

    @Test(arguments: [
        Regularization(l1: 0.1), Regularization(l2: 0.3), Regularization(labelSmoothing: 0.25),
        Regularization(inputNoise: 0.5),
        Regularization(l1: 0.01, l2: 0.02, labelSmoothing: 0.1, inputNoise: 0.2),
    ]) func gradientsAreThoseOfTheRegularizedLoss(regularization: Regularization) throws {
        let network = Network([Dense(4, activation: .tanh), Dense(3, activation: .softmax)])
        let data = Self.data(classes: 3)
        let check = try GradientCheck(
            network, loss: CrossEntropy(), regularization: regularization, data: data)
        #expect(check.passes, "\(String(describing: check.worst))")
        let binary = try GradientCheck(
            Network([Dense(4, activation: .tanh), Dense(1, activation: .sigmoid)]),
            loss: BinaryCrossEntropy(), regularization: regularization, data: Self.data(classes: 1))
        #expect(binary.passes, "\(String(describing: binary.worst))")
    }

    @Test func penaltiesSpareBiases() throws {
        let layout = try ParameterLayout(Network([Dense(2)]), input: [2])
        let rules = WeightRegularizer(Regularization(l1: 1, l2: 2), layout: layout)
        let parameters = [1.0, -2, 3, 0, 50, -60]
        var gradients = [Double](repeating: 0, count: 6)
        rules.addPenaltyGradient(parameters, to: &gradients)
        #expect(gradients == [3, -5, 7, 0, 0, 0])
        #expect(rules.penalty(parameters) == 6 + 14)
    }

    @Test func aSmoothedLabelIsSpreadOverWhatThereIsToChooseFrom() throws {
        let regularization = Regularization(labelSmoothing: 0.3)
        func targets(_ loss: any Loss, _ targets: [Double]) throws -> [Double] {
            let rows = try #require(
                BatchPerturbation<Double>(
                    regularization, loss: loss, batchSize: 1, featureCount: 1, targetCount: targets.count))
            let batch = Batch(rows: 1, features: [0], targets: targets, weights: nil)
            let shown = rows.shown(batch, RandomContext(seed: 1, step: 0))
            return (0..<targets.count).map { shown.targets[$0] }
        }
        #expect(try targets(CrossEntropy(), [0, 1, 0]) == [0.3 / 3, 0.7 + 0.3 / 3, 0.3 / 3])
        #expect(try targets(BinaryCrossEntropy(), [1]) == [0.7 + 0.15])
    }

    /// Mean and deviation of 30,000 deviates, each step's other than the last's.
    @Test func noiseIsNormalAndComesFromSeedAndStep() throws {
        let count = 30_000
        let rows = try #require(
            BatchPerturbation<Double>(
                Regularization(inputNoise: 0.25), loss: MeanSquaredError(), batchSize: count, featureCount: 1,
                targetCount: 1))
        let zeros = [Double](repeating: 0, count: count)
        func noise(seed: UInt64, step: UInt64) -> [Double] {
            zeros.withUnsafeBufferPointer { zeros in
                let batch = Batch(
                    rows: count, features: zeros.baseAddress!, targets: zeros.baseAddress!, weights: nil)
                let shown = rows.shown(batch, RandomContext(seed: seed, step: step))
                return Array(UnsafeBufferPointer(start: shown.features, count: count))
            }
        }
        let first = noise(seed: 1, step: 0)
        #expect(first == noise(seed: 1, step: 0))
        #expect(first != noise(seed: 1, step: 1))
        #expect(first != noise(seed: 2, step: 0))
        let mean = first.reduce(0, +) / Double(count)
        let deviation = (first.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
        #expect(abs(mean) < 0.006 && abs(deviation - 0.25) < 0.005)
    }

    @Test func validationIsMeasuredWithoutNoiseAndSmoothing() throws {
        let data = Self.data(classes: 3)
        func history(_ regularization: Regularization) throws -> [EpochReport] {
            let recipe = Recipe(
                network: Network([Dense(3, activation: .softmax)]), loss: CrossEntropy(),
                optimizer: SGD(learningRate: 1e-300), epochs: 1, regularization: regularization,
                precision: .float64)
            return try Trainer(recipe).train(on: data, validation: data).history
        }
        let plain = try history(.none)
        let regularized = try history(Regularization(labelSmoothing: 0.5, inputNoise: 1))
        #expect(plain[0].validationLoss == regularized[0].validationLoss)
        #expect(plain[0].loss != regularized[0].loss)
    }

    @Test func isReadBackAsWrittenAndMayBeMissing() throws {
        let regularization = Regularization(
            l1: 0.1, l2: 0.2, maxNorm: 3, clipValue: 0.4, clipNorm: 5, labelSmoothing: 0.6, inputNoise: 0.7)
        #expect(try JSONValue(encoding: regularization).decode(Regularization.self) == regularization)
        #expect(try JSONValue(parsing: "{}").decode(Regularization.self) == .none)
        let recipe = Recipe(network: Network([Dense(1)]), loss: MeanSquaredError())
        var value = try JSONValue(encoding: recipe)
        #expect(value["regularization"] != nil)
        value["regularization"] = nil
        #expect(try value.decode(Recipe.self) == recipe)
    }

    @Test(arguments: [
        (Regularization(l1: -1), "the l1 penalty must be a number of at least 0, not -1.0"),
        (Regularization(l2: .nan), "the l2 penalty must be a number of at least 0, not nan"),
        (Regularization(maxNorm: 0), "the largest norm of weights must be a number above 0, not 0.0"),
        (Regularization(clipValue: -2), "the largest gradient value must be a number above 0, not -2.0"),
        (Regularization(clipNorm: .infinity), "the largest gradient norm must be a number above 0, not inf"),
        (
            Regularization(labelSmoothing: 1),
            "the label smoothing must be a number from 0 to below 1, not 1.0"
        ),
        (
            Regularization(labelSmoothing: 0.1),
            "the loss under label smoothing must be cross-entropy or binary-cross-entropy, not mean-squared-error"
        ),
    ]) func namesTheFault(regularization: Regularization, message: String) {
        let recipe = Recipe(
            network: Network([Dense(1)]), loss: MeanSquaredError(), regularization: regularization)
        let error = #expect(throws: SettingError.self) { try recipe.validate() }
        #expect(error?.description == message)
    }
}
