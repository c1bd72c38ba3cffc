import Testing

@testable import Backprop

/// The reports of a selection's trials.
@Suite struct SelectionTrialTests {
    /// Returns the trials that are reported when a recipe with a search is trained.
    private func trials(
        _ text: String, _ search: NestedModelSelection?, members: Int = 1, isCancelled: Bool = false
    ) throws -> [SelectionTrial] {
        let table = try ModelSupport.table(text)
        var options = RecipeOptions()
        options.hiddenLayers = Network { Dense(4, activation: .tanh) }
        (options.optimizer, options.epochs) = (AdamW(learningRate: 0.02, weightDecay: 0.01), 2)
        var recipe = try options.recipe(for: Schema(inferring: table), rows: table.rowCount).recipe
        (recipe.selection, recipe.members) = (search, members)
        let found = Locked<[SelectionTrial]>([])
        var trainer = Trainer(recipe, threads: 2)
        trainer.onTrial = { trial in found.withLock { $0.append(trial) } }
        trainer.isCancelled = { isCancelled }
        _ = try trainer.train(on: table)
        return found.withLock { $0 }
    }

    @Test func nameTheCandidateAndTheFold() throws {
        let search = NestedModelSelection(
            candidates: [0.3], folds: 3, layers: [Network { Dense(2, activation: .tanh) }])
        let found = try trials(TuningSupport.words, search, members: 2)
        // Two weight decays of two networks, and the second network of the average.
        #expect(found.map(\.finishedCount) == Array(1...15))
        #expect(found.allSatisfy { $0.plannedCount == 15 && $0.recipe.members == 1 })
        for fold in 1...3 {
            let candidates = found.filter { $0.fold == fold }.map(\.recipe)
            #expect(candidates.count == 5)
            #expect(candidates.prefix(4).allSatisfy { recipe in candidates.count { $0 == recipe } == 1 })
            #expect(Set(candidates.map(\.weightDecay)) == [0.01, 0.3])
        }
    }

    @Test func countScalings() throws {
        let search = NestedModelSelection(
            candidates: [], folds: 2, scalings: [.quantile], targetScalings: [.log])
        let found = try trials(TuningSupport.numbers, search)
        // Two scalings of the target, another one of the features, and the only weight decay.
        #expect(found.map(\.finishedCount) == Array(1...8) && found.allSatisfy { $0.plannedCount == 8 })
    }

    @Test func areNotThereWithoutASearch() throws {
        let search = NestedModelSelection(candidates: [0.3], folds: 2)
        #expect(try trials(TuningSupport.words, nil) == [])
        #expect(try trials(TuningSupport.words, search, isCancelled: true) == [])
    }
}
