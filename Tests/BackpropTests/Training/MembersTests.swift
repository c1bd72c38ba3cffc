import Testing

@testable import Backprop

/// Recipes that average several networks.
@Suite struct MembersTests {
    private static func table(numbers: Bool = false) throws -> Table {
        try ModelSupport.table(numbers ? ModelSupport.slope : ModelSupport.flowers)
    }

    private static func recipe(
        _ table: Table, members: Int = 3, _ change: (inout RecipeOptions) -> Void = { _ in }
    ) throws -> Recipe {
        var options = RecipeOptions()
        options.hiddenLayers = Network { Dense(4, activation: .tanh) }
        options.optimizer = AdamW(learningRate: 0.02, weightDecay: 0.01)
        options.epochs = 4
        options.members = members
        change(&options)
        return try options.recipe(for: Schema(inferring: table), rows: table.rowCount).recipe
    }

    @Test(arguments: [false, true]) func areTrainedEachByItself(numbers: Bool) throws {
        let table = try Self.table(numbers: numbers)
        let recipe = try Self.recipe(table)
        let model = try Trainer(recipe, threads: 2).train(on: table).model
        let parts = try (0..<3).map { try Trainer(recipe.member($0)).train(on: table).model }
        #expect(model.members.map(\.parameters) == parts.map(\.parameters))
        #expect(Set(parts.map(\.recipe.seed)).count == 3 && parts[0].recipe.seed == recipe.seed)
        #expect(
            try ModelSupport.bits(model, table) == ModelSupport.bits(Model(averaging: parts), table))
        // The recipe of the model repeats all of it.
        #expect(model.recipe == recipe)
        #expect(
            try Trainer(model.recipe).train(on: table).model.safetensors().serialized()
                == model.safetensors().serialized())
        #expect(try ModelSupport.reread(model).recipe == recipe)
    }

    /// Rows are prepared once, unless each network holds out others.
    @Test(arguments: [
        (Stopping.afterAllEpochs, 1), (.byCrossValidation(folds: 2), 1),
        (.onValidation(EarlyStopping(share: 0.25)), 3),
    ])
    func equalRowsArePreparedOnce(_ stopping: Stopping, _ count: Int) throws {
        let table = try Self.table()
        let recipe = try Self.recipe(table) { $0.stopping = stopping }
        let data = CountingData(data: try TableData(table, schema: nil, for: recipe))
        let folder = try ScratchFolder()
        for scratch in [nil, folder.path] {
            let before = data.fitted.withLock { $0 }
            let model = try Trainer(recipe).train(data, scratchFolder: scratch).model
            #expect(data.fitted.withLock { $0 } == before + count)
            let parts = try (0..<3).map { try Trainer(recipe.member($0)).train(on: table).model }
            #expect(model.members.map(\.parameters) == parts.map(\.parameters))
        }
    }

    /// A separate table to stop by leaves all rows to each network.
    @Test func rowsWithATableToStopByArePreparedOnce() throws {
        let table = try Self.table()
        let recipe = try Self.recipe(table) { $0.stopping = .onValidation(EarlyStopping(share: 0)) }
        let data = CountingData(data: try TableData(table, schema: nil, for: recipe))
        let model = try Trainer(recipe).train(data, validation: table).model
        #expect(data.fitted.withLock { $0 } == 1)
        let parts = try (0..<3).map {
            try Trainer(recipe.member($0)).train(on: table, validation: table).model
        }
        #expect(model.members.map(\.parameters) == parts.map(\.parameters))
    }

    @Test func eventsNameTheNetwork() throws {
        let table = try Self.table()
        var events: [TrainingEvent] = []
        let result = try Trainer(Self.recipe(table, members: 2)).train(on: table) { events.append($0) }
        let networks = events.filter { if case .network = $0 { true } else { false } }
        #expect(networks == [.network(1, of: 2), .network(2, of: 2)] && events.first == networks[0])
        #expect(events.count { if case .epoch = $0 { true } else { false } } == 8)
        #expect(result.history.count == 4 && result.ending == .completed)
        events = []
        _ = try Trainer(Self.recipe(table, members: 1)).train(on: table) { events.append($0) }
        #expect(!events.contains { if case .network = $0 { true } else { false } })
    }

    @Test func foldsScoreTheAverage() throws {
        let table = try Self.table(numbers: true)
        let recipe = try Self.recipe(table)
        let all = Array(0..<table.rowCount)
        let (training, test) = (Array(all.dropFirst(3)), Array(all.prefix(3)))
        let data = try TableData(table, schema: nil, for: recipe)
        let results = try Trainer(recipe, threads: 2).train(data, rowsOfEach: [training, training])
        #expect(results.map(\.model.members.count) == [3, 3])
        let expected = try Trainer(recipe).train(on: table, rows: training).model
        #expect(
            try results[0].model.evaluate(table.selectingRows(test))[.rmse]
                == expected.evaluate(table.selectingRows(test))[.rmse])
    }

    /// Interrupts a run of three networks before each of its updates, and resumes it.
    @Test func resumeWithTheSameBits() throws {
        let table = try Self.table()
        let recipe = try Self.recipe(table) { ($0.epochs, $0.batchSize) = (2, .rows(5)) }
        let questions = Countdown()
        var trainer = Trainer(recipe)
        trainer.isCancelled = { questions.isOver() }
        let expected = try trainer.train(on: table).bytes
        #expect(questions.asked > 10)
        for limit in 0..<questions.asked {
            let (folder, countdown) = (try ScratchFolder(), Countdown(limit))
            trainer.checkpoints = CheckpointPolicy(folder: folder.path, interval: .epochs(1))
            trainer.isCancelled = { countdown.isOver() }
            #expect(try trainer.train(on: table).isInterrupted)
            trainer.checkpoints?.resumes = true
            trainer.isCancelled = { false }
            #expect(try trainer.train(on: table).bytes == expected, "after question \(limit)")
        }
    }

    @Test func anInterruptedRunAveragesTheFinishedNetworks() throws {
        let table = try Self.table()
        let recipe = try Self.recipe(table)
        var trainer = Trainer(recipe)
        var network = 0
        let flag = CancellationFlag()
        trainer.isCancelled = { flag.isSet }
        let result = try trainer.train(on: table) { event in
            if case .network(let number, _) = event { network = number }
            if case .epoch = event, network == 3 { flag.set() }
        }
        #expect(result.isInterrupted && result.model.members.count == 2)
        #expect(
            result.model.members[1].parameters
                == (try Trainer(recipe.member(1)).train(on: table).model.parameters))
    }

    @Test func heldOutScoresAreThoseOfTheAverage() throws {
        let table = try ModelSupport.table(
            "a,y\n" + (0..<60).map { "\($0 % 13),\($0 % 13 > ($0 % 5) * 2 ? "up" : "down")\n" }.joined())
        var recipe = try Self.recipe(table)
        recipe.selection = NestedModelSelection(candidates: [0.3], folds: 3, calibrates: true)
        let selection = try Trainer(recipe, threads: 2).selection(on: table)
        #expect(selection.recipe.members == 3 && selection.recipe.selection == nil)
        let schema = try Schema(inferring: table)
        let parts = try Splitter.stratified(folds: 3).folds(
            rowCount: 60, labels: schema.classes(of: Array(0..<60), in: table), seed: recipe.seed)
        let expected = try parts.map { part in
            try Trainer(selection.recipe).train(on: table, rows: part.training).model
                .evaluate(table.selectingRows(part.test))
        }
        let heldOut = try #require(selection.heldOut)
        let found = try #require(heldOut[.logLoss])
        #expect(
            try abs(found.mean - expected.map { try #require($0[.logLoss]) }.reduce(0, +) / 3) < 1e-12)
        let result = try Trainer(recipe).train(on: table)
        #expect(result.heldOut == heldOut && result.model.members.count == 3)
    }

    @Test func numbersAloneAreRefused() throws {
        var recipe = Recipe(
            network: Network { Dense(1) }, loss: MeanSquaredError(), members: 2, targetEncoding: .numeric)
        let data = Dataset<Double>([[1], [2]], targets: [[1], [2]])
        #expect(throws: ModelError.numbersToAverage) { try Trainer(recipe).train(on: data) }
        #expect(
            "\(ModelError.numbersToAverage)"
                == "networks that are trained on numbers alone are not averaged; train on a table or on images, or set members to 1"
        )
        recipe.members = 0
        #expect(throws: SettingError.self) { try recipe.validate() }
    }

    @Test func outputsWithoutProbabilitiesAreRefused() throws {
        let table = try Self.table()
        func options(_ options: inout RecipeOptions) {
            (options.output, options.loss) = (.tanh, MeanSquaredError())
        }
        let error = #expect(throws: SettingError.self) { try Self.recipe(table, options) }
        #expect(
            try #require(error).description
                == "the number of networks must be 1 for a network that ends in neither softmax nor sigmoid, not 3"
        )
        #expect(try Self.recipe(table, members: 1, options).members == 1)
        // Quality chooses what fits.
        var open = RecipeOptions()
        options(&open)
        open.quality = .best
        #expect(try open.recipe(for: Schema(inferring: table), rows: table.rowCount).recipe.members == 1)
    }

    @Test func theBestQualityAveragesEight() throws {
        let schema = try Schema(inferring: Self.table())
        var options = RecipeOptions()
        #expect(try options.recipe(for: schema, rows: 12).recipe.members == 1)
        options.quality = .best
        let (recipe, choices) = try options.recipe(for: schema, rows: 12)
        #expect(recipe.members == 8)
        #expect(
            choices.contains(
                Choice(setting: "members", value: "8", reason: "networks, averaged, for quality best")))
        options.members = 2
        #expect(try options.recipe(for: schema, rows: 12).recipe.members == 2)
    }
}

/// Rows of a table that count how often an input is fitted to them.
private struct CountingData: LearningData {
    let data: TableData
    let fitted = Locked(0)

    var raw: any RawRows { data.raw }
    var rowsWithTargets: [Int] { data.rowsWithTargets }
    var classLabels: [String] { data.classLabels }

    func classes(of rows: [Int]) -> [Int]? { data.classes(of: rows) }

    func input(fittedTo rows: [Int], for recipe: Recipe) throws -> ModelInput {
        fitted.withLock { $0 += 1 }
        return try data.input(fittedTo: rows, for: recipe)
    }
}
