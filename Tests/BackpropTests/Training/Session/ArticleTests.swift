import Backprop
import Testing

/// The numbers of “How to code a neural network with backpropagation from scratch”, made by its own
/// Python program with `random.seed(1)`.
@Suite struct ArticleTests {
    /// The article's ten rows.
    static let contrived: [[Double]] = [
        [2.7810836, 2.550537003, 0], [1.465489372, 2.362125076, 0], [3.396561688, 4.400293529, 0],
        [1.38807019, 1.850220317, 0], [3.06407232, 3.005305973, 0], [7.627531214, 2.759262235, 1],
        [5.332441248, 2.088626775, 1], [6.922596716, 1.77106367, 1], [8.675418651, -0.242068655, 1],
        [7.673756466, 3.508563011, 1],
    ]

    /// First weights as the article draws them: neuron by neuron, the bias last.
    static func initialParameters(_ sizes: [Int], _ generator: inout MersenneTwister) -> [Double] {
        var parameters: [Double] = []
        for (inputs, units) in zip(sizes, sizes.dropFirst()) {
            let neurons = (0..<units).map { _ in (0...inputs).map { _ in generator.random() } }
            for input in 0...inputs { parameters += neurons.map { $0[input] } }
        }
        return parameters
    }

    /// The parameters neuron by neuron, the bias last.
    static func neurons(_ sizes: [Int], _ parameters: [Double]) -> [[Double]] {
        var neurons: [[Double]] = []
        var offset = 0
        for (inputs, units) in zip(sizes, sizes.dropFirst()) {
            for unit in 0..<units {
                neurons.append((0...inputs).map { parameters[offset + $0 * units + unit] })
            }
            offset += (inputs + 1) * units
        }
        return neurons
    }

    static func recipe(_ sizes: [Int], learningRate: Double, epochs: Int) -> Recipe {
        Recipe(
            network: Network(sizes.dropFirst().map { Dense($0, activation: .sigmoid) }),
            loss: SquaredError(), optimizer: SGD(learningRate: learningRate), epochs: epochs,
            batchSize: .rows(1), shuffles: false, precision: .float64)
    }

    @Test func trainsTheContrivedData() throws {
        var generator = MersenneTwister(seed: 1)
        let data = Dataset<Double>(
            Self.contrived.map { Array($0[0..<2]) },
            targets: Self.contrived.map { $0[2] == 0 ? [1, 0] : [0, 1] })
        let run = try TrainingRun(
            Self.recipe([2, 2, 2], learningRate: 0.5, epochs: 20), data: data,
            parameters: Self.initialParameters([2, 2, 2], &generator))
        let errors = try (0..<20).map { _ in try run.runEpoch().loss * 20 }
        let expected = [
            6.350, 5.531, 5.221, 4.951, 4.519, 4.173, 3.835, 3.506, 3.192, 2.898,
            2.626, 2.377, 2.153, 1.953, 1.774, 1.614, 1.472, 1.346, 1.233, 1.132,
        ]
        for (error, value) in zip(errors, expected) { #expect(abs(error - value) < 0.0005) }
        let weights = [
            [-1.4688375095432327, 1.850887325439514, 1.0858178629550297],
            [0.37711098142462157, -0.0625909894552989, 0.2765123702642716],
            [2.515394649397849, -0.3391927502445985, -0.9671565426390275],
            [-2.5584149848484263, 1.0036422106209202, 0.42383086467582715],
        ]
        for (neuron, values) in zip(Self.neurons([2, 2, 2], run.parameters), weights) {
            for (weight, value) in zip(neuron, values) { #expect(abs(weight / value - 1) < 1e-12) }
        }
    }
}
