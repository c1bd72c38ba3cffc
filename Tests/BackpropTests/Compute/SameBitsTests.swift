import Testing

@testable import Backprop

extension ComputeTests {
    /// A model's bytes may not depend on the number of threads or on the instruction set.
    @Suite struct SameBitsTests {
        /// A network large enough for threads to share its products, and dropout to draw in several blocks.
        private func modelBytes<S: Scalar>(_ scalar: S.Type, threads: Int) throws -> [UInt8] {
            let random = Philox(seed: 7, stream: 9)
            let data = Dataset<S>(
                inputShape: [40], targetCount: 3,
                features: (0..<(96 * 40)).map { S(2 * random.unit(at: UInt64($0)) - 1) },
                targets: (0..<96).flatMap { row in (0..<3).map { S($0 == row % 3 ? 1 : 0) } })
            let recipe = Recipe(
                network: Network {
                    Dense(160, activation: .gelu)
                    Dropout(0.2)
                    Dense(64, activation: .tanh)
                    Dense(3, activation: .softmax)
                },
                loss: CrossEntropy(), optimizer: AdamW(), schedule: .cosine(floor: 0.1), epochs: 2,
                batchSize: .rows(64), seed: 11, precision: S.precision)
            let model = try Trainer(recipe, threads: threads).train(on: data).model
            return try model.safetensors().serialized()
        }

        private func check<S: Scalar>(_ scalar: S.Type) throws {
            let expected = try modelBytes(S.self, threads: 1)
            try ComputeTests.withEachInstructionSet { (name) throws in
                for threads in [1, 2, 3, 5, 8] {
                    let bytes = try modelBytes(S.self, threads: threads)
                    #expect(bytes == expected, "\(name), \(threads) threads")
                }
            }
        }

        @Test func ofAModelInSinglePrecision() throws { try check(Float.self) }

        @Test func ofAModelInDoublePrecision() throws { try check(Double.self) }

        @Test func changeWithTheSeed() throws {
            let data = Dataset<Float>([[1, 2], [3, 4]], targets: [[1], [2]])
            var recipe = Recipe(
                network: Network {
                    Dense(3, activation: .tanh); Dense(1)
                }, loss: SquaredError())
            recipe.epochs = 1
            let first = try Trainer(recipe).train(on: data).model.parameters
            #expect(try Trainer(recipe).train(on: data).model.parameters == first)
            recipe.seed = 2
            #expect(try Trainer(recipe).train(on: data).model.parameters != first)
        }
    }
}
