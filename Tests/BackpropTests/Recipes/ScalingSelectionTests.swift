import Testing

@testable import Backprop

/// A table whose numbers lie evenly over so many decades, or in one if there are none, with classes or a price that
/// their logarithms determine.
private func table(decades: Double, classes: Bool, rows: Int = 120) throws -> Table {
    var generator = TestGenerator(state: 7)
    let lines = (0..<rows).map { _ in
        let (a, b) = (
            Double.random(in: -0.5...0.5, using: &generator), Double.random(in: -0.5...0.5, using: &generator)
        )
        func number(_ share: Double) -> String {
            decades == 0 ? "\(share)" : "\(PortableExponential.value(of: share * decades * 2.302585))"
        }
        let target = classes ? (a + b > 0.1 ? "near" : a > b ? "far" : "there") : number(a + b / 3)
        return classes ? "\(number(a)),\(number(b)),\(target)" : "\(a),\(b),\(target)"
    }
    let text = (["a,b,y"] + lines).map { $0 + "\n" }.joined()
    return try Table(reading: Array(text.utf8), source: "d.csv")
}

@Suite struct ScalingSelectionTests {
    private func recipe(
        _ table: Table, _ options: RecipeOptions = RecipeOptions()
    ) throws -> (recipe: Recipe, choices: [Choice], schema: Schema) {
        let schema = try Schema(inferring: table)
        let (recipe, choices) = try options.recipe(for: schema, rows: table.rowCount)
        return (recipe, choices, schema)
    }

    @Test func tablesWithoutSkewTryNothing() throws {
        for classes in [true, false] {
            let (recipe, choices, _) = try recipe(table(decades: 0, classes: classes))
            #expect(recipe.selection?.scalings == [])
            #expect(recipe.selection?.targetScalings == [])
            #expect(recipe.preprocessing == PreprocessingSettings())
            #expect(!choices.contains { $0.setting.hasPrefix("scale") })
        }
    }

    @Test func numbersOverManyDecadesAreScaledByQuantiles() throws {
        let table = try table(decades: 6, classes: true)
        let (found, choices, schema) = try recipe(table)
        var recipe = found
        #expect(recipe.preprocessing.scaling == .standard)
        recipe.epochs = 20
        let resolved = try Trainer(recipe, threads: 2).resolvedRecipe(on: table, schema: schema)
        #expect(resolved.preprocessing.scaling == .quantile)
        #expect(resolved.selection == nil)
        #expect(
            try Trainer(recipe).resolvedRecipe(on: table, schema: schema) == resolved,
            "the number of threads must not matter")
        #expect(
            choices.first { $0.setting == "scale" }
                == Choice(
                    setting: "scale", value: "best of standard, quantile",
                    reason: "2 columns are skewed; by 5 folds inside the rows"))
        #expect(
            recipe.choices(choices, resolvedAs: resolved).first { $0.setting.hasPrefix("scale") }
                == Choice(
                    setting: "scale", value: "quantile",
                    reason: "2 columns are skewed; best of standard, quantile by 5 folds "
                        + "inside the rows"))
    }

    @Test func pricesOverManyDecadesAreScaledByLogarithm() throws {
        let table = try table(decades: 4, classes: false)
        let (found, choices, schema) = try recipe(table)
        var recipe = found
        recipe.epochs = 20
        let resolved = try Trainer(recipe, threads: 2).resolvedRecipe(on: table, schema: schema)
        #expect(resolved.preprocessing.targetScaling == .log)
        #expect(
            recipe.choices(choices, resolvedAs: resolved).first { $0.setting.hasPrefix("scale") }
                == Choice(
                    setting: "scale targets", value: "log",
                    reason: "the target is skewed; best of standard, log by 5 folds inside the rows"))
        // The run itself selects the same.
        let model = try Trainer(recipe, threads: 2).train(on: table, schema: schema).model
        #expect(model.recipe == resolved)
    }

    @Test func explicitScalingsStay() throws {
        for classes in [true, false] {
            var options = RecipeOptions()
            options.preprocessing.scaling = .standard
            options.preprocessing.targetScaling = .standard
            let search = try #require(
                try recipe(table(decades: 6, classes: classes), options).recipe.selection)
            #expect(search.scalings == [] && search.targetScalings == [])
        }
        var options = RecipeOptions()
        options.weightDecay = 0.1
        let recipe = try recipe(table(decades: 6, classes: true), options).recipe
        #expect(recipe.selection == nil)
        #expect(recipe.preprocessing == PreprocessingSettings())
    }

    @Test func negativeTargetsTryTheSignedLogarithm() throws {
        let rows = (0..<60).map { "\($0),\($0 % 7 == 0 ? -Double($0) : Double($0 * $0 * $0) / 7)" }
        let text = "x,y\n" + rows.map { $0 + "\n" }.joined()
        let search = try recipe(Table(reading: Array(text.utf8), source: "d.csv")).recipe.selection
        #expect(search?.targetScalings == [.signedLog])
    }

    /// The own scaling is preferred unless another is better by more than one standard error.
    @Test func smallDifferencesDoNotDecide() {
        #expect(NestedModelSelection.best(of: [[1, 2, 3], [1, 2, 2.94]]) == 0)
        #expect(NestedModelSelection.best(of: [[1, 2, 3], [0.98, 1.94, 2.9]]) == 1)
        #expect(NestedModelSelection.best(of: [[1, .infinity], [5, 6]]) == 1)
        #expect(NestedModelSelection.best(of: [[.infinity], [.nan]]) == 0)
        #expect(NestedModelSelection.lowest(of: [[1, 2, 3], [1, 2, 2.94]]) == 1)
        #expect(NestedModelSelection.lowest(of: [[1, 2, 3], [.nan, 2, 2.94]]) == 0)
        #expect(NestedModelSelection.lowest(of: [[.infinity], [.nan]]) == 0)
    }
}
