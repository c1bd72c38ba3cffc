import Testing

@testable import Backprop

/// The statistics that training keeps next to the parameters. No optimizer, decay or gradient changes them, and model
/// files contain them.
@Suite struct StatisticsTests {
    static func data<S: Scalar>(_ scalar: S.Type, rows: Int = 37) -> Dataset<S> {
        let random = Philox(seed: 3, stream: 7)
        return Dataset(
            inputShape: [7, 6, 2], targetCount: 3,
            features: (0..<(rows * 84)).map { S(2 * random.unit(at: UInt64($0)) - 1) },
            targets: (0..<rows).flatMap { row in (0..<3).map { S($0 == row % 3 ? 1 : 0) } })
    }

    static let text = """
        conv 4 3x3 relu padding same, maxpool 2, batchnorm, \
        residual(conv 4 3x3 padding same no-bias, batchnorm, dropout 0.2, relu), \
        parallel(conv 3 1x1 silu | depthwise 3x3 padding same | avgpool 3 stride 1 padding 1), spatial-dropout 0.1, \
        layernorm, conv-transpose 3 2x2, globalavgpool, dense 3 softmax
        """

    static func recipe(_ precision: Precision, weightDecay: Double = 0.1, text: String = text) throws
        -> Recipe
    {
        Recipe(
            network: try Network(parsing: text), loss: CrossEntropy(),
            optimizer: AdamW(learningRate: 0.01, weightDecay: weightDecay), epochs: 2, batchSize: .rows(8),
            seed: 5, precision: precision)
    }

    @Test func lieBehindAllParameters() throws {
        let layout = try ParameterLayout(Network(parsing: "dense 3, batchnorm, dense 2"), input: [4])
        #expect(
            layout.entries.map(\.name) == ["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"])
        #expect(layout.statistics.map(\.name) == ["1.running_mean", "1.running_var"])
        #expect(layout.statistics.map(\.offset) == [29, 32])
        #expect(layout.count == 29)
        #expect(layout.vectorCount == 35)
        #expect(layout.initialValues(as: Double.self, seed: 1)[29...] == [0, 0, 0, 1, 1, 1])
    }

    @Test func namesThoseInsideOfLayersAsPyTorchDoes() throws {
        let network = try Network(
            parsing: "relu, residual(conv 2 1x1 relu, batchnorm | conv 2 1x1), parallel(conv 1 1x1 | relu)")
        let layout = try ParameterLayout(network, input: [3, 3, 2])
        #expect(
            layout.tensors.map(\.name) == [
                "1.body.0.weight", "1.body.0.bias", "1.body.2.weight", "1.body.2.bias", "1.shortcut.0.weight",
                "1.shortcut.0.bias", "2.0.0.weight", "2.0.0.bias", "1.body.2.running_mean",
                "1.body.2.running_var",
            ])
    }

    /// Decay would shrink them, and a mean of the data's would not come out.
    @Test func areTheMeanAndTheVarianceOfWhatPassed() throws {
        let data = Dataset<Double>([[1, 10], [3, 30]], targets: [[0], [1]])
        var recipe = try Self.recipe(.float64, weightDecay: 0.5, text: "batchnorm momentum 1, dense 1")
        recipe.loss = SquaredError()
        let run = try TrainingRun(recipe, data: data)
        _ = try run.runEpoch()
        #expect(Array(run.parameters[run.layout.count...]) == [2, 20, 2, 200])
    }

    @Test func stayTheSameIfTheLossIsNotFinite() throws {
        var recipe = try Self.recipe(.float64, text: "batchnorm, dense 1")
        recipe.loss = SquaredError()
        let data = Dataset<Double>([[1e200, 2], [3e200, 4]], targets: [[1e200], [1e200]])
        let run = try TrainingRun(recipe, data: data)
        let before = run.parameters
        #expect(throws: TrainingError.self) { try run.runEpoch() }
        #expect(run.parameters == before)
    }

    @Test func comeBackFromAModelFile() throws {
        let model = try Trainer(Self.recipe(.float32)).train(on: Self.data(Float.self)).model
        let file = model.safetensors()
        let again = try Model(file, source: "m")
        #expect(again.parameters == model.parameters)
        #expect(file["3.running_mean"]?.shape == [4])
        #expect(file["0.weight"]?.shape == [4, 2, 3, 3])
    }
}

extension ComputeTests {
    /// A model with every kind of layer has the same bytes whatever the threads and the instruction set.
    @Suite struct SameBitsOfImagesTests {
        private func check<S: Scalar>(_ scalar: S.Type) throws {
            func bytes(threads: Int) throws -> [UInt8] {
                let recipe = try StatisticsTests.recipe(S.precision)
                return try Trainer(recipe, threads: threads).train(on: StatisticsTests.data(S.self)).model
                    .safetensors().serialized()
            }
            let expected = try bytes(threads: 1)
            try ComputeTests.withEachInstructionSet { (name) throws in
                for threads in [1, 2, 3, 5, 8] {
                    #expect(try bytes(threads: threads) == expected, "\(name), \(threads) threads")
                }
            }
        }

        @Test func inSinglePrecision() throws { try check(Float.self) }

        @Test func inDoublePrecision() throws { try check(Double.self) }
    }
}
