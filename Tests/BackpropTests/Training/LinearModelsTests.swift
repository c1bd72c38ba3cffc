import Testing

@testable import Backprop

/// The linear model that held-out scores are compared with.
struct LinearModelsTests {
    @Test("the recipe is logistic regression with C = 1, or ridge regression with α = 1")
    func recipe() throws {
        let classes = recipe(.oneHot, output: .softmax, loss: CrossEntropy())
        let logistic = try #require(classes.linearModel(rows: 50))
        #expect(logistic.network.text == "dense 2 softmax")
        #expect(logistic.regularization.l2 == 1.0 / 50)
        #expect(logistic.precision == .float64)
        #expect(logistic.preprocessing.bins == nil)
        try logistic.validate()
        let numbers = recipe(.numeric, output: .linear, loss: MeanAbsoluteError())
        let ridge = try #require(numbers.linearModel(rows: 50))
        #expect(ridge.loss is MeanSquaredError)
        #expect(ridge.regularization.l2 == 2.0 / 50)
    }

    @Test("a network that is linear has none")
    func linear() {
        var recipe = recipe(.oneHot, output: .softmax, loss: CrossEntropy())
        recipe.network = Network([Dense(2, activation: .softmax)])
        #expect(recipe.linearModel(rows: 50) == nil)
    }

    @Test("cross-validation shows that a network beats it on an exclusive or, and not on a line")
    func comparison() throws {
        let exclusive = try result { ($0 > 0) != ($1 > 0) }
        #expect(exclusive.folds[0].baselines.last?.name == "linear model")
        let comparison = try #require(exclusive.linearComparison)
        #expect(comparison.verdict == .better)
        #expect(comparison.sentence.hasPrefix("Better than a linear model: accuracy "))
        #expect(comparison.baselineScore < 0.7)
        let line = try #require(try result { $0 + $1 > 0 }.linearComparison)
        #expect(line.verdict != .better)
        #expect(line.baselineScore > 0.9)
        // The baseline of the headline ignores the features.
        #expect(exclusive.comparison?.baseline.hasPrefix("always predicting") == true)
    }

    @Test("cross-validation leaves it out if told so")
    func without() throws {
        let result = try result(comparesLinearModel: false) { $0 + $1 > 0 }
        #expect(result.linearComparison == nil)
        #expect(result.folds[0].baselines.map(\.name) == ["most frequent class", "chance"])
    }

    private func recipe(_ encoding: TargetEncoding, output: Activation, loss: any Loss) -> Recipe {
        Recipe(
            network: Network([Dense(16, activation: .tanh), Dense(2, activation: output)]), loss: loss,
            optimizer: Adam(learningRate: 0.05), epochs: 40, batchSize: .rows(16),
            columns: ColumnSelection(targets: ["answer"]),
            preprocessing: PreprocessingSettings(bins: 8), targetEncoding: encoding)
    }

    private func result(
        comparesLinearModel: Bool = true, _ isYes: (Double, Double) -> Bool
    ) throws -> CrossValidation.Result {
        var generator = TestGenerator(state: 4)
        var lines = ["a,b,answer"]
        for _ in 0..<200 {
            let a = Double.random(in: -1...1, using: &generator)
            let b = Double.random(in: -1...1, using: &generator)
            lines.append("\(a),\(b),\(isYes(a, b) ? "yes" : "no")")
        }
        let table = try Table(reading: Array(lines.joined(separator: "\n").utf8), source: "FILE")
        var recipe = recipe(.oneHot, output: .softmax, loss: CrossEntropy())
        recipe.preprocessing.bins = nil
        var validation = CrossValidation(recipe)
        validation.comparesLinearModel = comparesLinearModel
        return try validation.run(on: table)
    }
}
