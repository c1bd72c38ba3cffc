import Testing

@testable import Backprop

/// The held-out scores of the folds that select the recipe.
@Suite struct HeldOutSelectionTests {
    /// Rows whose class follows from two numbers, with noise.
    private static func table(rows: Int, numbers: Bool = false) throws -> Table {
        let random = Philox(seed: 5, stream: 8)
        func uniform(_ index: Int) -> Double { 2 * random.unit(at: UInt64(index)) - 1 }
        return try ModelSupport.table(
            "a,b,y\n"
                + (0..<rows).map { row in
                    let (a, b, noise) = (uniform(3 * row), uniform(3 * row + 1), uniform(3 * row + 2))
                    let y = a - b + noise
                    return "\(a),\(b),\(numbers ? "\(y)" : y > 0.4 ? "up" : "down")\n"
                }.joined())
    }

    private func recipe(_ table: Table, folds: Int = 5) throws -> Recipe {
        var options = RecipeOptions()
        options.epochs = 6
        options.usesSelection = true
        let schema = try Schema(inferring: table)
        var recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        recipe.selection?.folds = folds
        return recipe
    }

    @Test(arguments: [5, 1], [false, true])
    func areThoseOfTheSelectedRecipe(folds: Int, numbers: Bool) throws {
        let table = try Self.table(rows: 80, numbers: numbers)
        try expectScoresOfFolds(by: try recipe(table, folds: folds), table, folds, numbers)
    }

    /// A temperature that was not chosen here must not be applied a second time.
    @Test func haveAnExplicitTemperatureOnce() throws {
        let table = try Self.table(rows: 80)
        var recipe = try recipe(table)
        recipe.temperature = 2
        recipe.selection?.calibrates = false
        try expectScoresOfFolds(by: recipe, table, 5, false)
    }

    /// Expects the scores of each fold of the selected recipe, trained by itself.
    private func expectScoresOfFolds(
        by recipe: Recipe, _ table: Table, _ folds: Int, _ numbers: Bool
    ) throws {
        let selection = try Trainer(recipe, threads: 2).selection(on: table)
        let heldOut = try #require(selection.heldOut)
        let schema = try Schema(inferring: table)
        let classes = numbers ? nil : schema.classes(of: Array(0..<80), in: table)
        let splitter: Splitter = numbers ? .kFold(folds: 5) : .stratified(folds: 5)
        let parts = try splitter.folds(rowCount: 80, labels: classes, seed: recipe.seed).prefix(folds)
        let expected = try parts.map { part in
            let model = try Trainer(selection.recipe).train(on: table, rows: part.training).model
            return try model.evaluate(table.selectingRows(part.test))
        }
        for (metric, summary) in Evaluation.summaries(of: expected) {
            #expect(heldOut[metric] == (Metric.main(of: heldOut.task).contains(metric) ? summary : nil))
        }
        #expect(heldOut.foldCount == folds && heldOut.rowCount == (folds == 5 ? 80 : 16))
        #expect(heldOut.baselineSummaries.map(\.baseline).suffix(1) == ["linear model"])
        #expect(heldOut.baselineSummaries.count == 3)
    }

    @Test func theResultHasThem() throws {
        let table = try Self.table(rows: 60)
        let recipe = try recipe(table)
        let selection = try Trainer(recipe).selection(on: table)
        let result = try Trainer(recipe, threads: 3).train(on: table)
        #expect(result.heldOut != nil && result.heldOut == selection.heldOut)
        var trainer = Trainer(selection.recipe)
        let again = try trainer.train(on: table)
        #expect(again.heldOut == nil && again.model.heldOutErrors == nil)
        #expect(ModelSupport.repeatable(again.model) == ModelSupport.repeatable(result.model))
        trainer.heldOut = selection.heldOut
        let same = try trainer.train(on: table)
        #expect(same.heldOut == selection.heldOut)
        #expect(same.model.safetensors() == result.model.safetensors())
    }

    @Test func aCancelledSelectionHasNone() throws {
        let table = try Self.table(rows: 60)
        var trainer = Trainer(try recipe(table))
        trainer.isCancelled = { true }
        #expect(try trainer.selection(on: table).heldOut == nil)
    }
}
