import Testing

@testable import Backprop

/// That no row of a fold's test has any influence on what it is tested by.
@Suite struct CrossValidationTests {
    /// A table whose last rows are far away from all others, so that what has seen them scales otherwise.
    private static let text =
        "width,length,colour,kind\n"
        + (0..<24).map { row in
            let width = row % 6 == 5 ? "\(1000 * row)" : row % 5 == 0 ? "" : "\(Double(row % 7) / 2)"
            return
                "\(width),\(Double(row * 5 % 11)),\(["red", "blue", "c\(row)"][row % 3]),\(row % 2 == 0 ? "u" : "v")\n"
        }.joined()

    private func recipe(_ schema: Schema) throws -> Recipe {
        var options = RecipeOptions()
        options.hiddenLayers = try Network(parsing: "dense 4 tanh")
        options.epochs = 20
        return try options.recipe(for: schema, rows: 24).recipe
    }

    /// The scores of a model that was fitted with a preprocessor that has seen other rows, too: the planted leak.
    private func leakyScores(_ table: Table, _ schema: Schema, _ fold: Fold) throws -> Evaluation {
        let recipe = try recipe(schema)
        let preprocessor = try Preprocessor(
            fitting: table, schema: schema, settings: recipe.preprocessing, targetEncoding: .oneHot)
        let data = try preprocessor.dataset(from: table, rows: fold.training, as: Float.self)
        let trained = try Trainer(recipe).train(on: data).model
        let model = try Model(
            recipe: recipe, inputShape: data.inputShape, parameters: trained.parameters,
            input: .table(preprocessor), provenance: trained.provenance)
        return try model.evaluate(table.selectingRows(fold.test))
    }

    @Test func foldsUseTheirTrainingRowsOnly() throws {
        let table = try ModelSupport.table(Self.text)
        let schema = try Schema(inferring: table)
        let recipe = try recipe(schema)
        let splitter = Splitter.stratified(folds: 4)
        let result = try CrossValidation(recipe, splitter: splitter, threads: 2).run(on: table)
        var caught = 0
        for (fold, found) in zip(
            try splitter.folds(rowCount: 24, labels: (0..<24).map { $0 % 2 }, seed: recipe.seed),
            result.folds)
        {
            #expect(found.testRows == fold.test && found.trainingRows == fold.training.count)
            // A table of the training rows and nothing else gives the same model, bit for bit.
            let separate = try Trainer(recipe).train(
                on: table.selectingRows(fold.training), schema: schema
            ).model
            #expect(try separate.evaluate(table.selectingRows(fold.test)) == found.evaluation)
            if try leakyScores(table, schema, fold) != found.evaluation { caught += 1 }
        }
        #expect(caught == 4)
    }

    @Test(arguments: [
        ("kind", nil, Splitter.stratified(folds: 5)), ("length", nil, .kFold(folds: 5)),
        ("kind", "colour", .grouped(folds: 5)),
    ])
    func theDefaultDivisionSuitsTheData(_ target: String, _ group: String?, _ expected: Splitter) throws {
        let table = try ModelSupport.table(Self.text)
        var selection = ColumnSelection(targets: [.name(target)])
        selection.group = group.map { .name($0) }
        let schema = try Schema(inferring: table, selection: selection)
        var recipe = try recipe(schema)
        recipe.epochs = 1
        let found = try CrossValidation(recipe).run(on: table, schema: schema)
        let asked = try CrossValidation(recipe, splitter: expected).run(on: table, schema: schema)
        #expect(found.folds.map(\.testRows) == asked.folds.map(\.testRows))
        #expect(found.folds.count == 5)
    }

    @Test func countsWhatTrainingHadNotSeen() throws {
        let table = try ModelSupport.table(Self.text)
        let schema = try Schema(inferring: table)
        let result = try CrossValidation(try recipe(schema), splitter: .leaveOneOut).run(on: table)
        // Each row is tested once: every gap is filled once, and each colour that comes once is unseen once.
        #expect(result.folds.reduce(0) { $0 + $1.report.filledCount } == 4)
        #expect(result.folds.reduce(0) { $0 + $1.report.unseenCount } == 8)
    }

    @Test(arguments: [ModelSupport.flowers, ModelSupport.slope])
    func scoresOfSingleRowsArePooled(_ text: String) throws {
        let table = try ModelSupport.table(text)
        let result = try CrossValidation(
            try recipe(try Schema(inferring: table)), splitter: .leaveOneOut
        ).run(on: table)
        let pooled = try #require(result.pooled)
        let isClasses = result.summaries.contains { $0.metric == .accuracy }
        // A mean over rows is the same either way; what needs several rows, single rows do not have.
        let same = isClasses ? Metric.accuracy : .mae
        let mean = try #require(result[same]?.mean)
        #expect(abs(try #require(pooled[same]) - mean) < 1e-12)
        #expect(pooled.rowCount == table.rowCount)
        let more = isClasses ? Metric.rocAUC : .r2
        #expect(pooled[more] != nil && !result.summaries.contains { $0.metric == more })
    }

    @Test func namesItsBaselines() throws {
        let table = try ModelSupport.table(ModelSupport.slope)
        let schema = try Schema(inferring: table)
        let result = try CrossValidation(try recipe(schema), splitter: .kFold(folds: 3)).run(on: table)
        #expect(result.baselineSummaries.map(\.baseline) == ["mean", "median", "linear model"])
        let mae = result.baselineSummaries.map { $0.summaries.first { $0.metric == .mae }?.summary.mean }
        #expect(mae[0] != nil && mae[0] != mae[1])
        #expect(result.importance == nil)
    }

    @Test func measuresImportanceOnTheRowsHeldOut() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let schema = try Schema(inferring: table)
        let settings = PermutationSettings(metric: .logLoss, repeats: 4, seed: 3)
        func run(threads: Int) throws -> CrossValidation.Result {
            try CrossValidation(
                try recipe(schema), splitter: .stratified(folds: 3), threads: threads, importance: settings
            ).run(on: table)
        }
        let result = try run(threads: 1)
        let importance = try #require(result.importance)
        #expect(importance.columns.map(\.name) == ["width", "length", "colour"])
        #expect(importance.columns.allSatisfy { $0.drops.count == 12 })
        #expect(try run(threads: 2).importance == importance)
        let losses = result.folds.compactMap { $0.evaluation[.logLoss] }
        #expect(abs(importance.score - losses.reduce(0, +) / 3) < 1e-12)
    }
}
