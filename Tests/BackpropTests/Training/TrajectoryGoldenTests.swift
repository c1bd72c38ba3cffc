import Testing

@testable import Backprop

/// Ten steps of two networks as PyTorch makes them.
@Suite struct TrajectoryGoldenTests {
    static let golden = GoldenValues(TrajectoryGoldenValues.text)

    /// The rules of Tests/Conformance/pytorch/trajectories.py, under the same names.
    static let rules: [(name: String, rule: any Optimizer)] = [
        ("sgd", SGD(learningRate: 0.1)),
        ("momentum", SGD(learningRate: 0.05, momentum: 0.9)),
        ("nesterov", SGD(learningRate: 0.05, momentum: 0.9, nesterov: true)),
        ("adagrad", Adagrad(learningRate: 0.1)),
        ("rmsprop", RMSprop(learningRate: 0.01)),
        ("adam", Adam(learningRate: 0.02)),
        ("adamw", AdamW(learningRate: 0.02, weightDecay: 0.1)),
    ]

    /// The networks, with the shape of their rows.
    static let networks: [(name: String, layers: String, input: Shape)] = [
        ("mlp", "dense 5 tanh, dense 4 relu, dense 3 softmax", [3]),
        (
            "cnn",
            "conv 3 2x2 no-bias, batchnorm, relu, maxpool 2x2, conv 2 2x2 tanh, flatten, dense 3 softmax",
            [5, 5, 2]
        ),
    ]

    static let cases = networks.indices.flatMap { network in rules.indices.map { (network, $0) } }

    @Test func everyTrajectoryHasItsRule() {
        let names = Self.networks.map { "\($0.name) rows" }
        #expect(
            Self.golden.names
                == names
                + Self.networks.flatMap { network in Self.rules.map { "\(network.name) \($0.name)" } })
    }

    @Test(arguments: cases) func followsItsTrajectory(network: Int, index: Int) throws {
        let (kind, layers, input) = Self.networks[network]
        let name = "\(kind) \(Self.rules[index].name)"
        let recipe = Recipe(
            network: try Network(parsing: layers), loss: CrossEntropy(), optimizer: Self.rules[index].rule,
            batchSize: .full, shuffles: false)
        let data = Dataset<Double>(
            inputShape: input, targetCount: 3, features: Self.golden["\(kind) rows", "features"],
            targets: Self.golden["\(kind) rows", "targets"])
        let layout = try ParameterLayout(recipe.network, input: input)
        func vector(_ moment: String) -> [Double] {
            layout.tensors.flatMap { $0.memoryOrder(Self.golden[name, "\(moment) \($0.name)"]) }
        }
        try #require(vector("before").count == layout.vectorCount)
        let run = try TrainingRun(recipe, data: data, parameters: vector("before"))
        var losses: [Double] = []
        for step in 1...10 {
            losses.append(try run.runEpoch().loss)
            guard [1, 5, 10].contains(step) else { continue }
            #expect(trajectoryMismatch(run.parameters, vector("after \(step)")) == nil, "\(name), \(step)")
        }
        #expect(trajectoryMismatch(losses, Self.golden[name, "losses"]) == nil, "\(name)")
    }
}
