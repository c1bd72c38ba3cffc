import Backprop

/// Online steps of a 7-5-3 network of sigmoids, half the squared error, in double precision; nanoseconds a step.
struct OnlineTask: Task {
    let what = "7-5-3 sigmoid, plain gradient descent"
    private let run: TrainingRun<Double>
    private let repeating: Repeating

    init() throws {
        let random = Philox(seed: 1, stream: 0)
        let features = (0..<(168 * 7)).map { random.unit(at: UInt64($0)) }
        var targets = [Double](repeating: 0, count: 168 * 3)
        for row in 0..<168 {
            let sum = features[row * 7] + 0.2 * features[row * 7 + 1]
            targets[row * 3 + (sum < 0.45 ? 0 : sum < 0.75 ? 1 : 2)] = 1
        }
        let recipe = Recipe(
            network: Network {
                Dense(5, activation: .sigmoid)
                Dense(3, activation: .sigmoid)
            },
            loss: SquaredError(), optimizer: SGD(learningRate: 0.3), epochs: 1_000_000_000,
            batchSize: .rows(1),
            shuffles: false, precision: .float64)
        let data = Dataset(inputShape: [7], targetCount: 3, features: features, targets: targets)
        let run = try TrainingRun(recipe, data: data)
        self.run = run
        repeating = try Repeating { turns in for _ in 0..<turns { _ = try run.runEpoch() } }
    }

    func round() throws -> Answer {
        ["value": Value(try repeating.nanoseconds() / Double(run.data.rowCount))]
    }

    func check() throws -> Answer { ["loss": Value(try run.runEpoch().loss)] }
}

/// One row through a network of dense layers, one thread; nanoseconds a prediction.
struct LatencyTask: Task {
    let what: String
    private let repeating: Repeating

    init(sizes: [Int]) throws {
        guard sizes.count > 1 else { throw Misuse("a network has an input and an output") }
        let hidden = sizes.dropFirst().dropLast().map { Dense($0, activation: .relu) }
        let network = Network(hidden + [Dense(sizes[sizes.count - 1], activation: .softmax)])
        let recipe = Recipe(network: network, loss: CrossEntropy())
        let shape = Shape([sizes[0]])
        let layout = try ParameterLayout(network, input: shape)
        let model = try Model(
            recipe: recipe, inputShape: shape,
            parameters: Parameters(layout.initialValues(seed: 1, weights: nil) as [Float]),
            provenance: Provenance(source: "", rows: 0))
        let predictor = try Predictor<Float>(model, batchSize: 1)
        let input = UnsafeMutableBufferPointer<Float>.allocate(capacity: sizes[0])
        let output = UnsafeMutableBufferPointer<Float>.allocate(capacity: sizes[sizes.count - 1])
        let random = Philox(seed: 2, stream: 0)
        for index in input.indices {
            input.initializeElement(at: index, to: Float(random.unit(at: UInt64(index))))
        }
        output.initialize(repeating: 0)
        what = "\(network.text), one row"
        repeating = try Repeating { turns in
            for _ in 0..<turns { predictor.predict(UnsafeBufferPointer(input), rows: 1, into: output) }
        }
        let sum = output.reduce(0, +)
        guard abs(sum - 1) < 1e-5 else { throw Misuse("the probabilities' sum is \(sum)") }
    }

    func round() throws -> Answer { ["value": Value(try repeating.nanoseconds())] }

    func check() throws -> Answer { [:] }
}
