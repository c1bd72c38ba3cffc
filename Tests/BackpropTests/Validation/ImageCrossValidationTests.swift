import Testing

@testable import Backprop

/// Cross-validation of images, and the warnings about how rows are divided.
@Suite struct ImageCrossValidationTests {
    private let recipe = PreparedImagesTests.recipe(.afterAllEpochs)
    private let images = PreparedImagesTests.images

    @Test func eachFoldIsTrainedAndScoredByItself() throws {
        let splitter = Splitter.stratified(folds: 3)
        let result = try CrossValidation(recipe, splitter: splitter, threads: 2).run(on: images)
        let folds = try splitter.folds(rowCount: 24, labels: images.classes, seed: recipe.seed)
        #expect(result.folds.map(\.testRows) == folds.map(\.test))
        for (fold, found) in zip(folds, result.folds) {
            let model = try Trainer(recipe).train(on: images, rows: fold.training).model
            let test = images.selecting(fold.test)
            #expect(try model.evaluate(test) == found.evaluation)
            #expect(try model.baselines(on: test).map(\.evaluation) == found.baselines.map(\.evaluation))
        }
    }

    @Test func importanceIsRefusedWithAReason() throws {
        let validation = CrossValidation(
            recipe, splitter: .stratified(folds: 2), importance: PermutationSettings())
        let error = #expect(throws: ImportanceError.images) { try validation.run(on: images) }
        #expect(
            error?.description
                == "Importance is measured by shuffling the columns of a table, but images have pixels, of which none means anything by itself. Leave importance out, or look at the pixels that decide in a report."
        )
    }

    /// Classes of images have no weights, so that there is nothing to count.
    @Test func scoresAreThoseWithoutClassWeights() throws {
        let splitter = Splitter.stratified(folds: 2)
        let plain = try CrossValidation(recipe, splitter: splitter).run(on: images)
        let weighted = try CrossValidation(recipe, splitter: splitter, weightsClassesInScores: true).run(
            on: images)
        #expect(plain.folds.map(\.evaluation) == weighted.folds.map(\.evaluation))
    }

    @Test func imagesWithoutLabelsAreRefused() throws {
        let unlabelled = ImageSet(bytes: [1, 2, 3, 4, 5, 6, 7, 8], shape: [2, 2, 1])
        let error = #expect(throws: ImageError.self) {
            try CrossValidation(recipe, splitter: .stratified(folds: 2)).run(on: unlabelled)
        }
        #expect(error?.kind == .noLabels)
    }

    @Test func aRareClassIsMentioned() throws {
        let labels = (0..<24).map { $0 < 2 ? "c" : $0 % 2 == 0 ? "a" : "b" }
        let images = ImageSet(bytes: (0..<96).map { UInt8($0) }, shape: [2, 2, 1], labels: labels)
        var recipe = recipe
        recipe.network = Network([Flatten(), Dense(3, activation: .softmax)])
        let result = try CrossValidation(recipe, splitter: .stratified(folds: 4)).run(on: images)
        #expect(
            result.notices == ["Class \"c\" has 2 rows, fewer than the 4 folds: 2 of them do not test it."])
    }
}
