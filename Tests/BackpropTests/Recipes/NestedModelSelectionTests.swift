import Testing

@testable import Backprop

/// The training rows alone decide on the weight decay, and the decision is repeatable.
@Suite struct WeightDecaySearchTests {
    private static let search = NestedModelSelection(candidates: [0.1, 1])

    /// Rows whose class is the sign of the product of two features, or nothing that the features tell.
    private static func text(rows: Int, noise: Bool) -> String {
        let random = Philox(seed: 7, stream: 3)
        func uniform(_ index: Int) -> Double { 2 * random.unit(at: UInt64(index)) - 1 }
        return "a,b,c,kind\n"
            + (0..<rows).map { row in
                let numbers = (0..<4).map { uniform(4 * row + $0) }
                let isUp = noise ? numbers[3] > 0 : numbers[0] * numbers[1] > 0
                return "\(numbers[0]),\(numbers[1]),\(numbers[2]),\(isUp ? "up" : "down")\n"
            }.joined()
    }

    private func recipe(_ schema: Schema, epochs: Int = 60) throws -> Recipe {
        var options = RecipeOptions()
        options.hiddenLayers = Network { Dense(32, activation: .relu) }
        options.epochs = epochs
        options.usesSelection = true
        return try options.recipe(for: schema, rows: 90).recipe
    }

    private func table(rows: Int = 90, noise: Bool = false) throws -> (table: Table, schema: Schema) {
        let table = try ModelSupport.table(Self.text(rows: rows, noise: noise))
        return (table, try Schema(inferring: table))
    }

    @Test func takesTheNearestToTheDefaultOfThoseAsGoodAsTheBest() {
        // Differences from the lowest: 0.02 ± 0 at 0.3, 0.06 ± 0.02 at 1, so that 0.1 is taken.
        let clear = [(0.1, [1.0, 2, 3]), (0.3, [1.02, 2.02, 3.02]), (1, [1.02, 2.06, 3.1])]
        #expect(Self.search.best(clear.map { (decay: $0.0, losses: $0.1) }, defaultDecay: 1) == 0.1)
        // 0.02 ± 0.02 at 0.3 is within one standard error, 0.06 ± 0.02 is not.
        let close = [(0.1, [1.0, 2, 3]), (0.3, [1, 2, 3.06]), (1, [1.02, 2.06, 3.1])]
        #expect(Self.search.best(close.map { (decay: $0.0, losses: $0.1) }, defaultDecay: 1) == 0.3)
        #expect(Self.search.best(close.map { (decay: $0.0, losses: $0.1) }, defaultDecay: 0.1) == 0.1)
        // Nearest by ratio: 0.3 is 3 times 0.1, 1 is 3.3 times 0.3.
        let alike = [(0.1, [1.0, 2]), (1, [1.0, 2])]
        #expect(Self.search.best(alike.map { (decay: $0.0, losses: $0.1) }, defaultDecay: 0.3) == 0.1)
        #expect(Self.search.best(alike.map { (decay: $0.0, losses: $0.1) }, defaultDecay: 0.5) == 1)
    }

    @Test func ofRowsHeldOutOnceTheLowestLossIsTaken() throws {
        let losses: [(decay: Double, losses: [Double])] = [(0.1, [1.0]), (0.3, [0.9]), (1, [0.95])]
        #expect(Self.search.best(losses, defaultDecay: 0.1) == 0.3)
        let other: [(decay: Double, losses: [Double])] = [(0.1, [0.8]), (0.3, [2]), (1, [2])]
        #expect(Self.search.best(ofNetworks: [losses, other], defaultDecay: 0.1) == (1, 0.1))
        let (table, schema) = try table(rows: 150, noise: true)
        var recipe = try recipe(schema)
        recipe.selection = NestedModelSelection(candidates: [0.001, 3], folds: 1)
        let resolved = try Trainer(recipe).resolvedRecipe(on: table, schema: schema)
        #expect(resolved.selection == nil)
        let fold = try Splitter.stratified(folds: 5).folds(
            rowCount: 150, labels: schema.classes(of: Array(0..<150), in: table), seed: recipe.seed)[0]
        let found = try [0.001, try #require(recipe.weightDecay), 3].map { decay in
            var tried = recipe
            tried.selection = nil
            tried.optimizer = AdamW(learningRate: recipe.optimizer.learningRate, weightDecay: decay)
            let model = try Trainer(tried).train(on: table, schema: schema, rows: fold.training).model
            return (
                decay: decay, loss: try #require(model.evaluate(table.selectingRows(fold.test))[.logLoss])
            )
        }
        #expect(resolved.weightDecay == found.min { $0.loss < $1.loss }?.decay)
    }

