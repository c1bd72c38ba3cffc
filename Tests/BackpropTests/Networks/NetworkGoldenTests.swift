import Testing

@testable import Backprop

@Suite struct NetworkGoldenTests {
    static let golden = GoldenValues(NetworkGoldenValues.text)

    /// The networks of Tests/Conformance/pytorch/networks.py, under the same names.
    static let recipes: [(name: String, recipe: Recipe)] = [
        (
            "tanh",
            recipe(
                "dense 4 tanh, dense 2", MeanSquaredError(), SGD(learningRate: 0.1, momentum: 0.9), epochs: 5)
        ),
        (
            "sigmoid online",
            recipe("dense 5 sigmoid, dense 2 sigmoid", SquaredError(), SGD(learningRate: 0.5), epochs: 3)
        ),
        (
            "softmax",
            recipe(
                "dense 6 relu, dense 4 silu, dense 3 softmax", CrossEntropy(), Adam(learningRate: 0.01),
                epochs: 4)
        ),
        (
            "binary",
            recipe(
                "dense 5 gelu no-bias, dropout 0, dense 3 softplus, dense 2 sigmoid", BinaryCrossEntropy(),
                AdamW(learningRate: 0.01, weightDecay: 0.1), epochs: 3)
        ),
        (
            "units",
            recipe(
                "dense 4 elu, dense 4 selu, dense 2", Huber(delta: 0.5), RMSprop(learningRate: 0.005),
                epochs: 2)
        ),
        ("penalties", regularized(SGD(learningRate: 0.1), Regularization(l1: 0.03, l2: 0.2))),
        (
            "clipped",
            regularized(
                SGD(learningRate: 0.5, momentum: 0.5), Regularization(clipValue: 0.1, clipNorm: 0.15))
        ),
        ("max-norm", regularized(Adam(learningRate: 0.01), Regularization(maxNorm: 0.6))),
        (
            "label smoothing",
            regularized(
                Adam(learningRate: 0.01), Regularization(labelSmoothing: 0.2),
                "dense 4 tanh, dense 3 softmax",
                CrossEntropy())
        ),
    ]

    static func regularized(
        _ optimizer: any Optimizer, _ regularization: Regularization,
        _ layers: String = "dense 4 tanh, dense 2", _ loss: any Loss = MeanSquaredError()
    ) -> Recipe {
        var recipe = recipe(layers, loss, optimizer, epochs: 4)
        recipe.regularization = regularization
        return recipe
    }

    static func recipe(_ layers: String, _ loss: any Loss, _ optimizer: any Optimizer, epochs: Int) -> Recipe
    {
        Recipe(
            network: try! Network(parsing: layers), loss: loss, optimizer: optimizer, epochs: epochs,
            shuffles: false)
    }

    static func data<S: Scalar>(_ name: String, as scalar: S.Type) -> Dataset<S> {
        let targets = golden[name, "targets", as: S.self]
        let weights = golden[name, "weights", as: S.self]
        return Dataset(
            inputShape: [3], targetCount: targets.count / 6,
            features: golden["data", "features", as: S.self], targets: targets,
            weights: weights.isEmpty ? nil : weights)
    }

    /// PyTorch's tensors in this library's order: a dense layer's weights are [inputs, outputs] here.
    static func parameters(_ name: String, _ moment: String, _ layout: ParameterLayout) -> [Double] {
        layout.entries.flatMap { entry in
            let values = golden[name, "\(moment) \(entry.name)"]
            return entry.memoryOrder(values)
        }
    }

    @Test func everyCaseHasItsRecipe() {
        #expect(Self.golden.names == ["data"] + Self.recipes.map(\.name))
    }

    @Test(arguments: recipes.indices) func trainsAsPyTorchDoes(index: Int) throws {
        try Self.expectAgreement(Self.recipes[index].recipe, Self.recipes[index].name, as: Double.self)
        try Self.expectAgreement(Self.recipes[index].recipe, Self.recipes[index].name, as: Float.self)
    }

    static func expectAgreement<S: Scalar>(_ recipe: Recipe, _ name: String, as scalar: S.Type) throws {
        var recipe = recipe
        recipe.batchSize = .rows(Int(golden[name, "batch"][0]))
        let data = data(name, as: S.self)
        let layout = try ParameterLayout(recipe.network, input: [3])
        let before = parameters(name, "before", layout)
        try #require(before.count == layout.count)
        let run = try TrainingRun(recipe, data: data, parameters: before.map { S($0) })
        var losses = [S(try run.runEpoch().loss)]
        #expect(mismatch(run.parameters, parameters(name, "first", layout)) == nil, "\(name)")
        for _ in 1..<recipe.epochs { losses.append(S(try run.runEpoch().loss)) }
        #expect(mismatch(run.parameters, parameters(name, "last", layout)) == nil, "\(name)")
        #expect(mismatch(losses, golden[name, "losses"]) == nil, "\(name)")
    }

    @Test(arguments: recipes.indices) func predictsAsPyTorchDoes(index: Int) throws {
        let (name, recipe) = Self.recipes[index]
        try Self.expectPredictions(recipe, name, as: Double.self)
        try Self.expectPredictions(recipe, name, as: Float.self)
    }

    /// PyTorch's networks end before the activation that the loss contains.
    static func expectPredictions<S: Scalar>(_ recipe: Recipe, _ name: String, as scalar: S.Type) throws {
        let program = try Program<S>(
            recipe.network.fused(with: recipe.loss), input: [3], batchSize: 6, purpose: .inference)
        let parameters = parameters(name, "last", program.layout).map { S($0) }
        let output = program.forward(data(name, as: S.self).features, rows: 6, parameters: parameters)
        let predictions = Array(UnsafeBufferPointer(start: output, count: 6 * program.outputShape.count))
        #expect(mismatch(predictions, golden[name, "predictions"]) == nil, "\(name)")
    }
}
