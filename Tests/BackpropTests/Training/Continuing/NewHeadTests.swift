import Testing

@testable import Backprop

/// Runs that replace the last layer of a model.
@Suite struct NewHeadTests {
    private func images(_ labels: [String], count: Int = 40) -> ImageSet {
        let pixels = (0..<count).flatMap { image in
            (0..<36).map { pixel -> UInt8 in
                let isBright = pixel % labels.count == image % labels.count
                return UInt8(isBright ? 200 + (image * 7 + pixel) % 50 : (image * 13 + pixel * 5) % 90)
            }
        }
        return ImageSet(
            bytes: pixels, shape: [6, 6, 1], labels: (0..<count).map { labels[$0 % labels.count] })
    }

    private func imageModel() throws -> Model {
        var options = RecipeOptions()
        options.hiddenLayers = try Network(parsing: "conv 3 3x3, batchnorm, relu, maxpool 2x2, flatten")
        (options.epochs, options.optimizer) = (5, Adam(learningRate: 0.02))
        let images = images(["a", "b", "c"])
        return try Trainer(options.recipe(for: images).recipe).train(on: images).model
    }

    @Test func aFrozenBodyLearnsOtherClassesOfImages() throws {
        let model = try imageModel()
        let images = images(["x", "y", "z", "w"], count: 80)
        var options = RecipeOptions()
        options.frozenLayers = FrozenLayers(1...5)
        options.epochs = 40
        options.learningRate = 0.1
        let recipe = try options.recipe(
            continuing: model, model.continuation(replacesLastLayer: true), on: images)
        let body = model.network.layers.dropLast()
        #expect(recipe.network == Network(body + [Dense(4, activation: .softmax)]))
        let result = try Trainer(recipe, continuing: model).train(on: images)
        #expect(result.model.images?.classLabels == ["w", "x", "y", "z"])
        #expect(result.model.images?.centers == model.images?.centers)
        let (before, after): ([Float], [Float]) = (
            model.parameters.values(), result.model.parameters.values()
        )
        let frozen = model.layout.layerOffsets[5]
        #expect(before[..<frozen] == after[..<frozen])
        #expect(Array(before[model.layout.count...]) == Array(after[result.model.layout.count...]))
        let scores = try #require(result.continuation)
        #expect(scores.before == nil && scores.comparison == nil)
        #expect(scores.rowCount == 16)
    }

    @Test func severalYesNoTargetsMayHaveANewLastLayer() throws {
        let (model, table) = (try MultiLabelTests.model(), try MultiLabelTests.symptoms(80))
        let recipe = try RecipeOptions().recipe(
            continuing: model, model.continuation(replacesLastLayer: true), on: table)
        #expect(recipe.network == model.network && recipe.targetEncoding == .multiLabel)
        let result = try Trainer(recipe, continuing: model).train(on: table)
        #expect(result.model.preprocessor?.binaryTargets == model.preprocessor?.binaryTargets)
    }

    /// The rarer value is the positive one, and another value may be rarer among the new rows.
    @Test func refittingKeepsThePositiveValues() throws {
        let model = try MultiLabelTests.model()
        let lines = (0..<40).map {
            "0.\($0 + 10),0.\(50 - $0),home,\($0 % 8 == 0 ? "no,yes,no" : "yes,no,yes")"
        }
        let text = "a,b,place,fever,cough,rash\n" + lines.joined(separator: "\n") + "\n"
        let table = try Table(reading: Array(text.utf8), source: "new.csv")
        #expect(try MultiLabelTests.schema(table).binaryTargets != model.preprocessor?.binaryTargets)
        let data = try TableData(table, continuing: model)
        #expect(data.schema.binaryTargets == model.preprocessor?.binaryTargets)
    }

    @Test func newRowsMayHaveOneValueOfAYesNoTarget() throws {
        let model = try MultiLabelTests.model()
        let lines = (0..<40).map {
            "0.\($0 + 10),0.\(50 - $0),home,\($0 % 8 == 0 ? "no,yes,no" : "yes,no,no")"
        }
        let text = "a,b,place,fever,cough,rash\n" + lines.joined(separator: "\n") + "\n"
        let table = try Table(reading: Array(text.utf8), source: "new.csv")
        let recipe = try RecipeOptions().recipe(continuing: model, on: table)
        let result = try Trainer(recipe, continuing: model).train(on: table)
        #expect(result.model.preprocessor?.binaryTargets == model.preprocessor?.binaryTargets)
    }