    @Test func takesAnotherNetworkIfItIsBetterByMoreThanItsError() {
        func found(_ other: [Double]) -> (network: Int, decay: Double) {
            let own = [(decay: 0.1, losses: [1.0, 2, 3]), (decay: 1.0, losses: [1.5, 2.5, 3.5])]
            let others = [(decay: 0.1, losses: [9.0, 9, 9]), (decay: 1.0, losses: other)]
            return Self.search.best(ofNetworks: [own, others], defaultDecay: 0.1)
        }
        // Better by 0.02 ± 0.02, by 0.06 ± 0.02, worse, and beyond all numbers.
        #expect(found([1, 2, 2.94]) == (0, 0.1))
        #expect(found([0.98, 1.94, 2.9]) == (1, 1))
        #expect(found([1.1, 2.1, 3.1]) == (0, 0.1))
        #expect(found([0, .nan, 0]) == (0, 0.1))
        let none = Self.search.best(ofNetworks: [[(decay: 0.1, losses: [.nan])], []], defaultDecay: 0.4)
        #expect(none == (0, 0.4))
    }

    /// A curved boundary without noise needs two layers, noise does not.
    @Test func rowsChooseTheNetwork() throws {
        for noise in [true, false] {
            let (table, schema) = try table(rows: 150, noise: noise)
            var recipe = try recipe(schema)
            recipe.network = try Network(parsing: "dense 2 softmax")
            recipe.selection?.layers = [try Network(parsing: "dense 16 gelu, dense 16 gelu")]
            let resolved = try Trainer(recipe, threads: 2).resolvedRecipe(on: table, schema: schema)
            let text = noise ? "dense 2 softmax" : "dense 16 gelu, dense 16 gelu, dense 2 softmax"
            #expect(resolved.network.text == text)
            // A run searches again, which is slow: the changed network shows that it follows the search.
            guard !noise else { continue }
            let model = try Trainer(recipe).train(on: table, schema: schema).model
            #expect(model.network == resolved.network)
            let direct = try Trainer(resolved).train(on: table, schema: schema).model
            #expect(model.parameters == direct.parameters)
        }
    }

    @Test func rulesOutWhatDiverged() {
        let losses = [(decay: 0.1, losses: [1.0, .infinity]), (decay: 1, losses: [5.0, 6])]
        #expect(Self.search.best(losses, defaultDecay: 0.1) == 1)
        #expect(Self.search.best([(decay: 0.1, losses: [.nan, 1])], defaultDecay: 0.5) == 0.5)
        #expect(Self.search.best([(decay: 0.1, losses: [])], defaultDecay: 0.5) == 0.5)
    }

    @Test func tellsNoiseFromStructure() throws {
        for (noise, expected) in [(true, [1.0]), (false, [0.03, 0.1, 0.3])] {
            let (table, schema) = try table(rows: 150, noise: noise)
            var recipe = try recipe(schema)
            recipe.optimizer = AdamW(learningRate: 0.01, weightDecay: 1)
            let resolved = try Trainer(recipe, threads: 2).resolvedRecipe(on: table, schema: schema)
            #expect(resolved.selection == nil)
            #expect(expected.contains(try #require(resolved.weightDecay)))
        }
    }

    @Test func trainingFollowsTheResolvedRecipe() throws {
        let (table, schema) = try table()
        let recipe = try recipe(schema, epochs: 10)
        let resolved = try Trainer(recipe).resolvedRecipe(on: table, schema: schema)
        let expected = try Trainer(resolved).train(on: table, schema: schema).model
        for threads in [1, 3] {
            let model = try Trainer(recipe, threads: threads).train(on: table, schema: schema).model
            #expect(model.parameters == expected.parameters)
            #expect(model.recipe == resolved)
        }
    }

    @Test func eachFoldOfACrossValidationDecidesByItsOwnRows() throws {
        let (table, schema) = try table()
        let recipe = try recipe(schema, epochs: 10)
        let result = try CrossValidation(recipe, splitter: .stratified(folds: 3), threads: 2).run(on: table)
        for fold in result.folds {
            let training = (0..<90).filter { !fold.testRows.contains($0) }
            // A table without the test rows decides alike.
            let alone = table.selectingRows(training)
            let resolved = try Trainer(recipe).resolvedRecipe(on: alone, schema: schema)
            #expect(fold.weightDecay == resolved.weightDecay)
            #expect(try Trainer(recipe).resolvedRecipe(on: table, schema: schema, rows: training) == resolved)
        }
    }

