import Testing

@testable import Backprop

@Suite struct TrainingMemoryTests {
    private func recipe(_ batchSize: BatchSize = .rows(8), precision: Precision = .float64) -> Recipe {
        Recipe(
            network: Network {
                Dense(32, activation: .gelu)
                Dense(16, activation: .softmax)
            },
            loss: CrossEntropy(), optimizer: Adam(), batchSize: batchSize, precision: precision)
    }

    @Test func countsEveryBuffer() throws {
        let memory = try #require(try TrainingMemory(recipe(), input: [16], rows: 100))
        let parameters = (16 * 32 + 32 + 32 * 16 + 16) * 8
        #expect(memory.parameters == parameters && memory.gradients == parameters)
        #expect(memory.optimizerState == 2 * parameters && memory.kept == 3 * parameters)
        // Two outputs, what GELU keeps of its sums, and two gradients as wide as the widest.
        #expect(memory.activations == 8 * (32 + 16 + 32 + 2 * 32) * 8)
        #expect(memory.batch == 8 * (16 + 16 + 2) * 8 + (8 + 100) * 8)
        let parts = [
            memory.parameters, memory.gradients, memory.optimizerState, memory.activations, memory.batch,
            memory.kept,
        ]
        #expect(memory.total == parts.reduce(0, +))
    }

    @Test func followsTheRecipe() throws {
        let double = try #require(try TrainingMemory(recipe(), input: [16], rows: 100))
        let single = try #require(
            try TrainingMemory(recipe(precision: .float32), input: [16], rows: 100))
        #expect(2 * single.parameters == double.parameters && 2 * single.activations == double.activations)
        let full = try #require(try TrainingMemory(recipe(.full), input: [16], rows: 800))
        #expect(full.activations == 100 * double.activations)
        var watching = recipe()
        watching.stopping = .onValidation(EarlyStopping(share: 0.2, patience: 3, minimumImprovement: 0))
        let watched = try #require(try TrainingMemory(watching, input: [16], rows: 100))
        #expect(watched.kept == 4 * watched.parameters)
    }

    @Test func agreesWithWhatAProgramTakes() throws {
        let recipe = recipe()
        let program = try Program<Double>(
            recipe.network.fused(with: recipe.loss), input: [16], batchSize: 8, purpose: .training)
        #expect(try TrainingMemory(recipe, input: [16], rows: 100)?.activations == program.memory)
    }

    @Test func aRunThatNeedsMoreThanThereIsIsRefused() throws {
        let needed = try #require(try TrainingMemory(recipe(), input: [16], rows: 100)?.total)
        try TrainingMemory.check(recipe(), input: [16], rows: 100, available: needed)
        let error = #expect(throws: TrainingError.self) {
            try TrainingMemory.check(recipe(), input: [16], rows: 100, available: needed - 1)
        }
        #expect(error == .notEnoughMemory(needed: needed, available: needed - 1))
        #expect(
            TrainingError.notEnoughMemory(needed: 43_210_000_000, available: 999).description
                == "training needs 43.2 GB of memory, but there are 999 bytes. Make the layers or the batches smaller."
        )
    }

    @Test(arguments: [-1, 1 << 50, .max])
    func isNotPlannedForRowsBeyondAllMemory(rows: Int) throws {
        #expect(try TrainingMemory(recipe(.full), input: [16], rows: rows) == nil)
    }

    @Test func refusesAShapeThatDoesNotFit() {
        #expect(throws: NetworkError.self) {
            try TrainingMemory(Recipe(network: Network([]), loss: CrossEntropy()), input: [4], rows: 1)
        }
    }
}