    @Test func imagesOfTheSameClassesContinue() throws {
        let model = try imageModel()
        let images = images(["a", "b", "c"], count: 60)
        let recipe = try RecipeOptions().recipe(continuing: model, on: images)
        let result = try Trainer(recipe, continuing: model).train(on: images)
        #expect(result.model.images == model.images)
        #expect(result.continuation?.before != nil)
        // A subset of the classes, in another order of first occurrence, keeps the meaning of the outputs.
        let fewer = self.images(["c", "a"])
        let again = try Trainer(
            RecipeOptions().recipe(continuing: model, on: fewer), continuing: model
        ).train(on: fewer)
        #expect(again.model.images?.classLabels == ["a", "b", "c"])
    }

    @Test func refusesImagesThatDoNotFit() throws {
        let model = try imageModel()
        func error(_ images: ImageSet) -> String? {
            ContinuedRows.error { _ = try RecipeOptions().recipe(continuing: model, on: images) }
        }
        #expect(
            error(images(["a", "d"])) == """
                images: The label of image 2 is "d", which the model does not know. It knows a, b, c.
                """)
        #expect(
            error(ImageSet(bytes: [1, 2, 3, 4], shape: [2, 2, 1], labels: ["a"])) == """
                images: The images are 2×2×1, but the model takes 6×6×1. Give them the model's size and channels, or \
                train with these.
                """)
    }

    /// One output for two classes becomes one per class.
    @Test func twoClassesBecomeThree() throws {
        var options = try ContinuedRows.options()
        options.output = .sigmoid
        options.loss = BinaryCrossEntropy()
        let model = try ContinuedRows.model(options)
        #expect(model.recipe.targetEncoding == .binary)
        let table = try ContinuedRows.table(
            ContinuedRows.text(60..<160, labels: ["low", "high", "odd"]))
        let recipe = try RecipeOptions().recipe(
            continuing: model, model.continuation(replacesLastLayer: true), on: table)
        #expect(recipe.network.text == "dense 6 tanh, dense 3 softmax")
        #expect(recipe.targetEncoding == .oneHot)
        let result = try Trainer(recipe, continuing: model).train(on: table)
        let preprocessor = try #require(result.model.preprocessor)
        #expect(preprocessor.classLabels == ["high", "low", "odd"])
        #expect(preprocessor.columns[..<2] == model.preprocessor?.columns[..<2])
        // The model is complete: it is written, read and evaluated.
        let file = try SafetensorsFile(bytes: result.model.safetensors().serialized())
        let read = try Model(file, source: "m")
        #expect(try read.evaluate(table)[.accuracy] == result.model.evaluate(table)[.accuracy])
    }

    @Test func twoOtherClassesKeepOneOutput() throws {
        var options = try ContinuedRows.options()
        options.output = .sigmoid
        options.loss = BinaryCrossEntropy()
        let model = try ContinuedRows.model(options)
        let table = try ContinuedRows.table(ContinuedRows.text(60..<160, labels: ["low", "high"]))
        let recipe = try RecipeOptions().recipe(
            continuing: model, model.continuation(replacesLastLayer: true), on: table)
        #expect(recipe.network == model.network && recipe.targetEncoding == .binary)
    }

    @Test func refusesNetworksThatEndOtherwise() throws {
        var recipe = try ContinuedRows.model().recipe
        recipe.network = try Network(parsing: "dense 6, dense 2, softmax")
        let model = try ContinuedRows.model()
        let data = try TableData(ContinuedRows.table(ContinuedRows.text(60..<90)), continuing: model)
        #expect(
            ContinuedRows.error { try recipe.replaceLastLayer(for: data) } == """
                Only a dense layer is replaced, but the network ends in "softmax". Keep the last layer.
                """)
    }
}
