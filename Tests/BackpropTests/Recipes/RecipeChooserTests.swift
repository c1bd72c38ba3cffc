import Testing

@testable import Backprop

/// The settings that are chosen if they are left out.
@Suite struct RecipeChooserTests {
    /// The weight decay chosen for a table of so many numeric features and rows.
    private func decay(inputs: Int, rows: Int, classes: Int?) throws -> Double {
        let recipe = try recipe(inputs: inputs, rows: rows, classes: classes, RecipeOptions()).recipe
        return try #require(recipe.optimizer as? AdamW).weightDecay
    }

    /// The recipe for such a table, and what was chosen.
    private func recipe(
        inputs: Int = 4, rows: Int = 200, classes: Int? = 2, _ options: RecipeOptions
    ) throws -> (recipe: Recipe, choices: [Choice]) {
        let names = (0..<inputs).map { "x\($0)" } + ["y"]
        let lines = (0..<40).map { row in
            let target = classes.map { "class \(row % $0)" } ?? "\(row).5"
            return ((0..<inputs).map { "\(Double(row * ($0 + 3) % 37) / 4)" } + [target]).joined(
                separator: ",")
        }
        let text = ([names.joined(separator: ",")] + lines).map { $0 + "\n" }.joined()
        let table = try Table(reading: Array(text.utf8), source: "d.csv")
        return try options.recipe(for: Schema(inferring: table), rows: rows)
    }

    @Test func aRunToTheEndIsPenalized() throws {
        var options = RecipeOptions()
        options.optimizer = LBFGS()
        let (chosen, choices) = try recipe(options)
        #expect(chosen.regularization == Regularization(l2: 0.01))
        let choice = Choice(setting: "l2", value: "0.01", reason: "a penalty against overfitting")
        #expect(choices.contains(choice))
        // Unless a penalty is explicit, be it 0.
        for explicit in [0, 0.5] {
            options.regularization = Regularization(l2: explicit)
            let (recipe, choices) = try recipe(options)
            #expect(recipe.regularization == Regularization(l2: explicit))
            #expect(!choices.contains { $0.setting == "l2" })
        }
        options.regularization = Regularization(l2: 0.2)
        #expect(try recipe(options).recipe.regularization == Regularization(l2: 0.2))
        #expect(try recipe(RecipeOptions()).recipe.regularization == .none)
    }

