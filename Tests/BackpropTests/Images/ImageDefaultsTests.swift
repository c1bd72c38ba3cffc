import Testing

@testable import Backprop

@Suite("What is chosen for images")
struct ImageDefaultsTests {
    static func recipe(_ shape: Shape, images: Int = 4) throws -> Recipe {
        let set = ImageSet(
            bytes: Array(repeating: 9, count: images * shape.count), shape: shape,
            labels: (0..<images).map { "\($0 % 2)" })
        return try RecipeOptions().recipe(for: set).recipe
    }

    static let networks: [(shape: Shape, text: String)] = [
        ([5, 60, 1], "dense 256 relu, dropout 0.3"),
        (
            [8, 8, 1],
            "conv 32 3x3 relu padding same, maxpool 2, conv 64 3x3 relu padding same, flatten, dense 128 relu, dropout 0.5"
        ),
        (
            [28, 28, 1],
            "conv 32 3x3 relu padding same, maxpool 2, conv 64 3x3 relu padding same, maxpool 2, flatten, dense 128 relu, dropout 0.5"
        ),
        (
            [32, 40, 3],
            "conv 32 3x3 relu padding same, maxpool 2, conv 64 3x3 relu padding same, maxpool 2, conv 64 3x3 relu padding same, maxpool 2, flatten, dense 128 relu, dropout 0.5"
        ),
    ]

    @Test("images are halved by convolutions as long as they can be")
    func layers() throws {
        for (shape, text) in Self.networks {
            let network = try Self.recipe(shape).network
            #expect(Network(Array(network.layers.dropLast())).text == text)
            let shapes = try network.shapes(for: network.inputShape(forImages: shape))
            #expect(shapes.last == [2])
        }
    }

    @Test("what only a table's preprocessing has is refused")
    func tableSettings() {
        var options = RecipeOptions()
        options.preprocessing.classWeighting = .balanced
        let images = ImageSet(bytes: [1, 2, 3, 4], shape: [1, 2, 1], labels: ["a", "b"])
        let error = #expect(throws: SettingError.self) { try options.recipe(for: images) }
        #expect(
            error?.description
                == "the imputation, encoding, bins, scaling of targets or class weights must be a table's, not images'"
        )
    }

    @Test("images that convolutions see are learned in smaller steps and fewer passes")
    func training() throws {
        let large = try Self.recipe([8, 8, 1], images: 1000)
        #expect(large.optimizer.learningRate == 0.003)
        #expect(large.batchSize == .rows(32))
        #expect(large.epochs == 30)
        let small = try Self.recipe([4, 4, 1], images: 1000)
        #expect(small.optimizer.learningRate == 0.01)
        #expect(small.batchSize == .rows(16))
        #expect(small.epochs == 60)
    }
}
