import Testing

@testable import Backprop

/// All that uses the rows of a run prepares them as training does: fitted on the training share alone.
@Suite struct PreparedImagesTests {
    /// Images of which each is brighter than the one before.
    static let images = ImageSet(
        bytes: (0..<24).flatMap { image in (0..<4).map { UInt8((image * image) % 200 + 10 * $0) } },
        shape: [2, 2, 1], labels: (0..<24).map { $0 % 2 == 0 ? "a" : "b" })

    static func recipe(_ stopping: Stopping = .onValidation(EarlyStopping(share: 0.25, patience: 2)))
        -> Recipe
    {
        Recipe(
            network: Network([Flatten(), Dense(2, activation: .softmax)]), loss: CrossEntropy(),
            optimizer: SGD(learningRate: 0.1), epochs: 2, batchSize: .rows(4), stopping: stopping,
            precision: .float64)
    }

    /// The preprocessor that training fits.
    static func trained(_ recipe: Recipe) throws -> ImagePreprocessor {
        try #require(try Trainer(recipe).train(on: images).model.images)
    }

    @Test func aTraceScalesAsTrainingDoes() throws {
        let recipe = Self.recipe()
        let preprocessor = try Self.trained(recipe)
        #expect(try preprocessor.centers != ImagePreprocessor(fitting: Self.images).centers)
        let trace = try StepTrace(recipe, images: Self.images, index: 5)
        #expect(trace.inputs == (try preprocessor.features(of: Self.images, rows: [5], as: Double.self)))
        #expect(trace.outputNames == ["a", "b"])
        #expect(trace.location == StepTrace.Location(source: "images", row: 6, line: nil))
    }

    @Test func aGradientCheckScalesAsTrainingDoes() throws {
        let recipe = Self.recipe()
        let check = try GradientCheck(recipe, images: Self.images, rowLimit: 24)
        let fold = try recipe.stopping.divide(
            Array(0..<24), by: SplitConstraints(classes: Self.images.classes), seed: recipe.seed)
        #expect(check.rows == fold.training)
        let data: Dataset<Double> = try Self.trained(recipe).dataset(of: Self.images, rows: fold.training)
        #expect(check.loss == (try GradientCheck(recipe, data: data).loss))
    }

    @Test func aRangeTestScalesAsTrainingDoes() throws {
        let recipe = Self.recipe()
        let fold = try recipe.stopping.divide(
            Array(0..<24), by: SplitConstraints(classes: Self.images.classes), seed: recipe.seed)
        let data: Dataset<Double> = try Self.trained(recipe).dataset(of: Self.images, rows: fold.training)
        let test = try LearningRateRangeTest(recipe, steps: 12)
        #expect(try test.run(on: Self.images) == test.run(on: data))
    }

    @Test func weightsOfClassesAreRefused() throws {
        var recipe = Self.recipe(.afterAllEpochs)
        recipe.preprocessing.classWeighting = .balanced
        let error = #expect(throws: ImageError.self) { try Trainer(recipe).train(on: Self.images) }
        #expect(
            error?.description
                == "images: The recipe weights classes, but every image counts the same. Leave class weights out, or add images of the rare classes."
        )
    }

    @Test func aSearchForTheWeightDecayServesImagesToo() throws {
        var recipe = Self.recipe(.afterAllEpochs)
        recipe.optimizer = AdamW(learningRate: 0.01, weightDecay: 0.1)
        recipe.selection = NestedModelSelection(candidates: [0.5], folds: 2)
        let model = try Trainer(recipe).train(on: Self.images).model
        #expect(model.recipe.selection == nil)
        var decided = recipe
        decided.selection = nil
        decided.optimizer = model.recipe.optimizer
        #expect(try Trainer(decided).train(on: Self.images).model.parameters == model.parameters)
    }
}

/// Warnings about the division of rows, and rows to stop by that training leaves out.
@Suite struct PreparedTableTests {
    @Test func trainingWarnsOfAClassThatIsTooRareToDivide() throws {
        let rows = (0..<20).map { "\($0),\($0 == 19 ? "c" : $0 % 2 == 0 ? "a" : "b")" }
        let table = try ModelSupport.table("x,kind\n" + rows.joined(separator: "\n"))
        var recipe = try RecipeOptions().recipe(for: Schema(inferring: table), rows: 20).recipe
        (recipe.epochs, recipe.selection) = (1, nil)
        recipe.stopping = .onValidation(EarlyStopping(share: 0.25, patience: 2))
        #expect(
            try Trainer(recipe).train(on: table).notices == [
                "Class \"c\" has a single row: when that row is tested, the model has not seen the class and cannot predict it."
            ])
        recipe.stopping = .afterAllEpochs
        #expect(try Trainer(recipe).train(on: table).notices.isEmpty)
    }

    /// A row without a target counts neither in the loss nor in the metric.
    @Test func aRowToStopByWithoutATargetDoesNotCount() throws {
        let rows = (0..<20).map { "\($0 % 7),\($0 % 3 + 1),\($0 * $0 % 11).5" }
        let table = try ModelSupport.table("x,weight,y\n" + rows.joined(separator: "\n"))
        var recipe = Recipe(
            network: Network([Dense(1)]), loss: MeanSquaredError(), epochs: 2,
            stopping: .onValidation(
                EarlyStopping(share: 0, patience: 2, metric: try ValidationMetric(parsing: "mae"))),
            targetEncoding: .numeric)
        recipe.columns.weight = .name("weight")
        let whole = try ModelSupport.table("x,weight,y\n1,2,3.5\n2,1,4.5\n")
        let gap = try ModelSupport.table("x,weight,y\n1,2,3.5\n5,7,\n2,1,4.5\n")
        let trainer = Trainer(recipe)
        let expected = try trainer.train(on: table, validation: whole).history
        #expect(expected[0].validationMetric != nil)
        #expect(try trainer.train(on: table, validation: gap).history == expected)
    }
}
