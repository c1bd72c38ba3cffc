import Testing

@testable import Backprop

/// A model takes the rows that it was trained on, and names them when it is given others.
@Suite struct ModelInputTests {
    private static let table = ModelSupport.flowers

    private static func imageModel() throws -> Model {
        try Trainer(PreparedImagesTests.recipe(.afterAllEpochs)).train(on: PreparedImagesTests.images).model
    }

    @Test func aModelOfATableTakesNoImages() throws {
        let model = try ModelSupport.model()
        let images = PreparedImagesTests.images
        #expect(throws: ModelError.notTrainedOnImages) { try StepTrace(model, images: images, index: 0) }
        #expect(throws: ModelError.notTrainedOnImages) { try model.predict(images) }
        #expect(throws: ModelError.notTrainedOnImages) { try model.evaluate(images) }
        #expect(throws: ModelError.notTrainedOnImages) { try model.baselines(on: images) }
    }

    @Test func aModelOfImagesTakesNoTable() throws {
        let model = try Self.imageModel()
        let table = try ModelSupport.table(Self.table)
        let error = ModelError.trainedOnImages([2, 2, 1])
        #expect(throws: error) { try StepTrace(model, table: table, row: 0) }
        #expect(throws: error) { try model.predict(table) }
        #expect(throws: error) { try model.evaluate(table) }
        #expect(throws: error) { try model.baselines(on: table) }
        #expect(throws: error) { try model.importance(on: table) }
    }

    @Test func aModelOfNumbersTakesNoTable() throws {
        let data = Dataset<Float>([[0, 1], [1, 0]], targets: [[1], [0]])
        let recipe = Recipe(
            network: Network([Dense(1)]), loss: MeanSquaredError(), epochs: 1, targetEncoding: .numeric)
        let model = try Trainer(recipe).train(on: data).model
        #expect(model.input == .numbers)
        let table = try ModelSupport.table(Self.table)
        #expect(throws: ModelError.trainedOnNumbers) { try model.predict(table) }
        #expect(throws: ModelError.trainedOnNumbers) { try model.importance(on: table) }
    }

    @Test func aFileOfBothTableAndImagesIsRefused() throws {
        let images = try Self.imageModel().safetensors().metadata["backprop.images"]
        let refusal = try ModelSupport.refusal(of: ModelSupport.model(), source: "m.safetensors") {
            $0.metadata["backprop.images"] = images
        }
        #expect(
            refusal
                == "m.safetensors is damaged or was changed by hand: its metadata have both \"backprop.preprocessor\" and \"backprop.images\""
        )
    }
}