    @Test func decidesOnNumbersAlike() throws {
        let (table, schema) = try table()
        let recipe = try recipe(schema, epochs: 10)
        let preprocessor = try Preprocessor(
            fitting: table, schema: schema, settings: recipe.preprocessing, targetEncoding: .oneHot)
        let data = try preprocessor.dataset(from: table, as: Double.self)
        let model = try Trainer(recipe, threads: 2).train(on: data).model
        #expect(model.recipe.selection == nil)
        #expect(try Trainer(model.recipe).train(on: data).model.parameters == model.parameters)
    }

    @Test func keepsTheDefaultIfFoldsCannotBeTried() throws {
        // A category that one row has is none that the other folds know.
        let text =
            "a,kind,colour\n"
            + (0..<40).map { "\($0),\($0 % 2),\($0 == 7 ? "red" : $0 % 3 == 0 ? "blue" : "green")\n" }
            .joined()
        let table = try ModelSupport.table(text)
        var options = RecipeOptions()
        options.columns.targets = [.name("kind")]
        options.columns.task = .classification
        options.preprocessing.unseenCategories = .refuse
        options.weightDecay = 0.7
        options.usesSelection = true
        options.epochs = 2
        let schema = try Schema(inferring: table, selection: options.columns)
        let recipe = try options.recipe(for: schema, rows: 40).recipe
        #expect(try Trainer(recipe).resolvedRecipe(on: table, schema: schema).weightDecay == 0.7)
        // Nor can a single row be divided.
        #expect(try Trainer(recipe).resolvedRecipe(on: table, schema: schema, rows: [3]).weightDecay == 0.7)
    }

    @Test func keepsGroupsTogether() throws {
        // Each group has a class of its own by chance: what knows a row of a group knows them all.
        let text =
            "a,b,owner,kind\n"
            + (0..<60).map { "\($0 / 5 * 37 % 11),\($0 % 5),g\($0 / 5),\($0 / 5 * 7 % 3 == 0 ? "u" : "v")\n" }
            .joined()
        let table = try ModelSupport.table(text)
        var options = RecipeOptions()
        options.columns.group = .name("owner")
        options.epochs = 40
        options.usesSelection = true
        let schema = try Schema(inferring: table, selection: options.columns)
        let recipe = try options.recipe(for: schema, rows: 60).recipe
        let losses = try [0.03, 1].map { decay in
            var tried = recipe
            tried.selection = nil
            tried.optimizer = AdamW(learningRate: 0.01, weightDecay: decay)
            let result = try CrossValidation(tried, splitter: .grouped(folds: 3)).run(
                on: table, schema: schema)
            return try #require(result[.logLoss]).mean
        }
        let resolved = try Trainer(recipe).resolvedRecipe(on: table, schema: schema)
        #expect(losses[1] < losses[0])
        #expect(try #require(resolved.weightDecay) >= 0.3)
    }

    @Test func survivesJSON() throws {
        let (_, schema) = try table()
        var recipe = try recipe(schema)
        recipe.selection = Self.search
        let again = try JSONValue(encoding: recipe).decode(Recipe.self)
        #expect(again == recipe && again.selection == Self.search)
    }

    @Test func readsTheFormerNameInJSON() throws {
        let (_, schema) = try table()
        var recipe = try recipe(schema)
        recipe.selection = Self.search
        let text = try JSONValue(encoding: recipe).text()
            .replacingOccurrences(of: "\"selection\":", with: "\"weightDecaySearch\":")
        #expect(text.contains("weightDecaySearch"))
        #expect(try JSONValue(parsing: text).decode(Recipe.self) == recipe)
    }

    @Test func refusesWhatMakesNoSense() throws {
        let (_, schema) = try table()
        var recipe = try recipe(schema)
        func expect(_ text: String) {
            #expect(throws: SettingError.self) { try recipe.validate() }
            do { try recipe.validate() } catch { #expect("\(error)" == text) }
        }
        recipe.selection = NestedModelSelection(candidates: [0.1], folds: 0)
        expect("the number of folds must be at least 1 to select settings, not 0")
        recipe.selection = NestedModelSelection(candidates: [-1])
        expect("the weight decay to try must be a number of at least 0, not -1.0")
        recipe.selection = Self.search
        recipe.optimizer = Rprop()
        expect(
            "the optimizer must be one with weight decay, such as adamw, if the rows select settings, not rprop"
        )
    }
}
