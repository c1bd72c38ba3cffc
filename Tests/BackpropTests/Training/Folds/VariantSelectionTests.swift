import Testing

@testable import Backprop

/// The choice between a recipe and its variants by the folds.
@Suite struct VariantSelectionTests {
    /// Rows whose number to predict jumps with the integers, or is a line.
    private static func table(rows: Int, jumps: Bool) throws -> Table {
        let random = Philox(seed: 21, stream: 4)
        return try ModelSupport.table(
            "x,y\n"
                + (0..<rows).map { row in
                    let x = 8 * random.unit(at: UInt64(2 * row))
                    let y = jumps ? (Int(x) % 2 == 0 ? 1.0 : -1.0) : x
                    return "\(x),\(y + 0.1 * random.unit(at: UInt64(2 * row + 1)))\n"
                }.joined())
    }

    private static func recipe(_ table: Table) throws -> Recipe {
        var options = RecipeOptions()
        options.hiddenLayers = Network { Dense(8, activation: .gelu) }
        options.epochs = 30
        options.usesSelection = true
        var recipe = try options.recipe(for: Schema(inferring: table), rows: table.rowCount).recipe
        recipe.selection?.candidates = []
        recipe.selection?.variants = [
            RecipeVariant(bins: 16),
            RecipeVariant(
                layers: Network { Dense(24, activation: .relu) }, bins: 16, learningRate: 0.005,
                weightDecay: 0.01,
                epochs: 40, batchSize: .rows(16)),
        ]
        return recipe
    }

    @Test func takesBinsIfTheFunctionJumps() throws {
        let table = try Self.table(rows: 240, jumps: true)
        let recipe = try Self.recipe(table)
        let selected = try Trainer(recipe, threads: 2).resolvedRecipe(on: table)
        #expect(selected.preprocessing.bins == 16 && selected.selection == nil)
        let result = try Trainer(recipe).train(on: table)
        let again = try Trainer(selected).train(on: table)
        #expect(ModelSupport.repeatable(again.model) == ModelSupport.repeatable(result.model))
    }

    @Test func keepsTheRecipeIfNothingIsBetter() throws {
        let table = try Self.table(rows: 240, jumps: false)
        var recipe = try Self.recipe(table)
        recipe.selection?.variants = [RecipeVariant(bins: 16, learningRate: 1e-6)]
        let selected = try Trainer(recipe).resolvedRecipe(on: table)
        #expect(selected.preprocessing.bins == nil)
        #expect(Network(selected.network.layers.dropLast()).text == "dense 8 gelu")
    }

