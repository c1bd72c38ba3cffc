import Testing

@testable import Backprop

/// The temperature of a recipe, and its choice on the held-out rows.
@Suite struct CalibrationTests {
    /// Rows of two numbers whose class is random except for a slight trend.
    private static func table(rows: Int, classes: [String]) throws -> Table {
        let random = Philox(seed: 11, stream: 2)
        func uniform(_ index: Int) -> Double { random.unit(at: UInt64(index)) }
        return try ModelSupport.table(
            "a,b,kind\n"
                + (0..<rows).map { row in
                    let (a, b, noise) = (uniform(3 * row), uniform(3 * row + 1), uniform(3 * row + 2))
                    let score = 0.3 * a + 0.7 * noise
                    let kind = classes[min(classes.count - 1, Int(score * Double(classes.count)))]
                    return "\(a),\(b),\(kind)\n"
                }.joined())
    }

    /// Rows of twenty numbers that are unrelated to the class.
    private static func noise(rows: Int) throws -> Table {
        let random = Philox(seed: 4, stream: 9)
        let names = (0..<20).map { "x\($0)" }.joined(separator: ",")
        return try ModelSupport.table(
            "\(names),kind\n"
                + (0..<rows).map { row in
                    let numbers = (0..<20).map { "\(random.unit(at: UInt64(21 * row + $0)))" }
                    let kind = random.unit(at: UInt64(21 * row + 20)) < 0.5 ? "low" : "high"
                    return numbers.joined(separator: ",") + ",\(kind)\n"
                }.joined())
    }

    private static func options() -> RecipeOptions {
        var options = RecipeOptions()
        options.hiddenLayers = Network { Dense(16, activation: .tanh) }
        options.optimizer = AdamW(learningRate: 0.02, weightDecay: 0)
        options.epochs = 30
        return options
    }

    @Test(arguments: [["low", "high"], ["low", "middle", "high"]])
    func dividesTheLogits(classes: [String]) throws {
        let table = try Self.table(rows: 90, classes: classes)
        var recipe = try Self.options().recipe(for: Schema(inferring: table), rows: 90).recipe
        let plain = try Trainer(recipe).train(on: table).model
        recipe.temperature = 2
        let model = try Trainer(recipe).train(on: table).model
        let before = try #require(plain.predict(table).probabilities)
        let after = try #require(model.predict(table).probabilities)
        for (shares, found) in zip(before, after) {
            let sum = shares.values.reduce(0) { $0 + $1.squareRoot() }
            for (label, share) in shares {
                #expect(abs(try #require(found[label]) - share.squareRoot() / sum) < 1e-6)
            }
        }
        #expect(plain.parameters != model.parameters)
    }

    @Test func leavesNumbersUnchanged() throws {
        let random = Philox(seed: 3, stream: 1)
        let table = try ModelSupport.table(
            "a,y\n"
                + (0..<50).map { "\(random.unit(at: UInt64($0))),\(random.unit(at: UInt64(100 + $0)))\n" }
                .joined())
        var recipe = try Self.options().recipe(for: Schema(inferring: table), rows: 50).recipe
        let plain = try Trainer(recipe).train(on: table).model
        recipe.temperature = 2
        #expect(try Trainer(recipe).train(on: table).model.parameters == plain.parameters)
    }

    /// A network that has learned the noise is overconfident; the held-out rows tell.
    @Test(arguments: [1, 4])
    func isChosenOnTheHeldOutRows(folds: Int) throws {
        let table = try Self.noise(rows: 150)
        var recipe = try Self.options().recipe(for: Schema(inferring: table), rows: 150).recipe
        recipe.selection = NestedModelSelection(candidates: [], folds: folds)
        let plain = try Trainer(recipe).selection(on: table)
        recipe.selection?.calibrates = true
        let selection = try Trainer(recipe).selection(on: table)
        let temperature = try #require(selection.recipe.temperature)
        #expect(temperature > 1.1 && plain.recipe.temperature == nil)
        let (before, after) = (try #require(plain.heldOut), try #require(selection.heldOut))
        #expect(try #require(after[.logLoss]?.mean) < (try #require(before[.logLoss]?.mean)))
        #expect(after[.accuracy]?.mean == before[.accuracy]?.mean)
        // The complete recipe gives the bits of the run that chose it.
        let result = try Trainer(recipe).train(on: table)
        let again = try Trainer(selection.recipe).train(on: table)
        #expect(ModelSupport.repeatable(again.model) == ModelSupport.repeatable(result.model))
        #expect(
            try Trainer(selection).train(on: table).model.safetensors() == result.model.safetensors())
    }

    @Test func isOnlyChosenForTablesOfClassesIfItIsOpen() throws {
        let table = try Self.table(rows: 120, classes: ["low", "high"])
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        #expect(try options.recipe(for: schema, rows: 120).recipe.selection?.calibrates == true)
        options.temperature = 1
        let recipe = try options.recipe(for: schema, rows: 120).recipe
        #expect(recipe.selection?.calibrates == false && recipe.temperature == 1)
    }
}
