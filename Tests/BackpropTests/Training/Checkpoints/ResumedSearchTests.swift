import Testing

@testable import Backprop

/// A run whose weight decay the rows decide on: what is kept, and what is asked for, when it is resumed.
@Suite struct ResumedSearchTests {
    private static func table(rows: Int, shift: Int = 0) throws -> Table {
        let random = Philox(seed: 7, stream: 3)
        return try ModelSupport.table(
            "a,b,kind\n"
                + (0..<rows).map { row in
                    let numbers = (0..<2).map { 2 * random.unit(at: UInt64(2 * row + $0 + shift)) - 1 }
                    return "\(numbers[0]),\(numbers[1]),\(numbers[0] > 0 ? "up" : "down")\n"
                }.joined())
    }

    private static func recipe(_ table: Table, seed: UInt64 = 1, epochs: Int = 4) throws -> Recipe {
        var options = RecipeOptions()
        options.hiddenLayers = Network { Dense(4, activation: .tanh) }
        options.epochs = epochs
        options.seed = seed
        options.usesSelection = true
        return try options.recipe(for: Schema(inferring: table), rows: table.rowCount).recipe
    }

    private static func trainer(_ recipe: Recipe, _ policy: CheckpointPolicy?, _ countdown: Countdown)
        -> Trainer
    {
        var trainer = Trainer(recipe)
        trainer.checkpoints = policy
        trainer.isCancelled = { countdown.isOver() }
        return trainer
    }

    @Test func keepsWhatWasFoundAndTriesNothingAgain() throws {
        let table = try Self.table(rows: 60)
        let recipe = try Self.recipe(table)
        let folder = try ScratchFolder()
        var policy = CheckpointPolicy(folder: folder.path)
        let expected = try Self.trainer(recipe, policy, Countdown()).train(on: table)
        let whole = Countdown()
        let again = try Self.trainer(recipe, nil, whole).train(on: table)
        #expect(try again.bytes == expected.bytes)
        policy.resumes = true
        let questions = Countdown()
        let resumed = try Self.trainer(recipe, policy, questions).train(on: table)
        #expect(try resumed.bytes == expected.bytes)
        #expect(resumed.heldOut != nil && resumed.heldOut == expected.heldOut)
        // A trial would ask between its updates; the run itself was over, and one question follows a search.
        #expect(questions.asked == 1 && whole.asked > 50)
        let resolved = try Self.trainer(recipe, policy, Countdown()).resolvedRecipe(on: table)
        #expect(resolved == expected.model.recipe)
    }

    @Test func otherDataAreNamedBeforeTheRecipeThatFollowsFromThem() throws {
        let table = try Self.table(rows: 60)
        let recipe = try Self.recipe(table)
        let folder = try ScratchFolder()
        var policy = CheckpointPolicy(folder: folder.path, interval: .epochs(4))
        _ = try Self.trainer(recipe, policy, Countdown()).train(on: table)
        let name = "epoch-4-batch-0.safetensors"
        policy.resumes = true
        func refusal(_ recipe: Recipe, _ table: Table) -> String? {
            #expect(throws: CheckpointError.self) {
                try Self.trainer(recipe, policy, Countdown()).train(on: table)
            }?.description
        }
        let more = try Self.table(rows: 61)
        #expect(
            refusal(try Self.recipe(more), more)
                == "\(folder.path)/\(name) is of a run on other data: training.rows is 60 there, but 61 here; "
                + "give the same data, or another folder for checkpoints")
        let moved = try Self.table(rows: 60, shift: 1)
        let data = try #require(refusal(try Self.recipe(moved, epochs: 9), moved))
        #expect(data.contains("is of a run on other data: training.features is "))
        #expect(
            refusal(try Self.recipe(table, epochs: 9), table)
                == "\(folder.path)/\(name) is of a run with another recipe: epochs is 4 there, but 9 here; "
                + "give the same recipe, or another folder for checkpoints")
        // Another scaling changes the numbers, too, but the recipe is what was changed.
        var scaled = try Self.recipe(table)
        scaled.preprocessing.scaling = .minMax
        let scaling = try #require(refusal(scaled, table))
        #expect(scaling.contains("is of a run with another recipe: preprocessing.scaling is "))
    }

    @Test func aWeightDecayThatTheSearchDoesNotTryIsOfAnotherRecipe() throws {
        let table = try Self.table(rows: 60)
        var recipe = try Self.recipe(table)
        let folder = try ScratchFolder()
        var policy = CheckpointPolicy(folder: folder.path)
        var fixed = recipe
        fixed.selection = nil
        fixed.optimizer = AdamW(learningRate: recipe.optimizer.learningRate, weightDecay: 0.25)
        _ = try Self.trainer(fixed, policy, Countdown()).train(on: table)
        policy.resumes = true
        recipe.optimizer = AdamW(learningRate: recipe.optimizer.learningRate, weightDecay: 0.5)
        let error = #expect(throws: CheckpointError.self) {
            try Self.trainer(recipe, policy, Countdown()).train(on: table)
        }
        #expect(error?.description.contains("optimizer.weightDecay is 0.25 there, but 0.5 here") == true)
    }

    @Test func cancellingStopsTheTrialsAndSavesNothing() throws {
        let table = try Self.table(rows: 60)
        let recipe = try Self.recipe(table, epochs: 1000)
        let folder = try ScratchFolder()
        let questions = Countdown(5)
        let result = try Self.trainer(
            recipe, CheckpointPolicy(folder: folder.path), questions
        ).train(on: table)
        #expect(result.ending == .interrupted(epochs: 0, batches: 0))
        // Each trial that is left, and the run, ask once or twice more.
        #expect(questions.asked < 60)
        #expect(folder.names.isEmpty)
        let resolved = try Self.trainer(recipe, nil, Countdown(0)).resolvedRecipe(on: table)
        #expect(resolved.weightDecay == recipe.weightDecay && resolved.selection == nil)
    }
}