    @Test func smallTablesDecideOnTheDecay() throws {
        let (recipe, choices) = try recipe(RecipeOptions())
        let two = try Network(parsing: "dense 32 gelu, dense 32 gelu")
        #expect(
            recipe.selection
                == NestedModelSelection(
                    candidates: [0.03, 0.1, 0.3, 1, 2, 4], folds: 5, layers: [two],
                    variants: [RecipeVariant(bins: 16)], calibrates: true))
        #expect(
            choices[2...4] == [
                Choice(
                    setting: "layers",
                    value: "best of dense 64 gelu; dense 32 gelu, dense 32 gelu",
                    reason: "by 5 folds inside the rows"),
                Choice(
                    setting: "optimizer", value: "adamw, learning rate 0.01",
                    reason: "with weight decay against overfitting"),
                Choice(
                    setting: "weight decay", value: "best of 7 from 0.03 to 4",
                    reason: "by 5 folds inside the rows"),
            ])
        var resolved = recipe
        resolved.selection = nil
        resolved.optimizer = AdamW(learningRate: 0.01, weightDecay: 0.1)
        resolved.network = Network(two.layers + recipe.network.layers.suffix(1))
        #expect(
            recipe.choices(choices, resolvedAs: resolved)[2]
                == Choice(
                    setting: "layers", value: "dense 32 gelu, dense 32 gelu",
                    reason: "two hidden layers of 32 units; best of 2"))
        #expect(
            recipe.choices(choices, resolvedAs: resolved)[4]
                == Choice(
                    setting: "weight decay", value: "0.1",
                    reason: "best of 7 from 0.03 to 4 by 5 folds inside the rows"))
        #expect(resolved.choices(choices, resolvedAs: resolved) == choices)
    }

    @Test func binsAreAChoiceOfTheirOwn() throws {
        let (recipe, choices) = try recipe(RecipeOptions())
        #expect(
            choices.contains(
                Choice(setting: "bins", value: "best of none, 16", reason: "by 5 folds inside the rows")))
        var resolved = recipe
        resolved.selection = nil
        for (bins, value) in [(nil, "none"), (16, "16")] {
            resolved.preprocessing.bins = bins
            #expect(
                recipe.choices(choices, resolvedAs: resolved).contains(
                    Choice(
                        setting: "bins", value: value,
                        reason: "best of none, 16 by 5 folds inside the rows")))
        }
    }

    /// The wide layers have a weight decay of their own, which the search for that of the small ones did not try.
    @Test func wideLayersBringTheirSettings() throws {
        let (recipe, choices) = try recipe(rows: 2000, RecipeOptions())
        let wide = try #require(recipe.selection?.variants.last)
        var resolved = recipe.changed(to: wide)
        resolved.selection = nil
        let found = recipe.choices(choices, resolvedAs: resolved)
        let reason = "goes with the wide layers"
        for (setting, value) in [
            ("weight decay", "0.1"), ("optimizer", "adamw, learning rate 0.003"), ("epochs", "40"),
            ("batch size", "64"),
        ] {
            #expect(
                found.filter { $0.setting == setting } == [
                    Choice(setting: setting, value: value, reason: reason)
                ])
        }
        let layers = found.first { $0.setting == "layers" }
        #expect(layers?.value == wide.layers?.text && layers?.reason.hasSuffix("best of 3") == true)
    }

    private func two() -> Network { Network([Dense(32, activation: .gelu), Dense(32, activation: .gelu)]) }

    @Test func otherRecipesHaveTheDefaultDecay() throws {
        for (rows, isSearched) in [(29, false), (30, true), (199_999, true), (200_000, false)] {
            #expect(try (recipe(rows: rows, RecipeOptions()).recipe.selection != nil) == isSearched)
        }
        let changes: [(inout RecipeOptions) -> Void] = [
            { $0.usesSelection = false }, { $0.weightDecay = 0.2 }, { $0.optimizer = Adam() },
            { $0.epochs = 1_000_000 },
        ]
        for change in changes {
            var options = RecipeOptions()
            change(&options)
            #expect(try recipe(options).recipe.selection == nil)
        }
        // Explicit layers are kept, or compete with those that are explicitly searched.
        var layers = RecipeOptions()
        layers.hiddenLayers = two()
        #expect(try recipe(layers).recipe.selection?.layers == [])
        layers.searchedLayers = [Network([])]
        #expect(try recipe(layers).recipe.selection?.layers == [Network([])])
        // They need the selection, whatever else is explicit.
        for change in changes.dropFirst() {
            var options = RecipeOptions()
            change(&options)
            options.searchedLayers = [Network([])]
            #expect(try recipe(options).recipe.selection?.layers == [Network([])])
        }
        var optimizer = layers
        optimizer.optimizer = AdamW(weightDecay: 0.5)
        #expect(try recipe(optimizer).recipe.selection?.candidates == [])
        layers.weightDecay = 0.2
        let (found, choices) = try recipe(layers)
        #expect(found.selection?.candidates == [])
        #expect(
            choices.filter { $0.setting == "layers" }.map(\.value) == [
                "best of dense 32 gelu, dense 32 gelu; none"
            ])
        #expect(!choices.contains { $0.setting == "weight decay" })
        layers.usesSelection = false
        #expect {
            try recipe(layers)
        } throws: {
            "\($0)"
                == "the selection of settings must be on if there are hidden layers to choose from, not off"
        }
        // An explicit search is made, around the other explicit settings.
        for change in changes.dropFirst() {
            var options = RecipeOptions()
            change(&options)
            options.usesSelection = true
            #expect(try recipe(options).recipe.selection != nil)
        }
    }

    /// Five folds would take long; one tells enough for the price of a fifth.
    @Test func someRowsOfManyInputsAreHeldOutOnce() throws {
        func search(inputs: Int) throws -> NestedModelSelection? {
            let problem = LearningProblem(
                task: .classification, classCount: 2, targetCount: 1, rows: 9000, inputCount: inputs,
                columns: ColumnSelection(targets: ["y"]))
            var chooser = RecipeChooser(options: RecipeOptions(), problem: problem)
            return try chooser.recipe().selection
        }
        #expect(try search(inputs: 20)?.folds == 5)
        #expect(try search(inputs: 100)?.folds == 1)
        #expect(try search(inputs: 300) == nil)
    }

    @Test func manyRowsAreHeldOutOnce() throws {
        let one = Network([Dense(64, activation: .gelu)])
        let few = try recipe(rows: 9_999, RecipeOptions()).recipe
        #expect(few.selection?.folds == 5 && few.network.layers.count == 2)
        let (many, choices) = try recipe(rows: 10_000, RecipeOptions())
        let search = try #require(many.selection)
        #expect(search.candidates == [0.01, 0.03, 0.3, 1] && search.folds == 1 && search.layers == [one])
        #expect(search.calibrates && search.variants.map(\.bins) == [nil, 32])
        #expect(Network(many.network.layers.dropLast()) == two())
        #expect(
            choices.contains(
                Choice(
                    setting: "weight decay", value: "best of 5 from 0.01 to 1",
                    reason: "on a fifth of the rows, held out")))
        let numbers = try recipe(rows: 10_000, classes: nil, RecipeOptions()).recipe
        #expect(numbers.selection?.candidates == [0.01, 0.03, 0.3, 1])
        #expect(numbers.selection?.calibrates == false && numbers.selection?.layers == [])
    }

    @Test(arguments: [
        // Numbers: 150 over the rows.
        (4, 30, nil, 1), (4, 150, nil, 1), (4, 300, nil, 0.5), (4, 506, nil, 0.3), (4, 4000, nil, 0.1),
        // Two classes: an eighth of the inputs, less beyond a thousand rows.
        (2, 200, 2, 0.3), (4, 200, 2, 0.5), (8, 768, 2, 1), (30, 500, 2, 1), (8, 2000, 2, 0.5),
        // More classes.
        (8, 200, 3, 0.3), (30, 200, 10, 0.3),
        // Many rows.
        (4, 9_999, 2, 0.3), (4, 10_000, 2, 0.1), (30, 10_000, 2, 0.1), (8, 10_000, 3, 0.1),
        (4, 50_000, nil, 0.1),
    ])
    func decayFollowsFromRowsAndInputs(_ inputs: Int, _ rows: Int, _ classes: Int?, _ expected: Double) throws
    {
        #expect(try decay(inputs: inputs, rows: rows, classes: classes) == expected)
    }
}