    /// Rows of two numbers that decide, and of a word that is noise: forty words, each in few rows.
    @Test func countsRareCategoriesTogetherIfTheyAreNoise() throws {
        let random = Philox(seed: 8, stream: 3)
        let table = try ModelSupport.table(
            "a,b,word,kind\n"
                + (0..<400).map { row in
                    let (a, b) = (random.unit(at: UInt64(3 * row)), random.unit(at: UInt64(3 * row + 1)))
                    let word = Int(40 * random.unit(at: UInt64(3 * row + 2)))
                    return "\(a),\(b),w\(word),\(a + b > 1 ? "up" : "down")\n"
                }.joined())
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        options.epochs = 20
        options.preprocessing.bins = 0
        let (recipe, choices) = try options.recipe(for: schema, rows: table.rowCount)
        let together = CategoricalEncoding.oneHot(minimumCount: 10)
        #expect(recipe.selection?.variants == [RecipeVariant(encoding: together)])
        let selected = try Trainer(recipe, threads: 2).resolvedRecipe(on: table)
        #expect(selected.preprocessing.categoricalEncoding == together)
        let choice = Choice(
            setting: "encode", value: "one-hot 50 10",
            reason: "best of one-hot 50, one-hot 50 10 by 5 folds inside the rows")
        #expect(recipe.choices(choices, resolvedAs: selected).contains(choice))
        for explicit in [CategoricalEncoding.ordinal, .oneHot()] {
            options.preprocessing.categoricalEncoding = explicit
            let fixed = try options.recipe(for: schema, rows: 400).recipe
            #expect(
                fixed.selection?.variants == [] && fixed.preprocessing.categoricalEncoding == explicit
            )
        }
    }

    /// Each variant is tried on the best so far; the second one names no bins.
    @Test func buildsOnTheVariantsBefore() throws {
        let table = try Self.table(rows: 240, jumps: true)
        var recipe = try Self.recipe(table)
        let layers = Network { Dense(32, activation: .relu) }
        recipe.selection?.variants = [
            RecipeVariant(bins: 16), RecipeVariant(layers: layers, learningRate: 0.01, epochs: 80),
        ]
        let selected = try Trainer(recipe).resolvedRecipe(on: table)
        #expect(selected.preprocessing.bins == 16 && selected.epochs == 80)
        #expect(selected.network.text == "dense 32 relu, dense 1")
    }

    @Test func refusesASearchedNetworkThatTakesNoRow() throws {
        let table = try Self.table(rows: 60, jumps: false)
        var recipe = try Self.recipe(table)
        recipe.selection?.layers = [try Network(parsing: "conv 4 3x3")]
        let error = #expect(throws: NetworkError.self) { try Trainer(recipe).resolvedRecipe(on: table) }
        #expect(
            error?.description.hasPrefix("layer 1 (\"conv 4 3x3\") takes ") == true,
            "\(error?.description ?? "")")
        recipe.selection?.layers = []
        recipe.members = 0
        #expect(throws: SettingError.self) { try Trainer(recipe).resolvedRecipe(on: table) }
    }

    @Test func leavesOutTheOtherFoldsIfTheFirstIsHopeless() {
        #expect(!NestedModelSelection.isHopeless(1.02, besides: 1))
        #expect(NestedModelSelection.isHopeless(1.021, besides: 1))
        #expect(NestedModelSelection.isHopeless(-0.97, besides: -1))
        #expect(NestedModelSelection.isHopeless(.nan, besides: 1))
        #expect(NestedModelSelection.isHopeless(.infinity, besides: 1))
        #expect(!NestedModelSelection.isHopeless(1, besides: .infinity))
    }

    @Test func leavesOutTheOtherFoldsOfDecaysThatAreFarBehind() {
        #expect(NestedModelSelection.promising([1, 1.25, 1.26, 0.9, .nan, .infinity], rows: 100) == [0, 3])
        #expect(NestedModelSelection.promising([-1, -0.8, -0.7], rows: 100) == [0, 1])
        #expect(NestedModelSelection.promising([1, 9], rows: 99) == [0, 1])
        #expect(NestedModelSelection.promising([.nan, .infinity], rows: 100) == [0, 1])
    }

    @Test func aVariantChangesWhatItNames() throws {
        let table = try Self.table(rows: 240, jumps: true)
        let recipe = try Self.recipe(table)
        let variants = try #require(recipe.selection?.variants)
        let (own, wide) = (recipe.changed(to: variants[0]), recipe.changed(to: variants[1]))
        #expect(own.network == recipe.network && own.epochs == 30 && own.weightDecay == recipe.weightDecay)
        #expect(own.optimizer.learningRate == recipe.optimizer.learningRate)
        #expect(wide.network.text == "dense 24 relu, dense 1" && wide.epochs == 40)
        #expect(
            wide.weightDecay == 0.01 && wide.optimizer.learningRate == 0.005 && wide.batchSize == .rows(16))
        let search = try #require(recipe.selection)
        #expect(search.variants(of: own) == [variants[0]] && search.variants(of: wide) == variants)
        #expect(search.variants(of: recipe).isEmpty)
        let open = RecipeVariant(layers: variants[1].layers)
        #expect(
            own.changed(to: open).preprocessing.bins == 16
                && recipe.changed(to: open).preprocessing.bins == nil)
    }

    @Test func aResumedRunKeepsTheVariant() throws {
        let table = try Self.table(rows: 240, jumps: true)
        let recipe = try Self.recipe(table)
        let folder = try ScratchFolder()
        var trainer = Trainer(recipe)
        trainer.checkpoints = CheckpointPolicy(folder: folder.path)
        let expected = try trainer.train(on: table)
        trainer.checkpoints?.resumes = true
        let resumed = try trainer.train(on: table)
        #expect(resumed.model.safetensors() == expected.model.safetensors())
        #expect(try trainer.resolvedRecipe(on: table) == expected.model.recipe)
    }

    @Test func theDataChooseTheVariants() throws {
        let table = try Self.table(rows: 240, jumps: true)
        let schema = try Schema(inferring: table)
        func variants(_ options: RecipeOptions, rows: Int) throws -> [RecipeVariant] {
            try options.recipe(for: schema, rows: rows).recipe.selection?.variants ?? []
        }
        var options = RecipeOptions()
        #expect(try variants(options, rows: 240) == [RecipeVariant(bins: 16)])
        let many = try variants(options, rows: 20_000)
        #expect(many.map(\.bins) == [nil, 32] && many.map { $0.layers?.layers.count ?? 0 } == [4, 4])
        let some = try variants(options, rows: 2000)
        #expect(
            some.map(\.bins) == [16, nil, nil] && some.map { $0.layers?.layers.count ?? 0 } == [0, 4, 4])
        #expect(some.map(\.weightDecay) == [nil, 1, 0.1])
        options.quality = .quick
        #expect(try variants(options, rows: 20_000).isEmpty)
        options.quality = .best
        #expect(try variants(options, rows: 20_000) == many)
        options.epochs = 5
        #expect(try variants(options, rows: 20_000) == [RecipeVariant(bins: 32)])
        options.preprocessing.bins = 0
        #expect(try variants(options, rows: 20_000).isEmpty)
    }
}
